"""Case files: strict TOML or JSON in, every fault of a file at once, the same bytes out.

A file has, at the top, ``case_id`` (a pseudonym) and perhaps ``title`` and ``as_of`` (the day of
the plan). A remark on the whole case is the comment in front of it, in JSON ``comment``. Then::

    [patient]            one of each: patient, disease, function, organ, history, heredity, board
    age = 61
    [[pathology]]        dated lists: pathology (specimens), imaging (scans), labs, treatments
    date = 2026-03-01
    ki67 = "2-3 %"       numbers may be text with a sign, a range, a unit
    [[labs]]
    date = 2026-09-01
    analyte = "creatinine"
    value = 80.0
    unit = "µmol/L"      the analyte's own unit may be left out; uln is the laboratory's limit
    [marks]              beside a value: "labs.egfr" = { status = "not_applicable" }
    [expect]             must, must_not, unknown, conflict (ids), status, grade

The fields are those of the classes in `nettui.case.record`; their declarations say what is taken.
"""

from __future__ import annotations

import stat
from pathlib import Path

from nettui import toml
from nettui.case.base import reach
from nettui.case.base.faults import CaseError, CaseFault
from nettui.case.files import line_numbers
from nettui.case.files.json_text import parsed
from nettui.case.files.reader import Reader
from nettui.case.files.remark import as_comment
from nettui.case.files.writer import case_digest, dumps_json, dumps_toml, plain, whole
from nettui.case.record.case import CaseFile

LARGEST = 1_000_000  # bytes; a case is a few kilobytes

__all__ = [
    "CaseError",
    "CaseFault",
    "case_digest",
    "dumps_json",
    "dumps_toml",
    "load",
    "loads_json",
    "loads_toml",
    "plain",
    "whole",
]


def load(path: Path | str) -> CaseFile:
    """Read a case file, TOML or (by its name) JSON. Raises `CaseError` with every fault."""
    path = Path(path)
    unreached = reach.fault(path)
    if unreached:
        raise _one(path.name, unreached, "a readable file", path.name)
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise _one(path.name, "a folder", "a file", path.name)
        # A pipe would be waited for without end, and a device read without end.
        if not stat.S_ISREG(found.st_mode):
            raise _one(path.name, "a pipe or a device", "a file", path.name)
        if found.st_size > LARGEST:
            raise _one(path.name, f"{found.st_size} bytes", f"at most {LARGEST} bytes", path.name)
        raw = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise _one(path.name, reason, "a readable file", path.name) from None
    try:
        text = raw.decode("utf-8-sig")  # some editors put a byte order mark before the text
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        fault = CaseFault(path.name, line, "bytes that are not UTF-8", "UTF-8 text")
        raise CaseError((fault,), path.name) from None
    try:
        return loads_json(text) if path.suffix.lower() == ".json" else loads_toml(text)
    except CaseError as error:
        error.name = path.name
        raise


def loads_toml(text: str) -> CaseFile:
    """Read a case from TOML. Raises `CaseError` with every fault."""
    try:
        data = toml.read(text)
    except toml.NotToml as error:
        raise _syntax(str(error), _toml_line(str(error), text)) from None
    comment = "".join(line + "\n" for line in _leading_comment(text))
    return Reader(lambda: line_numbers.of_toml(text)).file(data, comment)


def loads_json(text: str, *, is_kept: bool = False) -> CaseFile:
    """Read a case from JSON. Raises `CaseError` with every fault.

    ``is_kept``: it is a store's own text, whose id stays byte for byte what it is.
    """
    data = parsed(text)
    if not isinstance(data, dict):
        raise _one("file", "no object", "a case as an object")
    reader = Reader(lambda: line_numbers.of_json(text), is_kept=is_kept)
    remark = reader.text("comment", data.pop("comment", ""), lines=True)
    return reader.file(data, as_comment(remark or ""))


def _one(path: str, found: str, expected: str, name: str = "") -> CaseError:
    return CaseError((CaseFault(path, None, found, expected),), name)


def _syntax(what: str, line: int | None) -> CaseError:
    return CaseError((CaseFault("file", line, what, "a well-formed file"),))


def _toml_line(message: str, text: str) -> int | None:
    if "(at end of document)" in message:
        return text.rstrip().count("\n") + 1
    _, found, rest = message.partition("(at line ")
    return int(rest.partition(",")[0]) if found and rest.partition(",")[0].isdigit() else None


def _leading_comment(text: str) -> list[str]:
    found = []
    for line in text.split("\n"):
        if not line.startswith("#"):
            break
        found.append(line.removesuffix("\r"))
    return found
