"""What a record comes to on a day: the current value of every fact."""
