"""Case files: read strictly, written the same way each time."""
