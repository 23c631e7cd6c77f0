"""One field or entry of a case, set from text as a person types it."""
