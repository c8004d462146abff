"""One story per command, read top to bottom: the only room that introduces rooms to each other."""
