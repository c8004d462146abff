"""Gates and caps, in order, dated and cited. Returns rulings, never text."""
