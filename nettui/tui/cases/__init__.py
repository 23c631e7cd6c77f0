"""Cases in the terminal: where they come from, how they are edited, kept and given out."""
