"""The linear mode: what a script sees that only reads what is appended."""
