"""What fields are made of: declarations, vocabularies, quantities, units, dates, typed text."""
