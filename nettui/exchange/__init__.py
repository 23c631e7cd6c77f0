"""What leaves nettui: plans as text, Markdown and JSON, reasons, and the case library."""
