"""Rules that lower a limit: one file per rule."""
