"""The checks of an installation: each looks at one thing and says how it is and what to do.

They run nothing of what they look at and change nothing. All that they look at is under folders
that are given, so that they can look at any installation.
"""

from __future__ import annotations

import datetime
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from attrs import field, frozen

from nettui.case.base import reach
from nettui.cli.doctor_files import (
    doubt_of,
    importable,
    is_known,
    listed,
    record_of,
    seal,
    short_digest,
    some,
)
from nettui.plugin import archive, locations
from nettui.store.errors import Damaged, StoreRefusal
from nettui.store.location import StoreLocation, configured
from nettui.store.records import AuditQuery

OK, LOOK, WRONG = "ok", "look at", "wrong"
STATES = (OK, LOOK, WRONG)
"""From the best to the worst: their places are the exit codes."""

BACKUP_DAYS = 2
VERIFY_DAYS = 8
_SAYS = {
    "owner": "belongs neither to root nor to the owner of the installation",
    "writable": "can be changed by others than its owner",
}


@frozen
class Check:
    """What was found of one thing: its state, in a sentence, and what to do about it."""

    name: str
    state: str
    says: str
    do: str = ""


@frozen(kw_only=True)
class Installation:
    """What is looked at.

    ``root``: the folder of etc/, var/ and usr/. ``package``: the folder of nettui itself.
    ``site``: the folders from which Python imports what is installed. ``python``: the interpreter.
    ``store``: a store that is named, None for the configured one.
    """

    root: Path
    package: Path
    site: tuple[Path, ...] = ()
    python: Path | None = None
    store: StoreLocation | None = None
    now: datetime.datetime = field(factory=lambda: datetime.datetime.now(datetime.UTC))


def this() -> Installation:
    """Return the installation that is running."""
    import nettui

    named = (Path(place) for place in sys.path if place)
    site = tuple(p for p in dict.fromkeys(named) if p.name in {"site-packages", "dist-packages"})
    return Installation(
        root=locations.root(),
        package=Path(nettui.__file__).parent,
        site=site,
        python=Path(sys.executable),
    )


def every(given: Installation) -> Iterator[Check]:
    """Yield what every check finds, in the order of what rests on what."""
    for name, check in CHECKS.items():
        try:
            yield from (Check(name, *told) for told in check(given))
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            why = (error.strerror or "refused").lower()
            says = f"This could not be looked at ({where}{why})."
            yield Check(name, LOOK, says, "Run it as root, or mend what keeps it from being read.")


Told = tuple[str, str, str]
"""State, sentence, what to do."""


# --- the program -------------------------------------------------------------------------------


def program(given: Installation) -> Iterator[Told]:
    """The files of nettui are those that were shipped."""
    record = record_of(given.package)
    if record is None:
        yield (
            LOOK,
            f"nettui runs from {given.package.parent}, which has no list of the files shipped.",
            "Install the wheel for clinical use.",
        )
        return
    shipped, home = listed(record), record.parent.parent
    wrong = [
        f"{name} {'is another' if (home / name).is_file() else 'is missing'}"
        for name, wanted in shipped.items()
        if wanted and seal(home / name) != wanted
    ]
    wrong += [
        f"{path.relative_to(home)} does not come with nettui"
        for package in (given.package, home / "nettui_plugins")
        for path in importable(package)
        if str(path.relative_to(home)) not in shipped
    ]
    if wrong:
        yield (
            WRONG,
            f"Of the program {some(wrong)}.",
            "Find out who changed it, then install nettui anew from the wheel that was checked.",
        )
    else:
        by = short_digest(record)
        yield OK, f"All {len(shipped)} files are those that were shipped (list {by}).", ""


def owners(given: Installation) -> Iterator[Told]:
    """Nobody but root and the owner of the installation can change the program."""
    ways = [given.package, given.package.parent / "nettui_plugins", *given.site]
    doubts = {}
    for way in (*ways, *([given.python] if given.python else ())):
        for end in {way, way.resolve()} if way.exists() else ():
            doubt = locations.untrusted(end)
            if doubt:
                doubts[doubt[1]] = _SAYS[doubt[0]]
    for way in ways:
        # Compiled files too: they are what is run.
        doubts |= {path: _SAYS[why] for path in way.rglob("*") if (why := doubt_of(path))}
    if doubts:
        found = [f"{path} {says}" for path, says in doubts.items()]
        yield (
            WRONG,
            f"{some(found)}.",
            "Give it to root and take the permission to write from others (chown, chmod go-w).",
        )
    else:
        yield OK, "Nobody else can change the program or what it imports.", ""


def foreign(given: Installation) -> Iterator[Told]:
    """Nothing runs when Python starts, and nothing lies among nettui's own packages."""
    wrong: list[str] = []
    look: list[str] = []
    for site in given.site:
        for path in sorted(site.glob("*.pth")):
            if is_known(path):
                continue
            lines = path.read_bytes().splitlines()
            runs = any(line.startswith((b"import ", b"import\t")) for line in lines)
            (wrong if runs else look).append(str(path))
        wrong += [str(p) for n in ("sitecustomize", "usercustomize") for p in site.glob(f"{n}.*")]
        for name in ("nettui", "nettui_plugins"):
            if site != given.package.parent and (site / name).exists():
                wrong.append(str(site / name))
    if wrong:
        yield (
            WRONG,
            f"These are run in every session and do not come with nettui: {some(wrong)}.",
            "Remove the package that brought them: it could change every plan.",
        )
    if look:
        yield (
            LOOK,
            f"These let Python import from other folders: {some(look)}.",
            "Remove them, or install what they lead to.",
        )
    if not wrong and not look:
        yield OK, "Nothing foreign is run when nettui starts.", ""


# --- what is in force ---------------------------------------------------------------------------


def published(given: Installation) -> Iterator[Told]:
    """What is published is whole, and only administrators can change it."""
    folder = given.root / "var/lib/nettui"
    in_force = folder / "in_force.json"
    if not in_force.exists():
        yield (
            LOOK,
            f"No protocol is published in {folder}: each session makes its own.",
            "Publish one: nettui protocol publish.",
        )
        return
    wrong = [f"{path}: {says}" for path, says in archive.faults(folder, locations.administrators())]
    if wrong:
        yield WRONG, f"{some(wrong)}.", "Find out who changed it, then: nettui protocol publish."
    else:
        yield OK, f"What is published is as it was written (record {short_digest(in_force)}).", ""


def configuration(given: Installation) -> Iterator[Told]:
    """The administrator's files can be read and belong to administrators."""
    folder = given.root / "etc/nettui"
    if not folder.is_dir():
        yield LOOK, f"There is no {folder}: every default holds.", "Make it: deploy/nettui-folders."
        return
    wrong, there = [], []
    for name in ("plugins.toml", "sign-offs.toml", "store.toml"):
        path = folder / name
        if reach.is_there(path, follow=False, unseen=True):
            fault = _configuration_fault(path)
            if fault:
                wrong.append(f"{path}: {fault}")
            else:
                there.append(f"{name} {short_digest(path)}")
    if wrong:
        yield WRONG, f"{some(wrong)}.", "Mend it; deploy/nettui-folders sets owners and modes."
    else:
        yield OK, f"The files are as they should be: {', '.join(there) or 'none'}.", ""


def _configuration_fault(path: Path) -> str:
    if not reach.is_there(path, unseen=True):
        return "it is a link that leads nowhere"
    try:
        if path.name == "store.toml":
            configured(path)
        else:
            locations.tables(path)
    except (StoreRefusal, locations.Faulty) as fault:
        return str(fault).removeprefix(f"{path} ").removeprefix(f"{path}: ").rstrip(".")
    return ""


def session(given: Installation) -> Iterator[Told]:
    """The launcher of sessions and what the system is told of them belong to root."""
    wrong, there = [], []
    for name in (
        "usr/local/bin/nettui-session",
        "etc/ssh/sshd_config.d/nettui.conf",
        "etc/security/limits.d/nettui.conf",
        "etc/systemd/system/user-.slice.d/nettui.conf",
    ):
        path = given.root / name
        if path.exists():
            doubt = locations.untrusted(path)
            if doubt:
                wrong.append(f"{doubt[1]} {_SAYS[doubt[0]]}")
            there.append(f"{path.name} {short_digest(path)}")
    if wrong:
        yield WRONG, f"{some(wrong)}.", "Give it to root, mode 0755 or 0644."
    elif there:
        yield OK, f"Sessions are started by: {', '.join(there)}.", ""


# --- the store ----------------------------------------------------------------------------------


def store(given: Installation) -> Iterator[Told]:
    """The store is open to its group at most, and what lies beside it too."""
    try:
        place = given.store or configured(given.root / "etc/nettui/store.toml")
        is_file = place is not None and not place.is_database
    except StoreRefusal as refusal:
        yield WRONG, str(refusal), "See the check of the configuration."
        return
    if place is None:
        yield OK, "No shared store is configured.", ""
        return
    if is_file:
        yield from _store_file(Path(place.where))
    yield from _kept(place, given.now)


def _store_file(path: Path) -> Iterator[Told]:
    if path.is_symlink() or not path.exists():
        what = "is a link" if path.is_symlink() else "is not there yet"
        yield LOOK, f"The store {path} {what}.", "Name the file itself, or make the first case."
        return
    folder, wrong = path.parent.stat(), []
    shared = bool(folder.st_mode & stat.S_ISGID)
    for file in (path, *sorted(path.parent.glob(f"{path.stem}.*"))):
        found = file.lstat()
        more = stat.S_IMODE(found.st_mode) & (0o007 if shared else 0o077)
        if more and not stat.S_ISLNK(found.st_mode):
            wrong.append(f"{file} has mode {stat.S_IMODE(found.st_mode):o}")
    if folder.st_mode & 0o007:
        wrong.append(f"its folder {path.parent} has mode {stat.S_IMODE(folder.st_mode):o}")
    if wrong:
        yield (
            WRONG,
            f"Patients' records can be read or changed by others: {some(wrong)}.",
            "Take the permissions from others (chmod o-rwx; without a group chmod go-rwx).",
        )
        return
    mode = f"mode {stat.S_IMODE(path.stat().st_mode):o}"
    yield OK, f"The store {path} is closed to others ({mode}, account {path.stat().st_uid}).", ""
    copies = [p.name for p in sorted(path.parent.glob(f"{path.stem}.schema-*"))]
    if copies:
        yield (
            LOOK,
            f"Copies from before a new version are still there: {some(copies)}. They hold cases "
            "that were erased since.",
            "Remove them once you will not go back.",
        )


def _kept(place: StoreLocation, now: datetime.datetime) -> Iterator[Told]:
    """Yield when the store was last backed up and verified, by its own audit."""
    try:
        opened = place.opened(create=False, read_only=True, anchor=None)
        try:
            faults = opened.check()
            last = {
                act: opened.audit(AuditQuery(action=act, limit=1)) for act in ("backup", "verify")
            }
        finally:
            opened.close()
    except Damaged as refusal:
        yield WRONG, str(refusal), "Restore the last backup."
        return
    except StoreRefusal as refusal:
        yield LOOK, str(refusal), "Mend it, or run this as an account that may read the store."
        return
    if faults:
        yield WRONG, f"The storage is not sound: {some(faults)}.", "Restore the last backup."
    for act, done, days, command in (
        ("backup", "backed up", BACKUP_DAYS, "nettui store backup FILE"),
        ("verify", "verified and found whole", VERIFY_DAYS, "nettui store verify"),
    ):
        if not last[act]:
            yield LOOK, f"The store was never {done}, as far as its audit knows.", f"Do: {command}."
            continue
        at = last[act][0].at
        state = OK if now - at <= datetime.timedelta(days=days) else LOOK
        says = f"The store was last {done} on {at:%Y-%m-%d %H:%M} UTC."
        yield state, says, "" if state == OK else f"Do: {command}."


CHECKS: dict[str, Callable[[Installation], Iterable[Told]]] = {
    "program": program,
    "owners": owners,
    "foreign files": foreign,
    "published": published,
    "configuration": configuration,
    "session": session,
    "store": store,
}
"""The checks in their order."""
