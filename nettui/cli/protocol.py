"""``nettui protocol``: publish it, show what is in force, compare two."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from nettui.cli import arguments, output, sign_off
from nettui.cli.run import width
from nettui.cli.words import FileName

if TYPE_CHECKING:
    from nettui.engine.protocol.protocol import Protocol


def add(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "protocol",
        help="publish the protocol, show what is in force, compare two",
        description="Show what is in force, put all allowed plugins in force, or say how two "
        "published protocols differ. Without a command: show.",
    )
    parser.set_defaults(run=run_show, json=False, base_only=False, without=[])
    commands = parser.add_subparsers(metavar="COMMAND", dest="protocol_command")
    showing = commands.add_parser("show", help="show what is in force")
    showing.add_argument("--json", action="store_true", help="as one JSON object")
    arguments.add_protocol(showing)
    showing.set_defaults(run=run_show)
    publishing = commands.add_parser(
        "publish",
        help="put all allowed plugins in force, for everyone",
        description="Read and check all allowed plugins and put them in force for every session "
        "that follows. A refused plugin is left out and named; when it is required, nothing is "
        "published and what was in force stays.",
    )
    publishing.add_argument("--json", action="store_true", help="as one JSON object")
    publishing.set_defaults(run=run_publish)
    sign_off.add(commands)
    comparing = commands.add_parser(
        "diff",
        help="say in what two published protocols differ in meaning",
        description="Say in what two published protocols differ in meaning: rules, options, "
        "tables, parameters, settings and plugins.",
    )
    comparing.add_argument("old", metavar="OLD", help="the first digits of a digest")
    comparing.add_argument(
        "new", metavar="NEW", nargs="?", help="of another; else what is in force"
    )
    comparing.add_argument(
        "--cases",
        metavar="PATH",
        type=FileName,
        nargs="+",
        help="say instead what changes in the plans of these cases, files or folders",
    )
    comparing.add_argument("--json", action="store_true", help="as one JSON list")
    comparing.set_defaults(run=run_diff, base_only=False, without=[])


def run_show(args: argparse.Namespace) -> int:
    """Print what is in force; the exit code."""
    _show(arguments.protocol(args), args)
    return 0


def run_publish(args: argparse.Namespace) -> int:
    """Publish, and print what is in force then; the exit code."""
    from nettui.plugin.problems import Refused
    from nettui.plugin.publish import Unwritten, publish

    try:
        made = publish()
    except Refused as refused:
        output.error(f"Nothing was published.\n{refused}")
        return 1
    except Unwritten as fault:
        raise output.BadInput(f"{fault} Whoever administers nettui has to do this.") from None
    for problem in made.problems:
        output.warn(str(problem))
    _show(made.protocol, args)
    return 1 if made.refused else 0


def _show(protocol: Protocol, args: argparse.Namespace) -> None:
    from nettui.exchange.document import Line, Part, as_text

    data = summary(protocol)
    if args.json:
        output.out(json.dumps(data, indent=1, ensure_ascii=not output.unicode()))
        return
    plugins = [
        Line(f"{p['version']} · {p['layer']} · {p['purpose']}", label=p["name"])
        for p in data["plugins"]
    ]
    stages = [
        Line(", ".join(f"{n} {kind}" for kind, n in kinds.items()), label=stage)
        for stage, kinds in data["entries"].items()
    ]
    parameters = []
    for name, item in data["parameters"].items():
        text = f"{item['value']:g} {item['unit']}".strip()
        bounds = f"may be {item['low']:g} to {item['high']:g}"
        parameters.append(Line(f"{item['label']} {text}", bounds, name))
        if "set" in item:
            by = item["set"]
            said = f"set by {by['origin']}, approved by {by['approved_by']}, review by "
            parameters.append(Line(f"{said}{by['review_by']}: {by['reason']}", depth=1))
    document = (
        Part(f"Protocol {protocol.digest}", ()),
        Part("Plugins", tuple(plugins)),
        Part("Entries by stage", tuple(stages)),
        Part("Parameters in force", tuple(parameters)),
    )
    output.out(as_text(document, width(), unicode=output.unicode()))


def summary(protocol: Protocol) -> dict[str, Any]:
    """Return what is in force, in numbers and names."""
    entries: dict[str, dict[str, int]] = {}
    for entry in protocol.entries:
        kinds = entries.setdefault(entry.stage, {})
        kinds[entry.kind] = kinds.get(entry.kind, 0) + 1
    parameters: dict[str, dict[str, Any]] = {
        name: {
            "label": parameter.label,
            "value": parameter.value,
            "unit": parameter.unit,
            "low": parameter.low,
            "high": parameter.high,
        }
        for name, parameter in protocol.parameters.items()
    }
    for setting in protocol.raw["settings"]:
        kept = ("origin", "reason", "approved_by", "review_by")
        parameters[setting["parameter"]]["set"] = {key: setting[key] for key in kept}
    return {
        "digest": protocol.digest,
        "plugins": [dict(plugin) for plugin in protocol.plugins],
        "entries": entries,
        "options": len(protocol.raw["options"]),
        "tables": len(protocol.raw["tables"]),
        "parameters": parameters,
    }


def run_diff(args: argparse.Namespace) -> int:
    """Print in what two protocols differ; the exit code."""
    from nettui.exchange.document import Line, Part, as_text
    from nettui.plugin.publish import published
    from nettui.plugin.status import differences

    try:
        old = published(args.old)
        new = published(args.new) if args.new else arguments.protocol(args)
    except (LookupError, ValueError) as unknown:
        raise output.BadInput(str(unknown.args[0])) from None
    if args.cases:
        return _over_cases(args, old, new)
    found = differences(old, new)
    if args.json:
        keys = ("noun", "name", "field", "was", "now")
        output.out(json.dumps([{key: getattr(d, key) for key in keys} for d in found], indent=1))
        return 0
    lines = []
    for d in found:
        label = f"{d.noun} {d.name}"
        if not d.field:
            lines.append(Line(d.was or d.now, label=label))
        else:
            lines.append(Line(d.field, label=label))
            lines += [
                Line(d.was or "-", label="was", depth=1),
                Line(d.now or "-", label="now", depth=1),
            ]
    title = f"{len(found)} differences from {old.short} to {new.short}"
    output.out(as_text((Part(title, tuple(lines)),), width(), unicode=output.unicode()))
    return 0


def _over_cases(args: argparse.Namespace, old: Protocol, new: Protocol) -> int:
    """Print what changes in the plans of cases; the exit code."""
    from nettui.engine.plan.plan import plan
    from nettui.exchange.document import Line, Part, as_text
    from nettui.sheet.comparison import changes

    args.as_of = None
    found = []
    count = 0
    for path in arguments.paths(args.cases):
        file = arguments.case_file(path)
        day = arguments.day(args, file)
        before, after = plan(file.case, day, old), plan(file.case, day, new)
        count += 1
        found.append((path.stem, file.title, tuple(changes(before, after))))
    changed = [one for one in found if one[2]]
    if args.json:
        data = [
            {"case": name, "what": what, "was": was, "now": now}
            for name, _, rows in changed
            for what, was, now in rows
        ]
        output.out(json.dumps(data, indent=1))
        return 0
    head = Part(f"{len(changed)} of {count} plans change from {old.short} to {new.short}", ())
    parts = (
        Part(f"{name}: {title}", tuple(Line(f"{was} -> {now}", label=w) for w, was, now in rows))
        for name, title, rows in changed
    )
    output.out(as_text((head, *parts), width(), unicode=output.unicode()))
    return 0
