"""Therapies that the base protocol does not name, with their stops."""
