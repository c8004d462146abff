"""What a letter must hold before it may be sent, one kind of fault per file."""
