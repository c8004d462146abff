"""What would become of a borrower at another limit: the truth that no lender can see."""
