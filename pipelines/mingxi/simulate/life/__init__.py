"""How people live: work, earn, spend, borrow and repay; one mechanism per file."""
