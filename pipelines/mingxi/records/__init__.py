"""What travels between rooms: frozen values that check their own shapes and units."""
