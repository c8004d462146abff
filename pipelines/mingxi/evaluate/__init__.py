"""Arrays in, numbers out: how good, how calibrated, how stable. Knows no model class."""
