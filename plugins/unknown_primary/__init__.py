"""Unknown primary."""
