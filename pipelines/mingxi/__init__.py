"""Mingxi 明晰: every yuan of every credit decision, accounted for."""

__version__ = "0.1.0"
