"""Rectum."""
