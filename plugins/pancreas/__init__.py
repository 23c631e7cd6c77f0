"""Pancreas, non-functioning and functioning."""
