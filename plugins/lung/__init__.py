"""Lung carcinoids and DIPNECH."""
