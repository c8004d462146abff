"""What we say: words, features, concepts, mechanisms, rules, dated numbers. No data, no model."""
