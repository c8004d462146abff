"""How good explanations are: arrays and texts in, numbers out."""
