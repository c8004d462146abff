"""Who the borrowers are and what they have before the first month."""
