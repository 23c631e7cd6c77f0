"""Case files: strict TOML or JSON in, every fault of a file at once, the same bytes out.

A file has, at the top, ``case_id`` (a pseudonym) and, in the case library, ``title`` and ``as_of``
(the day of the plan). Then::

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

The fields are those of the classes of `nettui.case.model`; their declarations say what is taken.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import math
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
from attrs import frozen

from nettui.case.declare import YES_NO
from nettui.case.facts import FACTS
from nettui.case.labs import ANALYTES, LabResult, unit_factor, value_fact
from nettui.case.model import LISTS, MARK_STATUSES, SECTIONS, Case, CaseFile, Expect, Mark
from nettui.case.nearest import did_you_mean
from nettui.case.quantity import Quantity, Refusal, parse
from nettui.case.vocabulary import NONE_WORD, Fact, Kind

LARGEST = 1_000_000  # bytes; a case is a few kilobytes
_LONGEST = 20_000  # characters of one text


@frozen
class CaseFault:
    """What is wrong at one place of a file. ``line`` counts from 1, None when not known."""

    path: str
    line: int | None
    found: str
    expected: str
    fix: str = ""

    def __str__(self) -> str:
        place = f"line {self.line}, {self.path}" if self.line else self.path
        return f"{place}: found {self.found}; expected {self.expected}. {self.fix}".rstrip()


class CaseError(ValueError):
    """A file that is not taken, with all of its faults."""

    def __init__(self, faults: tuple[CaseFault, ...], name: str = "") -> None:
        self.faults = faults
        self.name = name
        super().__init__("\n".join(map(str, faults)))


# --- reading -----------------------------------------------------------------------------------


def load(path: Path | str) -> CaseFile:
    """Read a case file, TOML or (by its name) JSON. Raises `CaseError` with every fault."""
    path = Path(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise _one(path.name, reason, "a readable file") from None
    if len(raw) > LARGEST:
        raise _one(path.name, f"{len(raw)} bytes", f"at most {LARGEST} bytes")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        fault = CaseFault(path.name, line, "bytes that are not UTF-8", "UTF-8 text")
        raise CaseError((fault,), path.name) from None
    try:
        return loads_json(text) if path.suffix == ".json" else loads_toml(text)
    except CaseError as error:
        error.name = path.name
        raise


def loads_toml(text: str) -> CaseFile:
    """Read a case from TOML. Raises `CaseError` with every fault."""
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax(str(error), _toml_line(str(error))) from None
    except RecursionError:
        raise _syntax("nesting too deep", None) from None
    comment = "".join(line + "\n" for line in _leading_comment(text))
    return _Reader(_lines_of(text)).file(data, comment)


def loads_json(text: str) -> CaseFile:
    """Read a case from JSON. Raises `CaseError` with every fault."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        for key in keys:
            if keys.count(key) > 1:
                raise _one(key, "the same key twice", "each key once")
        return dict(pairs)

    def no_constant(word: str) -> Any:
        raise _one("file", word, "a finite number")

    try:
        data = json.loads(text, object_pairs_hook=once, parse_constant=no_constant)
    except json.JSONDecodeError as error:
        raise _syntax(error.msg, error.lineno) from None
    except (RecursionError, ValueError) as error:
        if isinstance(error, CaseError):
            raise
        raise _syntax("a value that cannot be read", None) from None
    if not isinstance(data, dict):
        raise _one("file", "no object", "a case as an object")
    return _Reader({}).file(data, "")


def _one(path: str, found: str, expected: str) -> CaseError:
    return CaseError((CaseFault(path, None, found, expected),))


def _syntax(what: str, line: int | None) -> CaseError:
    return CaseError((CaseFault("file", line, what, "a well-formed file"),))


def _toml_line(message: str) -> int | None:
    _, found, rest = message.partition("(at line ")
    return int(rest.partition(",")[0]) if found and rest.partition(",")[0].isdigit() else None


def _leading_comment(text: str) -> list[str]:
    lines = []
    for line in text.split("\n"):
        if not line.startswith("#"):
            break
        lines.append(line)
    return lines


def _lines_of(text: str) -> dict[str, int]:
    """Return the line of each key of a TOML text, best effort, for messages only."""
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    here = ""
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped.startswith("[["):
            name = stripped.strip("[] \t")
            counts[name] = counts.get(name, -1) + 1
            here = f"{name}[{counts[name]}]"
            found.setdefault(here, number)
        elif stripped.startswith("["):
            here = stripped.partition("]")[0].strip("[ \t")
            found.setdefault(here, number)
        elif "=" in stripped and not stripped.startswith("#"):
            key = stripped.partition("=")[0].strip().strip('"')
            found.setdefault(f"{here}.{key}" if here else key, number)
    return found


class _Reader:
    """Collects faults while a file's data become a case."""

    def __init__(self, lines: Mapping[str, int]) -> None:
        self.lines = lines
        self.faults: list[CaseFault] = []

    def fault(self, path: str, found: str, expected: str, fix: str = "") -> None:
        line = self.lines.get(path) or self.lines.get(path.rpartition(".")[0])
        self.faults.append(CaseFault(path, line, found, expected, fix))

    def file(self, data: dict[str, Any], comment: str) -> CaseFile:
        known = ("case_id", "title", "as_of", *SECTIONS, *LISTS, "marks", "expect")
        self.unknown_keys(data, known, "")
        parts: dict[str, Any] = {}
        case_id = self.text("case_id", data.get("case_id"), lines=False)
        if not case_id:
            self.fault("case_id", "nothing", "a pseudonym", "Give case_id at the top of the file.")
        for name, cls in SECTIONS.items():
            if name in data:
                parts[name] = self.section(cls, name, data[name])
        for name, cls in LISTS.items():
            if name in data:
                parts[name] = self.list(cls, name, data[name])
        if "marks" in data:
            parts["marks"] = self.marks(data["marks"])
        title = self.text("title", data.get("title", ""), lines=False)
        as_of = None if "as_of" not in data else self.day("as_of", data["as_of"])
        expect = self.expect(data.get("expect", {}))
        self.agree(parts)
        if self.faults:
            raise CaseError(tuple(self.faults))
        case = Case(case_id=case_id or "", **parts)
        return CaseFile(case=case, title=title or "", as_of=as_of, expect=expect, comment=comment)

    def unknown_keys(self, data: Mapping[str, Any], known: Any, path: str) -> None:
        for key in data:
            if key not in known:
                where = f"{path}.{key}" if path else key
                self.fault(where, "an unknown key", "a known one", did_you_mean(key, known))

    def table(self, path: str, data: Any) -> dict[str, Any]:
        if isinstance(data, dict):
            return data
        self.fault(path, _shown(data), "a table of fields")
        return {}

    def section(self, cls: type, path: str, data: Any) -> Any:
        data = self.table(path, data)
        fields = {f.name: f for f in attrs.fields(cls) if f.init}
        self.unknown_keys(data, fields, path)
        values: dict[str, Any] = {}
        before = len(self.faults)
        for name, value in data.items():
            if name in fields and "fact" in fields[name].metadata:
                values[name] = self.value(f"{path}.{name}", fields[name].metadata["fact"], value)
        for name, field_ in fields.items():
            if field_.default is attrs.NOTHING and name not in data:
                self.fault(f"{path}.{name}", "nothing", "a value", f"Give {name}.")
        if len(self.faults) > before:
            return None
        try:
            return cls(**values)
        except Refusal as refusal:
            where = f"{path}.{refusal.key}" if refusal.key else path
            self.fault(where, refusal.found, refusal.expected, refusal.fix)
            return None

    def list(self, cls: type, path: str, data: Any) -> tuple[Any, ...]:
        if not isinstance(data, list):
            self.fault(path, _shown(data), f"a list: [[{path}]]")
            return ()
        if cls is LabResult:
            return tuple(self.lab(f"{path}[{n}]", item) for n, item in enumerate(data))
        return tuple(self.section(cls, f"{path}[{n}]", item) for n, item in enumerate(data))

    def lab(self, path: str, data: Any) -> LabResult | None:
        data = self.table(path, data)
        names = ("date", "source", "note", "analyte", "value", "unit", "uln")
        self.unknown_keys(data, names, path)
        before = len(self.faults)
        analyte = data.get("analyte")
        if not isinstance(analyte, str) or analyte not in ANALYTES:
            self.fault(
                f"{path}.analyte",
                _shown(analyte),
                "the name of a laboratory value",
                did_you_mean(str(analyte), ANALYTES),
            )
            return None
        values: dict[str, Any] = {"analyte": analyte}
        fact = value_fact(analyte)
        factor = 1.0
        if "unit" in data:
            values["unit"] = self.text(f"{path}.unit", data["unit"], lines=False)
            try:
                factor = unit_factor(analyte, values["unit"] or "")
            except Refusal as refusal:
                self.fault(f"{path}.unit", refusal.found, refusal.expected, refusal.fix)
        assert fact.hard is not None
        hard = (fact.hard[0] / factor, fact.hard[1] / factor)
        given = Fact(
            fact.name, fact.label, Kind.NUMBER, unit=data.get("unit", fact.unit), hard=hard
        )
        if "value" not in data:
            self.fault(f"{path}.value", "nothing", "a number", "Give value.")
        else:
            values["value"] = self.value(f"{path}.value", given, data["value"])
        if "uln" in data:
            values["uln"] = self.value(f"{path}.uln", given, data["uln"])
            if isinstance(values["uln"], Quantity) or values["uln"] == 0:
                self.fault(f"{path}.uln", _shown(data["uln"]), "a plain number above 0")
        entry = {f.name: f for f in attrs.fields(LabResult)}
        for name in ("date", "source", "note"):
            if name in data:
                declared = entry[name].metadata["fact"]
                values[name] = self.value(f"{path}.{name}", declared, data[name])
        return None if len(self.faults) > before else LabResult(**values)

    def value(self, path: str, fact: Fact, value: Any) -> Any:
        match fact.kind:
            case Kind.NUMBER:
                return self.number(path, fact, value)
            case Kind.CHOICE if fact.yes_no:
                if not isinstance(value, bool):
                    fix = f"Write {'true' if value == YES_NO[0] else 'false'} without quotes."
                    self.fault(path, _shown(value), "true or false", fix)
                return value
            case Kind.CHOICE:
                if not isinstance(value, str) or value not in fact.words:
                    fix = did_you_mean(str(value), fact.words)
                    self.fault(path, _shown(value), "one of its words", fix)
                return value
            case Kind.SET:
                return self.words(path, fact, value)
            case Kind.DATE:
                return self.day(path, value)
        return self.text(path, value, lines=fact.lines)

    def number(self, path: str, fact: Fact, value: Any) -> Any:
        unit = f" {fact.unit}" if fact.unit else ""
        if isinstance(value, str):
            try:
                value = parse(value, fact.unit)
            except Refusal as refusal:
                self.fault(path, refusal.found, refusal.expected, refusal.fix)
                return None
            ends = (value.low, value.high)
        elif isinstance(value, bool) or not isinstance(value, (int, float)):
            self.fault(path, _shown(value), "a number")
            return None
        elif not math.isfinite(value):
            self.fault(path, _shown(value), "a finite number")
            return None
        else:
            ends = (float(value), float(value))
        low, high = fact.hard or (-math.inf, math.inf)
        if ends[0] < low or ends[1] > high:
            self.fault(path, _shown(value), f"{low:g} to {high:g}{unit}", "Check the unit.")
        if fact.integer and any(end != int(end) for end in ends):
            self.fault(path, _shown(value), "a whole number")
        return value

    def words(self, path: str, fact: Fact, value: Any) -> frozenset[str] | None:
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            self.fault(path, _shown(value), "a list of words", 'Write ["liver", "bone"].')
            return None
        alone = (NONE_WORD, *fact.unknown_words)
        for word in value:
            self.text(path, word, lines=False)
            if word in alone:
                if len(value) > 1:
                    self.fault(path, f'"{word}" beside others', f'"{word}" alone')
            elif word not in fact.choices and not fact.open:
                self.fault(
                    path,
                    _shown(word),
                    "one of its words",
                    did_you_mean(word, (*fact.choices, *alone)),
                )
        if not value:
            self.fault(path, "an empty list", '"none" or "unknown"', 'Write ["none"] for none.')
        if len(set(value)) != len(value):
            self.fault(path, "a word twice", "each word once")
        return frozenset(value)

    def day(self, path: str, value: Any) -> datetime.date | None:
        if isinstance(value, str):
            with contextlib.suppress(ValueError):
                value = datetime.date.fromisoformat(value)
        if type(value) is not datetime.date:
            self.fault(path, _shown(value), "a date such as 2026-03-01", "Leave out the time.")
            return None
        return value

    def text(self, path: str, value: Any, *, lines: bool) -> str | None:
        if not isinstance(value, str):
            if value is not None:
                self.fault(path, _shown(value), "text")
            return None
        if len(value) > _LONGEST:
            self.fault(path, f"{len(value)} characters", f"at most {_LONGEST}")
        for character in value:
            if character == "\n" and lines:
                continue
            if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp", "Co"):
                self.fault(
                    path,
                    f"the character U+{ord(character):04X}",
                    "visible text",
                    "Remove the control character.",
                )
                break
        return value

    def marks(self, data: Any) -> dict[str, Mark]:
        marks: dict[str, Mark] = {}
        for name, item in self.table("marks", data).items():
            path = f"marks.{name}"
            if name not in FACTS:
                self.fault(path, "an unknown fact", "a fact", did_you_mean(name, FACTS))
                continue
            given = self.table(path, item)
            self.unknown_keys(given, ("status", "source", "date", "note"), path)
            status = given.get("status", "reported")
            if status not in MARK_STATUSES:
                self.fault(
                    f"{path}.status",
                    _shown(status),
                    "a status",
                    did_you_mean(str(status), MARK_STATUSES),
                )
            marks[name] = Mark(
                status=str(status),
                source=self.text(f"{path}.source", given.get("source"), lines=False),
                date=self.day(f"{path}.date", given["date"]) if "date" in given else None,
                note=self.text(f"{path}.note", given.get("note"), lines=True),
            )
        return marks

    def expect(self, data: Any) -> Expect:
        data = self.table("expect", data)
        lists = ("must", "must_not", "unknown", "conflict")
        self.unknown_keys(data, (*lists, "status", "grade"), "expect")
        values: dict[str, Any] = {}
        for name in lists:
            given = data.get(name, [])
            if not isinstance(given, list) or not all(isinstance(x, str) for x in given):
                self.fault(f"expect.{name}", _shown(given), "a list of ids")
            else:
                values[name] = tuple(given)
        for name in ("status", "grade"):
            values[name] = self.text(f"expect.{name}", data.get(name), lines=False)
        return Expect(**values)

    def agree(self, parts: Mapping[str, Any]) -> None:
        """Refuse what cannot both be true within the record."""
        disease = parts.get("disease")
        if disease is None:
            return
        examined, positive = disease.nodes_examined, disease.nodes_positive
        if (
            isinstance(examined, (int, float))
            and isinstance(positive, (int, float))
            and positive > examined
        ):
            self.fault(
                "disease.nodes_positive", str(positive), f"at most {examined}, the nodes examined"
            )
        if disease.disease_status == "resected_no_residual":
            if disease.margin != "R0":
                self.fault(
                    "disease.disease_status",
                    '"resected_no_residual"',
                    'margin = "R0" beside it',
                    "Give the margin, or the disease status as it is.",
                )
            if disease.metastasis_sites and disease.metastasis_sites - {"none", "unknown"}:
                self.fault(
                    "disease.disease_status",
                    '"resected_no_residual" with metastases listed',
                    "no remaining metastasis",
                )


def _shown(value: Any) -> str:
    if isinstance(value, Quantity):
        value = value.as_entered
    if isinstance(value, str):
        clean = "".join(c if c.isprintable() else "?" for c in value[:60])
        return f'"{clean}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "nothing"
    return repr(value)[:60] if not isinstance(value, (dict, list)) else "a table or list"


# --- writing -----------------------------------------------------------------------------------


def plain(file: CaseFile) -> dict[str, Any]:
    """Return a case file as plain data, in the order in which it is written."""
    case = file.case
    data: dict[str, Any] = {}
    if file.title:
        data["title"] = file.title
    if file.as_of is not None:
        data["as_of"] = file.as_of
    data["case_id"] = case.case_id
    for name in attrs.fields_dict(Case):
        part = getattr(case, name)
        if name in SECTIONS:
            fields = _fields(part)
            if fields:
                data[name] = fields
        elif name in LISTS and part:
            data[name] = [_fields(entry) for entry in part]
    if case.marks:
        data["marks"] = {name: _fields(case.marks[name]) for name in sorted(case.marks)}
    expect = _fields(file.expect)
    if expect:
        data["expect"] = expect
    return data


def _fields(part: Any) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for f in attrs.fields(type(part)):
        value = getattr(part, f.name) if f.init else None
        if isinstance(value, Quantity):
            value = value.as_entered
        elif isinstance(value, frozenset):
            value = sorted(value)
        elif isinstance(value, tuple):
            value = list(value)
        if value is not None and value != []:
            out[f.name] = value
    return out


def dumps_json(file: CaseFile) -> str:
    """Write a case file as JSON."""
    return json.dumps(plain(file), ensure_ascii=False, indent=2, default=_iso) + "\n"


def _iso(value: Any) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(value)


def dumps_toml(file: CaseFile) -> str:
    """Write a case file as TOML, after its leading comment."""
    lines: list[str] = []
    tables: list[str] = []
    for name, value in plain(file).items():
        if name == "marks":
            tables += ["", "[marks]"]
            for fact, mark in value.items():
                inside = ", ".join(f"{key} = {_toml(item)}" for key, item in mark.items())
                tables.append(f'"{fact}" = {{ {inside} }}')
        elif isinstance(value, dict):
            tables += ["", f"[{name}]", *(f"{k} = {_toml(v)}" for k, v in value.items())]
        elif isinstance(value, list):
            for entry in value:
                tables += ["", f"[[{name}]]", *(f"{k} = {_toml(v)}" for k, v in entry.items())]
        else:
            lines.append(f"{name} = {_toml(value)}")
    return file.comment + "\n".join([*lines, *tables]) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    # A JSON string without escapes beyond TOML's is a TOML string.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def case_digest(case: Case) -> str:
    """Return the SHA-256 of a case's content: not of its title, day or expectations."""
    data = json.dumps(plain(CaseFile(case=case)), sort_keys=True, ensure_ascii=False, default=_iso)
    return hashlib.sha256(data.encode()).hexdigest()
