"""Colon."""
