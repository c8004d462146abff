"""Tables of a run: what is observed and what is true, as Arrow tables."""
