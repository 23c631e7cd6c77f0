"""What is wrong with a case file or an entry: every fault with its place and its remedy."""

from __future__ import annotations

from attrs import frozen

from nettui.case.base.plain import Plain


@frozen(repr=False, eq=False)
class CaseFault(Plain):
    """What is wrong at one place of a file. ``line`` counts from 1, None when not known."""

    path: str
    line: int | None
    found: str
    expected: str
    fix: str = ""

    def __str__(self) -> str:
        place = f"line {self.line}, {self.path}" if self.line else self.path
        told = f"{place}: found {self.found}; expected {self.expected}. {self.fix}".rstrip()
        # JSON can hold half a character, which nothing can write.
        return told.encode("utf-8", "backslashreplace").decode("utf-8")


class CaseError(ValueError):
    """A file that is not taken, with all of its faults."""

    def __init__(self, faults: tuple[CaseFault, ...], name: str = "") -> None:
        self.faults = faults
        self.name = name
        super().__init__("\n".join(map(str, faults)))
