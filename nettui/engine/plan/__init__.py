"""What the bytes of an evaluation mean for one patient."""
