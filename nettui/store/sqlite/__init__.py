"""The case store in one SQLite file."""
