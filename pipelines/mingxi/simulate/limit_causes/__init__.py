"""Why a limit moves: one cause per file; each returns its push on the lender's log limit."""
