"""What the hooks of one plugin give, as data, with all that is wrong with how it gives it.

Publishing calls this in a process of the plugin's own (`reader`); tests of authors in theirs.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import EntryPoint
from types import TracebackType
from typing import Any, TypedDict

import pluggy

from nettui.case.base.nearest import did_you_mean
from nettui.engine.language.errors import Mistake
from nettui.engine.language.serialize import Data, to_data
from nettui.plugin import hookspecs
from nettui.plugin.audit_hook import Watch, is_theirs, short
from nettui.plugin.inventory import WANTED_WORDS

PREFIX = "nettui_"
CARD = "nettui_card"


class Answer(TypedDict):
    """What leaves a plugin's process: problems as kind, place and words; card; verbs by hook."""

    problems: list[list[Any]]
    card: Data
    given: dict[str, list[Data]]


class Wrong(Exception):
    """Something is wrong with the plugin: kind, place, words."""

    def __init__(self, kind: str, where: str, **words: object) -> None:
        super().__init__(kind)
        self.told = [kind, where, words]


def read(name: str, module: str, folder: str, watch: Watch | None = None) -> Answer:
    """Return what the plugin gives whose entry point names the module, found in the folder.

    With a ``watch`` its deeds are watched and its changes to nettui are found; this process can
    serve for nothing else afterwards.
    """
    answer: Answer = {"problems": [], "card": {}, "given": {}}
    try:
        if folder not in sys.path:
            sys.path.append(folder)
        if watch:
            watch.begin()
        plugin = EntryPoint(name, module, "nettui").load()
        answer["card"], answer["given"] = gather(plugin)
        card, given = gather(plugin)
        if (card, given) != (answer["card"], answer["given"]):
            raise Wrong("not_the_same", "", hook=_differing(answer["given"], given))
    except Wrong as wrong:
        answer["problems"].append(wrong.told)
    except Mistake as mistake:
        where = _line(mistake.__traceback__)
        words = {"error": mistake.what, "remedy": mistake.fix}
        answer["problems"].append(["mistake", where, words])
    except BaseException as error:
        words = {"error": f"{type(error).__name__}: {error}"[:300], "hook": _hook(error)}
        answer["problems"].append(["raised", _line(error.__traceback__), words])
    if watch:
        answer["problems"] += watch.told()
    return answer


def gather(plugin: object) -> tuple[Data, dict[str, list[Data]]]:
    """Return card and verbs of a plugin's hooks. Raises `Wrong` for what is no answer."""
    _marks(plugin)
    manager = pluggy.PluginManager("nettui")
    manager.add_hookspecs(hookspecs)
    manager.register(plugin)

    def asked(hook: str) -> Any:
        implementations = getattr(manager.hook, hook).get_hookimpls()
        return implementations[0].function if implementations else None

    card = asked(CARD)
    if card is None:
        raise Wrong("no_card", "")
    made = card()
    given = {
        short: _verbs(short, function)
        for short, spec in hookspecs.HOOKS.items()
        if (function := asked(spec.__name__))
    }
    return _data("card", card, made), given


def _verbs(short: str, function: Callable[[], Any]) -> list[Data]:
    verbs = function()
    if isinstance(verbs, (str, bytes, Mapping)) or not isinstance(verbs, Iterable):
        raise _rubbish(short, function, verbs)
    return [_data(short, function, verb) for verb in verbs]


def _data(short: str, function: Callable[[], Any], verb: Any) -> Data:
    try:
        return to_data(verb)
    except Mistake:
        raise _rubbish(short, function, verb) from None


def _rubbish(short: str, function: Callable[[], Any], thing: object) -> Wrong:
    wanted = WANTED_WORDS[short]
    what = "None" if thing is None else f"a {type(thing).__name__}"
    if short != "card" and what == "None":
        what += " (nothing: perhaps 'return' is missing)"
    return Wrong("rubbish", _place(function), hook=PREFIX + short, what=what, wanted=wanted)


def _marks(plugin: object) -> None:
    """Refuse what is named or marked so that it would not be read, or read out of turn."""
    hooks = [CARD, *(spec.__name__ for spec in hookspecs.HOOKS.values())]
    for name, thing in sorted(vars(plugin).items()):
        marked = getattr(thing, "nettui_impl", None)
        if not callable(thing) or (marked is None and not name.startswith(PREFIX)):
            continue
        where = _place(thing)
        if name not in hooks:
            raise Wrong("unknown_hook", where, hook=name, near=did_you_mean(name, hooks))
        if marked is None:
            raise Wrong("unmarked_hook", where, hook=name)
        options = [option for option, value in marked.items() if value]
        if options:
            raise Wrong("hook_options", where, hook=name, options=", ".join(sorted(options)))
        arguments = list(inspect.signature(thing).parameters)
        if arguments:
            raise Wrong("hook_arguments", where, hook=name, arguments=", ".join(arguments))


def _differing(one: Mapping[str, list[Data]], other: Mapping[str, list[Data]]) -> str:
    """Return the hook that answered something else the second time."""
    names = [hook for hook in one if one[hook] != other.get(hook)]
    return PREFIX + (names[0] if names else "card")


# --- places ------------------------------------------------------------------------------------


def _place(function: Any) -> str:
    code = getattr(function, "__code__", None)
    return short(code.co_filename, code.co_firstlineno) if code else ""


def _line(traceback: TracebackType | None) -> str:
    """Return the author's line that an error went through last."""
    place = ""
    while traceback:
        file = traceback.tb_frame.f_code.co_filename
        if is_theirs(file):
            place = short(file, traceback.tb_lineno)
        traceback = traceback.tb_next
    return place


def _hook(error: BaseException) -> str:
    """Return the hook that an error came from."""
    traceback = error.__traceback__
    while traceback:
        name = traceback.tb_frame.f_code.co_name
        if name.startswith(PREFIX):
            return name
        traceback = traceback.tb_next
    return "its module"
