"""NEC of any digestive site."""
