"""Refinements of follow-up beside the base schedule."""
