"""Duodenum and ampulla."""
