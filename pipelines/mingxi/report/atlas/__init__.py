"""Pages and pictures of a world: what it is made of, and what comes out of it."""
