"""nettui: decision support for neuroendocrine tumour boards."""

__version__ = "0.1.0"
