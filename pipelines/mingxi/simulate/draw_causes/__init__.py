"""Why a draw is blocked: one check per file, in the lender's order in `mechanisms_table`."""
