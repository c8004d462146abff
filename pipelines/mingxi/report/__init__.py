"""A decision in, pages and text out. Has no path to a model: a letter says what the decision holds."""
