"""A borrower economy in months, whose causes are known."""
