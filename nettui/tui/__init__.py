"""The full-screen terminal: it shows plans and decides nothing."""
