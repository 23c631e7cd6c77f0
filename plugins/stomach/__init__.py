"""Stomach."""
