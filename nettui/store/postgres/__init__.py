"""The case store in PostgreSQL."""
