"""Sentences and names of the pages, in both languages; templates hold layout only."""
