"""Histories in, feature matrix out: one function per feature, its words beside it."""
