"""``nettui plugins``: which are installed, which are in force, what is wrong with the others."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from nettui.cli import output
from nettui.cli.run import width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nettui.plugin.problems import Problem


def add(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "plugins",
        help="list, check and allow plugins",
        description="Say which plugins are installed and how each stands, check them without "
        "publishing, or write one into the allow-list. Without a command: list them.",
    )
    parser.set_defaults(run=run_list, json=False)
    commands = parser.add_subparsers(metavar="COMMAND", dest="plugins_command")
    listing = commands.add_parser("list", help="list them with their state; runs none")
    listing.add_argument("--json", action="store_true", help="as one JSON list")
    listing.set_defaults(run=run_list)
    checking = commands.add_parser(
        "check",
        help="read and check all that are allowed, as publishing would",
        description="Read and check all allowed plugins, each in a process of its own, and say "
        "all that is wrong. Publishes nothing. Exit code 1 when a plugin is refused.",
    )
    checking.add_argument("--json", action="store_true", help="as one JSON list")
    checking.set_defaults(run=run_check)
    allowing = commands.add_parser(
        "allow",
        help="allow an installed plugin, with exactly the files that it has now",
        description="Write an installed plugin into the allow-list, with its version and the "
        "digest of its files. It is in force from the next 'nettui protocol publish' on.",
    )
    allowing.add_argument("name", metavar="NAME", help="the plugin's name")
    allowing.add_argument(
        "--layer", required=True, choices=("guideline", "institution"), help="what it may change"
    )
    allowing.add_argument(
        "--required", action="store_true", help="make no plan when it is not in force"
    )
    allowing.set_defaults(run=run_allow)


def run_list(args: argparse.Namespace) -> int:
    """Print each plugin with its state; the exit code."""
    from nettui.exchange.document import Line, Part, as_text
    from nettui.plugin.problems import Refused
    from nettui.plugin.publish import Published, in_force
    from nettui.plugin.status import general, standings

    found: Published | None = None
    digest = ""
    try:
        made = in_force()
        digest, found = made.protocol.short, made
    except Refused as refused:
        # Which plugins are installed is what one must know then, to mend it.
        output.error(str(refused))
    rows = standings(found)
    for problem in general(found):
        output.warn(str(problem))
    code = 0 if found else 2
    if args.json:
        data = [
            {
                "name": row.name,
                "version": row.version,
                "layer": row.layer,
                "status": row.status,
                "entries": dict(row.entries),
                "problems": told(row.problems),
            }
            for row in rows
        ]
        output.out(json.dumps(data, indent=1))
        return code
    lines = []
    for row in rows:
        count = sum(row.entries.values())
        parts = [row.version, row.layer, row.status, f"{count} entries" if count else ""]
        lines.append(Line(" · ".join(part for part in parts if part), label=row.name))
        lines += [Line(problem.what, depth=1) for problem in row.problems]
    said = f"protocol {digest}" if found else "no protocol is in force"
    title = f"{len(rows)} plugins; {said}"
    output.out(as_text((Part(title, tuple(lines)),), width(), unicode=output.unicode()))
    return code


def run_check(args: argparse.Namespace) -> int:
    """Print all that is wrong with plugins; the exit code."""
    from nettui.plugin.assembly import everything
    from nettui.plugin.problems import Refused

    try:
        made = everything()
        problems, names = made.problems, [plugin["name"] for plugin in made.protocol.plugins]
    except Refused as refused:
        problems, names = refused.problems, []
    if args.json:
        output.out(json.dumps(told(problems), indent=1))
    else:
        for problem in problems:
            output.out(f"{problem}\n")
        output.out(
            f"Would be in force: {', '.join(names)}." if names else "Nothing can be in force."
        )
    return 1 if not names or any(problem.grave for problem in problems) else 0


def told(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """Return problems as JSON data."""
    return [
        {
            "plugin": p.plugin,
            "kind": p.kind,
            "what": p.what,
            "where": p.where,
            "effect": p.effect,
            "fix": p.fix,
        }
        for p in problems
    ]


def run_allow(args: argparse.Namespace) -> int:
    """Write a plugin into the allow-list; the exit code."""
    from nettui import atomic_files
    from nettui.case.base.nearest import did_you_mean
    from nettui.plugin import archive, files, locations, policy
    from nettui.plugin.discovery import find
    from nettui.plugin.problem_kinds import BESIDE

    found, problems = find()
    for beside in (p for p in problems if p.kind in BESIDE):
        output.warn(str(beside))
    outside = {plugin.name: plugin for plugin in found if not plugin.bundled}
    taken = [str(p) for p in problems if p.plugin == args.name]
    if taken:
        raise output.BadInput(taken[0])
    plugin = outside.get(args.name)
    if plugin is None:
        if args.name in {p.name for p in found}:
            raise output.BadInput(f"'{args.name}' comes with nettui and needs no permission.")
        hint = did_you_mean(args.name, outside) if outside else "None is installed."
        raise output.BadInput(f"No plugin '{args.name}' is installed beside nettui. {hint}")
    doubt = policy.doubted(plugin)
    if doubt:
        raise output.BadInput(str(doubt))
    try:
        digest = plugin.digest
    except OSError as fault:
        raise output.BadInput(str(files.missing(plugin, fault))) from None
    path = locations.allow_list()
    try:
        listed = dict(policy.read(path))
        entry = policy.Allowed(plugin.version, digest, args.layer, args.required)
        listed[plugin.name] = entry
        archive.made(path.parent)
        atomic_files.replace(path, policy.written(listed).encode(), archive.READABLE)
    except locations.Faulty as fault:
        raise output.BadInput(f"The allow-list {path} cannot be used: {fault}") from None
    except OSError as fault:
        raise output.BadInput(
            f"{path} could not be written ({fault.strerror}). "
            "Whoever administers nettui has to do this."
        ) from None
    output.out(
        f"{plugin.name} {plugin.version} is allowed as {args.layer}, with files of digest\n"
        f"{digest}.\n"
        "It is in force after: nettui protocol publish"
    )
    return 0
