"""What every store does, written once over the operations on rows."""
