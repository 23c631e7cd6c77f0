"""A plan worded once, as sections of items; text, Markdown and terminal only lay it out."""
