"""The remark on a whole case: a text of its own, and the comment lines in front of a TOML file."""

from __future__ import annotations

from nettui.case.record.case import CaseFile


def remark(file: CaseFile) -> str:
    """Return the remark, without the signs of a comment; it may have several lines."""
    return "\n".join(line.removeprefix("#").strip() for line in file.comment.splitlines())


def as_comment(text: str) -> str:
    """Return a remark as the comment lines of a file."""
    return "".join(f"# {line}".rstrip() + "\n" for line in text.split("\n")) if text else ""
