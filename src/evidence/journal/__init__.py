"""The journal as lines of text: how an entry is written, hashed onto the one before, and checked. No disk here."""
