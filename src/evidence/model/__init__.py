"""What things are: frozen values that import nothing else of the library."""
