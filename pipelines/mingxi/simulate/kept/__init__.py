"""What a run keeps of its months: events, recorded columns, truth."""
