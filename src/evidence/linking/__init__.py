"""Which document may show which action, and because of what; nothing is linked here."""
