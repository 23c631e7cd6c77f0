"""What authors of rules write, as data."""
