"""Hereditary disease: MEN1, VHL, NF1, TSC."""
