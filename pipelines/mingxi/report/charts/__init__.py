"""Drawings as inline SVG: plain numbers and words in, markup out."""
