"""Many cases at once: what the protocol says over a whole range of patients."""
