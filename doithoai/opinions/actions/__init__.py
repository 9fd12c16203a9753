"""Writing opinions and matters."""
