"""What is recorded of a patient: one file a section, and the case that holds them."""
