"""The catalogue of reason codes: one declaration per cause, by family."""
