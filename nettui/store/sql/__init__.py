"""The operations on rows in SQL, and the tables."""
