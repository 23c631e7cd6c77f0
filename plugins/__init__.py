"""Plugins that come with nettui, found in the same way as any other."""
