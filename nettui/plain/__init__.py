"""The linear mode: cases worked on line by line, for screen readers and the slowest lines."""
