"""Dated updates of guidance beside the base protocol."""
