"""Everything in force: entries, how they are assembled, what must be signed off."""
