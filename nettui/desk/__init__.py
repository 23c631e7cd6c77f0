"""The cases at hand: where they come from, how they are edited, kept, decided and given out."""
