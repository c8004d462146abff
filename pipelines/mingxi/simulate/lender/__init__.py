"""The legacy lender: what it knows, how it admits, reviews limits and checks draws."""
