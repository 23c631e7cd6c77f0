"""Measurements: how fast plans, reasons, publishing, the shell and the first screen are."""
