"""Model and rows in, exact Shapley contributions out; factors, reasons and tested advice."""
