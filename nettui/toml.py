"""TOML that a person wrote: read, or refused in one way whatever is wrong with it."""

from __future__ import annotations

from typing import Any


class NotToml(ValueError):
    """A text is no TOML, or none that can be read; says what and mostly where, quotes nothing."""


def read(text: str) -> dict[str, Any]:
    """Return what a text holds. Raises `NotToml`, and nothing else.

    Python's own reader also fails on numbers of more than 4300 digits and on deep nesting, with
    errors of other kinds.
    """
    import tomllib  # not before there is a file

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NotToml(str(error)) from None
    except RecursionError:
        raise NotToml("nesting too deep") from None
    except ValueError:
        raise NotToml("a value that cannot be read") from None
