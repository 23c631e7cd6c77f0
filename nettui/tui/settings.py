"""What a user likes: theme, characters, mouse, how plans open. One small file for each account.

It lies at ``$XDG_CONFIG_HOME/nettui/terminal.toml`` (``~/.config`` without that variable), holds
nothing of any patient, and is never needed: a file that cannot be read, or an entry that is none,
is said on the worklist and the usual value stands in for it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from attrs import asdict, field, frozen

from nettui import atomic_files, toml
from nettui.boundary.form import Form
from nettui.tui.theme import NAMES

_CHOICES: dict[str, Mapping[str, str]] = {
    "theme": NAMES,
    "characters": {
        "auto": "by the locale",
        "unicode": "lines, arrows and dots",
        "ascii": "nothing but ASCII, for a terminal that shows signs wrongly",
    },
    "mouse": {
        "off": "the terminal's own: text is selected and copied as everywhere",
        "on": "a click marks a line, a second one opens it; from the next start on",
    },
    "plan": {
        "brief": "on two screens",
        "in full": "every line with its notes",
        "all rules": "also the rules that are not met",
    },
    "tour": {
        "offered": "it begins with the next start",
        "seen": "it begins only when asked for",
    },
}
TITLES = {
    "theme": "Theme",
    "characters": "Characters",
    "mouse": "Mouse",
    "plan": "Plans open",
    "tour": "Guided tour",
}


def _word_of(name: str) -> Form:
    return Form(choices=tuple(_CHOICES[name]))


@frozen
class Choices:
    """What the file may say: one of the words of `choices` for each setting."""

    theme: Annotated[str, _word_of("theme")] = "auto"
    characters: Annotated[str, _word_of("characters")] = "auto"
    mouse: Annotated[str, _word_of("mouse")] = "off"
    plan: Annotated[str, _word_of("plan")] = "brief"
    tour: Annotated[str, _word_of("tour")] = "offered"


@frozen
class Settings(Choices):
    """The settings in force. ``faults``: what the file said that is no word of its setting."""

    faults: tuple[str, ...] = field(default=(), eq=False)


def settings_of(app: object) -> Settings:
    """Return the settings of a running program."""
    found = getattr(app, "settings", None)
    return found if isinstance(found, Settings) else Settings()


def choices(name: str) -> Mapping[str, str]:
    """Return the words that a setting can be, each with what it means, the usual one first."""
    return _CHOICES[name]


def path(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Return the file of this account, None for an account without a home."""
    config = environ.get("XDG_CONFIG_HOME", "")
    if config.startswith("/"):
        return Path(config) / "nettui/terminal.toml"
    try:
        return Path.home() / ".config/nettui/terminal.toml"
    except RuntimeError:
        return None


def read(file: Path | None) -> Settings:
    """Return the settings of a file. Never raises: what is wrong with it stands in ``faults``."""
    if file is None:
        return Settings()
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        return Settings(faults=(_fault(file, f"cannot be read: {why}", "It is not used."),))
    return _parsed(text, file)


def _parsed(text: str, file: Path) -> Settings:
    try:
        found = toml.read(text)
    except toml.NotToml as error:
        return Settings(faults=(_fault(file, f"is no TOML: {error}", "It is not used."),))
    # Every start reads the file before anything is shown: only one with a fault is looked through.
    if all(
        isinstance(word, str) and word in _CHOICES.get(name, ()) for name, word in found.items()
    ):
        return Settings(**found)
    from nettui.boundary import strict
    from nettui.case.files import line_numbers

    try:
        return Settings(
            **asdict(strict.from_toml(found, Choices, lambda: line_numbers.of_toml(text)))
        )
    except strict.Unfit as unfit:
        wrong = {fault.path: fault.line for fault in unfit.faults}
    good = {name: word for name, word in found.items() if name not in wrong}
    faults = (_wrong(file, line, name, found[name]) for name, line in wrong.items())
    return Settings(**good, faults=tuple(faults))


def _wrong(file: Path, line: int | None, name: str, word: object) -> str:
    place = f"line {line}, " if line else ""
    if name not in _CHOICES:
        return _fault(file, f"{place}{name} is no setting", f"There are {', '.join(_CHOICES)}.")
    said = f"{place}{name} = {word!r} is none of {', '.join(_CHOICES[name])}"
    return _fault(file, said, f"{next(iter(_CHOICES[name]))} is used.")


def _fault(file: Path, what: str, means: str) -> str:
    return f"Settings: {what}. {means} Correct {file}, or choose anew (F3)."


def write(settings: Settings, file: Path | None) -> str:
    """Write the settings whole, in place of the file; return why not, empty when written.

    A file with faults is kept beside it, with ``.faulty`` at its end.
    """
    if file is None:
        return "Settings are not kept: this account has no home."
    lines = [f'{name} = "{word}"' for name, word in _words(settings).items()]
    text = "# Written by nettui; ^P, Settings.\n" + "\n".join(lines) + "\n"
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if settings.faults and file.exists():
            file.replace(file.with_name(f"{file.name}.faulty"))
        atomic_files.replace(file, text.encode())
    except OSError as error:
        return f"Settings are not kept: {file} cannot be written ({error.strerror})."
    return ""


def changed(settings: Settings, name: str, word: str) -> Settings:
    """Return the settings with one of them changed. Raises ValueError for no word of it."""
    if word not in _CHOICES[name]:
        raise ValueError(f"{name} cannot be {word!r}: it is one of {', '.join(_CHOICES[name])}.")
    return Settings(**{**_words(settings), name: word}, faults=settings.faults)


def _words(settings: Settings) -> dict[str, str]:
    return {name: getattr(settings, name) for name in _CHOICES}


def following(settings: Settings, name: str) -> Settings:
    """Return the settings with one of them at its next word."""
    words = list(_CHOICES[name])
    at = words.index(getattr(settings, name))
    return changed(settings, name, words[(at + 1) % len(words)])
