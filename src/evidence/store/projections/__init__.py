"""What the events add up to: the only code that writes the tables of `index.db`, one function per kind of event."""
