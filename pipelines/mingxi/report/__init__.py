"""Decision → letter: a JSON twin, then text and a page drawn from it. No path to a model."""
