"""The protocol in force: published by an administrator, or by nettui for itself.

A session loads what is published and runs nothing of any plugin. What comes with nettui is
published by itself when nothing else is; plugins of others only by ``nettui protocol publish``.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import asdict, evolve, field, fields, frozen

from nettui.case.base.nearest import did_you_mean
from nettui.case.base.plain import Plain
from nettui.plugin import archive, locations
from nettui.plugin.problem_kinds import BESIDE
from nettui.plugin.problems import Problem, Refused, brief, problem
from nettui.plugin.review_dates import overdue, reviews

if TYPE_CHECKING:
    from nettui.engine.protocol.assemble import Contribution
    from nettui.engine.protocol.protocol import Protocol
    from nettui.plugin.assembly import Assembled

Record = dict[str, Any]
"""Which protocol is in force, under what it was published, and what was said of plugins."""

IN_FORCE = "in_force"


def _is_text(item: Any) -> bool:
    return isinstance(item, str)


def _are_texts(items: Any) -> bool:
    return isinstance(items, list) and all(map(_is_text, items))


def _are_by_name(items: Any, names: Iterable[str] | None = None) -> bool:
    """Say whether these are texts by name: by these names, or by any."""
    is_whole = isinstance(items, dict) and all(map(_is_text, items.values()))
    return is_whole and (names is None or set(items) == set(names))


def _are_each_by_name(names: Iterable[str], items: Any) -> bool:
    return isinstance(items, list) and all(_are_by_name(item, names) for item in items)


_KEYS: Mapping[str, Callable[[Any], bool]] = {
    "digest": _is_text,
    "program": _is_text,
    "list": _is_text,
    "origins": _are_texts,
    "problems": partial(_are_each_by_name, [f.name for f in fields(Problem)]),
    "reviews": partial(_are_each_by_name, ("entry", "origin", "where", "day")),
    "given": _is_text,
    "files": _are_by_name,
    "seal": _is_text,
}
"""What every record says, and whether it is said as it should be."""


class Unwritten(Exception):
    """What was to be published cannot be written; the text says where and why."""


@frozen(repr=False, eq=False)
class Published(Plain):
    """A protocol in force, and what was said of plugins when it was published.

    ``loads`` reads the protocol itself, which a list of cases does without.
    """

    digest: str
    problems: tuple[Problem, ...]
    loads: Callable[[], Protocol] = field(eq=False)

    @cached_property
    def protocol(self) -> Protocol:
        """The protocol, read when it is first asked for. Raises `Refused` where it cannot be."""
        return self.loads()

    @property
    def refused(self) -> tuple[str, ...]:
        """Names of the plugins of which nothing is used because something is wrong with them."""
        return tuple(sorted({p.plugin for p in self.problems if p.grave}))

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What the reader of a plan must know: not that something else is installed too."""
        beside = BESIDE | {"not_allowed", "prints"}
        return tuple(p for p in self.problems if p.kind not in beside)

    @property
    def lines(self) -> tuple[str, ...]:
        """The notes in a line for each plugin."""
        return brief(self.notes)


def current(*, base_only: bool = False, without: tuple[str, ...] = ()) -> Protocol:
    """Return the protocol in force, of the base protocol alone or without some plugins.

    Raises `Refused` when there is none: a required plugin is missing, or nothing can be used.
    """
    return in_force(base_only=base_only, without=without).protocol


def in_force(*, base_only: bool = False, without: Iterable[str] = ()) -> Published:
    """Return the protocol in force with what there is to know of plugins. Raises as `current`."""
    record = _administered() or _by_itself()
    whole = _published(record)
    names = {name for name in record["origins"] if name != "base"}
    out = set(without)
    for name in sorted(out - names):
        raise Refused((problem("not_in_force", name, near=did_you_mean(name, names)),))
    if base_only:
        out = names
    return _variant(record, out) if out else whole


# --- what is published ---------------------------------------------------------------------------


def _administered() -> Record | None:
    """Return the record of what the administrator published, None when nothing was."""
    folder = locations.administered()
    listed = _list_digest()
    file = folder / f"{IN_FORCE}.json"
    try:
        if not os.path.lexists(file):
            return None
        for place in (file, folder / "protocols"):
            if doubt := locations.untrusted(place):
                kind, where = doubt
                raise Refused((problem(kind, "", path=where),))
        record = archive.noted(folder, IN_FORCE, locations.administrators())
    except (OSError, ValueError) as fault:
        wrong = problem("published_doubtful", "", path=folder, fault=archive.words(fault))
        raise Refused((wrong,)) from None
    if record is None:
        return None
    # Nobody leaves what the administrator has put in force without a word: nothing is published
    # in its place by a session itself.
    if record.get("program") != archive.program():
        raise Refused((problem("other_program", ""),))
    record = _shaped(record, folder)
    if record["list"] != listed:
        # Both lie in one folder and are looked at as one.
        beside = " (or the sign-offs beside it)" if locations.sign_offs().exists() else ""
        note = problem("list_changed", "", list=f"{locations.allow_list()}{beside}")
        record["problems"] = [*record["problems"], asdict(note)]
    return record


def _shaped(record: Record, folder: Path) -> Record:
    """Return a record that has all that one has. Raises `Refused` for another."""
    missing = [key for key, is_said in _KEYS.items() if not is_said(record.get(key))]
    if missing:
        fault = f"{IN_FORCE}.json does not say: {', '.join(missing)}."
        raise Refused((problem("published_doubtful", "", path=folder, fault=fault),))
    return {**record, "folder": folder, "owners": locations.administrators()}


def _by_itself() -> Record:
    """Return the record of what comes with nettui, published now if it has not been before."""
    unpublished = _unpublished()
    folder = locations.self_published()
    key = f"program-{archive.program()[:16]}"
    if locations.sign_offs().exists():
        key += f"-{_list_digest()[:16]}"
    record = _own_record(folder, key)
    if record is None:
        from nettui.plugin.assembly import assembled, bundled

        record = _keep(folder, key, assembled(*bundled()))
    record["problems"] = [*record["problems"], *map(asdict, unpublished)]
    return record


def _unpublished() -> list[Problem]:
    """Return what the allow-list names while nothing is published. Raises for what is required."""
    if not os.path.lexists(locations.allow_list()):
        return []
    from nettui.plugin import policy

    try:
        allowed = policy.read(locations.allow_list())
    except locations.Faulty as fault:
        return [problem("list_faulty", "", list=locations.allow_list(), fault=fault)]
    required = [name for name, item in sorted(allowed.items()) if item.required]
    if required:
        listed = locations.allow_list()
        raise Refused(
            tuple(problem("required_unpublished", name, list=listed) for name in required)
        )
    return [problem("not_published", name) for name in sorted(allowed)]


def _variant(record: Record, out: set[str]) -> Published:
    """Return the protocol without some plugins: from what they gave, without running any."""
    folder = locations.self_published()
    text = f"{record['digest']}{record['given']}{sorted(out)}{archive.program()}{record['list']}"
    key = f"without-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    made = _own_record(folder, key)
    if made is None:
        from nettui.plugin.assembly import assembled

        given = [one for one in _given(record) if one.origin not in out]
        left = assembled(given, [])
        known = {(item["plugin"], item["what"]) for item in record["problems"]}
        made = _keep(folder, key, evolve(left, problems=_built_on(out, left.problems, known)))
    return _published(made)


def _built_on(
    out: set[str], problems: Iterable[Problem], known: set[tuple[str, str]]
) -> tuple[Problem, ...]:
    """Return the problems of a variant: what is new is the fault of what was left out."""
    others = "', '".join(sorted(out))
    own = {p for p in problems if (p.plugin, p.what) in known}
    first = {p.plugin: p for p in sorted(set(problems) - own, reverse=True)}
    told = (
        problem("built_on_left_out", name, p.where, others=others, what=p.what)
        for name, p in first.items()
    )
    return tuple(sorted({*own, *told}))


def _given(record: Record) -> list[Contribution]:
    """Return what the plugins gave for what was published."""
    from nettui.engine.protocol.assemble import Contribution

    items = record.get("contributions")
    if items is None:
        name = f"{record['given']}.json"
        try:
            data = archive.proved(record["folder"], name, record["files"], record["owners"])
        except (OSError, ValueError) as fault:
            raise _doubtful(record, archive.words(fault)) from None
        items = json.loads(data)["contributions"]
    return [
        Contribution(
            item["origin"],
            item["layer"],
            item["card"],
            {hook: tuple(verbs) for hook, verbs in item["given"].items()},
        )
        for item in items
    ]


def _own_record(folder: Path | None, key: str) -> Record | None:
    """Return what was published here before, None where it must be made again."""
    if folder is None:
        return None
    me = {os.getuid()}
    try:
        record = archive.noted(folder, key, me)
        found = folder.stat()
        if record is None or found.st_uid not in me or found.st_mode & 0o022:
            return None
        record = {**_shaped(record, folder), "owners": me}
        # Here and now: later it would be too late to make it again.
        for name in (archive.form(record["digest"], record["files"]), f"{record['given']}.json"):
            archive.proved(folder, name, record["files"], me)
    except (OSError, ValueError, Refused):
        return None
    return record


def _keep(folder: Path | None, key: str, made: Assembled) -> Record:
    """Write what was assembled, or only hold it in memory where nothing can be written."""
    try:
        if folder is not None:
            return _write(archive.made(folder, 0o700), key, made)
    except OSError:
        pass
    contributions = [asdict(one) for one in made.given]
    return {**_record(made), "protocol": made.protocol, "contributions": contributions}


def _write(folder: Path, key: str, made: Assembled) -> Record:
    """Write a protocol and last of all the record that puts it in force."""
    record = _record(made)
    files = archive.save(folder, made.protocol)
    given = record["given"]
    contributions = {"contributions": [asdict(one) for one in made.given]}
    record["files"] = {**files, **archive.keep(folder, f"{given}.json", contributions)}
    record = archive.note(folder, key, record)
    return {**record, "folder": folder, "owners": {os.getuid()}}


def _record(made: Assembled) -> Record:
    whole = hashlib.sha256("".join(one.digest for one in made.given).encode())
    return {
        "digest": made.protocol.digest,
        "program": archive.program(),
        "list": _list_digest(),
        "origins": [one.origin for one in made.given],
        "outside": made.outside,
        "problems": [asdict(p) for p in made.problems],
        "reviews": reviews(made.protocol),
        "given": f"given-{whole.hexdigest()[:16]}",
    }


def _list_digest() -> str:
    """Return the digest of what the administrator allows and has signed off, empty for neither."""
    whole = b""
    for path in (locations.allow_list(), locations.sign_offs()):
        try:
            whole += path.read_bytes()
        except OSError:
            continue
    return hashlib.sha256(whole).hexdigest() if whole else ""


def _published(record: Record) -> Published:
    digest = record["digest"]
    problems = {
        *overdue(record["reviews"], datetime.date.today()),
        *(Problem(**item) for item in record["problems"]),
    }
    if "protocol" not in record and not archive.is_there(record["folder"], digest):
        raise _doubtful(record, f"the protocol {digest[:12]} is not there")
    return Published(digest, tuple(sorted(problems)), partial(_loaded, record))


def _loaded(record: Record) -> Protocol:
    if "protocol" in record:
        held: Protocol = record["protocol"]
        return held
    try:
        return archive.load(record["folder"], record["digest"], record["files"], record["owners"])
    except (OSError, ValueError) as fault:
        raise _doubtful(record, archive.words(fault)) from None


def _doubtful(record: Record, fault: object) -> Refused:
    return Refused((problem("published_doubtful", "", path=record["folder"], fault=fault),))


def publish() -> Published:
    """Publish all that is installed and allowed, for every session that follows.

    Raises `Refused` when a required plugin would not be in force, `Unwritten` when the folder of
    what is published cannot be written: what was in force before stays in force.
    """
    from nettui.plugin.assembly import everything

    folder = locations.administered()
    made = everything()
    try:
        record = _write(archive.made(folder), IN_FORCE, made)
    except OSError as fault:
        raise Unwritten(f"{folder} could not be written ({archive.words(fault)}).") from None
    return _published(record)


def published(digest: str) -> Protocol:
    """Return a protocol that was ever published, by the first digits of its digest.

    Raises `LookupError` when none or more than one begins with them.
    """
    folders = [
        folder for folder in (locations.administered(), locations.self_published()) if folder
    ]
    for folder in folders:
        found = [name for name in archive.digests([folder]) if name.startswith(digest)]
        if len(found) > 1:
            raise LookupError(f"'{digest}' begins {len(found)} digests. Give more digits.")
        if found:
            return archive.load(folder, found[0])
    raise LookupError(f"No published protocol has a digest that begins with '{digest}'.")
