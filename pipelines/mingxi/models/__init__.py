"""Learning default risk and the limit with LightGBM; signs come from the declared directions."""
