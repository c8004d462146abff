"""Checks that stop opening a line, or drawing from it: one file per rule."""
