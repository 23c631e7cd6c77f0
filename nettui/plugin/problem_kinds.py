"""Every kind of thing that can be wrong with a plugin, in words, and how grave each kind is."""

from __future__ import annotations

# Kind -> what is wrong, how to mend it. Each has a test with a plugin that has it.
KINDS: dict[str, tuple[str, str]] = {
    # --- found and allowed ---
    "name_taken": (
        "{others} each give a plugin named '{plugin}'. Which one counts would depend on the order "
        "of installation.",
        "Uninstall all but one, or have one renamed.",
    ),
    "name_faulty": (
        "'{plugin}' is no name for a plugin.",
        "Its entry point has a name of small letters, digits, '-' and '_'.",
    ),
    "not_allowed": (
        "It is installed but not allowed.",
        "Whoever administers nettui runs: nettui plugins allow {plugin} --layer LAYER",
    ),
    "not_installed": (
        "The allow-list names it, but it is not installed.",
        "Install it in the environment of nettui, or take it off {list}.",
    ),
    "other_version": (
        "Version {installed} is installed, version {allowed} is allowed.",
        "Review the change, then run: nettui plugins allow {plugin} --layer {layer}",
    ),
    "other_files": (
        "Its files are not the ones that were allowed: digest {installed}, allowed {allowed}.",
        "Reinstall it, or review the change and run: nettui plugins allow {plugin} --layer {layer}",
    ),
    "editable": (
        "It is installed as a link to a folder (editable), whose files can change unseen.",
        "Install the built wheel instead.",
    ),
    "module_elsewhere": (
        "Its entry point names the module '{module}', which is not among its own files.",
        "Name a module that the distribution brings.",
    ),
    "metadata_faulty": (
        "What its distribution says of itself cannot be trusted. {fault}",
        "Reinstall the built wheel, or uninstall it: {distribution}",
    ),
    "neighbour_faulty": (
        "The distribution '{name}' cannot be read. {fault}",
        "Reinstall it, or uninstall it.",
    ),
    "file_missing": (
        "Its file {path} is listed but cannot be read ({why}).",
        "Reinstall the plugin. Until then no file of it is used.",
    ),
    "unlisted": (
        "{path} lies in its package, where it could be run, and is not among its listed files.",
        "Remove it, or reinstall the plugin with it and review it.",
    ),
    "brings_more": (
        "It brings {file}, which does not belong to its package '{package}'.",
        "Build it with nothing but one package of its own.",
    ),
    "runs_at_start": (
        "It brings {file}, which Python runs at every start, before anybody has allowed it.",
        "Uninstall it, and find out what has run since it was installed.",
    ),
    "package_shared": (
        "Its package '{package}' also holds files of {others}.",
        "Have its package renamed, or uninstall the other.",
    ),
    "compiled": (
        "It brings {file}, code that nobody can read.",
        "Build it from Python sources and texts only.",
    ),
    "depends": (
        "It needs {names}, whose files nobody has allowed.",
        "A plugin needs only Python and nettui. Put what it needs into its own package.",
    ),
    "bundled_damaged": (
        "It comes with nettui, and it is not as it was shipped: {fault}",
        "Install this version of nettui anew.",
    ),
    "bundled_foreign": (
        "'{name}' lies among the plugins of nettui and does not come with it. It is not used.",
        "Find out which distribution brought it, and uninstall that.",
    ),
    "writable": (
        "{path} can be changed by others than its owner.",
        "Run: chmod -R go-w {path}",
    ),
    "owner": (
        "{path} belongs to someone who does not administer nettui.",
        "It must belong to root or to the owner of the installation.",
    ),
    "list_faulty": (
        "The allow-list {list} cannot be used: {fault}",
        "Mend the file; until then no plugin but the bundled ones is allowed.",
    ),
    "required_missing": (
        "It is required here, and it is not in force.",
        "Mend what is said of it, or take 'required' off {list}, then publish anew.",
    ),
    "not_published": (
        "It is allowed, but no protocol with it has been published.",
        "Whoever administers nettui runs: nettui protocol publish",
    ),
    "required_unpublished": (
        "It is required here, and no protocol with it has been published.",
        "Whoever administers nettui runs: nettui protocol publish. Or take 'required' off {list}.",
    ),
    "list_changed": (
        "The allow-list {list} was changed after the protocol in force was published.",
        "Whoever administers nettui runs: nettui protocol publish",
    ),
    "sign_off_open": (
        "'{entry}' was signed off by {by} on {on}, and says something else since.",
        "Read it (nettui rules show {entry}), then sign it off again or withdraw the old.",
    ),
    "sign_off_faulty": (
        "The sign-offs {file} cannot be used: {fault}",
        "Mend the file; until then nothing counts as signed off.",
    ),
    "other_program": (
        "The protocol in force was published by another version of nettui, or files of nettui have "
        "changed since.",
        "Whoever administers nettui reads what changed, then runs: nettui protocol publish",
    ),
    "published_doubtful": (
        "What was published at {path} cannot be used: {fault}",
        "Whoever administers nettui mends the folder and runs: nettui protocol publish",
    ),
    "assembled_faulty": (
        "What the plugins gave makes no protocol when it is put together: {fault}",
        "Nothing was published. Report this with the words above; what was in force stays so.",
    ),
    "not_in_force": (
        "It was to be left out, but it is not in force.",
        "{near}",
    ),
    # --- collected ---
    "raised": (
        "It raised {error} in {hook}.",
        "Mend the plugin; its author can reproduce this with nettui.testing.",
    ),
    "mistake": ("{error}", "{remedy}"),
    "hung": (
        "It gave no answer within {seconds} s.",
        "A hook only returns data: have it read no network and compute nothing.",
    ),
    "killed": (
        "Its process ended ({how}) before it had answered.",
        "A hook only returns data: it must not end the process, and needs little memory and time.",
    ),
    "rubbish": (
        "{hook} returned {what}.",
        "Return {wanted}.",
    ),
    "too_much": (
        "It gave more than {limit} MB of data.",
        "Split it into plugins of a reasonable size.",
    ),
    "forbidden": (
        "It {deed} while it was read.",
        "A hook only returns data. Do such things elsewhere, if at all.",
    ),
    "mutated": (
        "It changed {names} of nettui.",
        "Change nothing outside the plugin; ask for what is missing in the plugin interface.",
    ),
    "not_the_same": (
        "{hook} returned something else when asked again.",
        "Use no clock, no chance and no generator that runs dry.",
    ),
    "no_card": (
        "It has no nettui_card.",
        "Write @hookimpl def nettui_card() -> Card.",
    ),
    "unknown_hook": (
        "'{hook}' is no hook.",
        "{near}",
    ),
    "unmarked_hook": (
        "'{hook}' is not marked as a hook and would never be read.",
        "Write @hookimpl above it, or rename it.",
    ),
    "hook_options": (
        "'{hook}' is marked with {options}, which would let order decide an answer.",
        "Write @hookimpl without arguments.",
    ),
    "hook_arguments": (
        "'{hook}' takes arguments: {arguments}.",
        "A hook takes none: it is never called for a patient.",
    ),
    "prints": (
        "It printed: {text}",
        "Return data, print nothing.",
    ),
    # --- checked: the plugin by itself ---
    "other_name": (
        "Its card says '{card}', its entry point '{plugin}'.",
        "Give both the same name.",
    ),
    "api": (
        "It was written for plugin interface {api}; this nettui speaks {spoken}.",
        "Read the changes of the interface in the changelog, then set api={spoken}.",
    ),
    "site_unknown": (
        "Its card serves the site '{site}', which no case has.",
        "{near}",
    ),
    "wrong_kind": (
        "{hook} gives a {kind}.",
        "{hook} gives {wanted}.",
    ),
    "wrong_stage": (
        "'{entry}' stands in the stage {stage}, its id begins with '{prefix}'.",
        "Let the id begin with the stage: '{stage}.…'; or move it to its hook.",
    ),
    "twice": (
        "The {noun} '{name}' is given twice.",
        "Give each its own name.",
    ),
    "collision": (
        "The {noun} '{name}' is also given by {others}.",
        "Rename it; two things never share a name.",
    ),
    "built_on_refused": (
        "It is built on what is refused itself ('{others}'). Without that: {what}",
        "Mend '{others}' first.",
    ),
    "built_on_left_out": (
        "It is built on what was left out ('{others}'). Without that: {what}",
        "Leave it out too, or leave nothing out.",
    ),
    # --- checked: what it speaks of ---
    "fact_unknown": (
        "'{entry}' reads '{name}', which is neither a fact nor a derived fact.",
        "{near}",
    ),
    "word_unknown": (
        "'{entry}' asks whether '{name}' is '{word}', which it never is.",
        "{near}",
    ),
    "wrong_test": (
        "'{entry}' tests '{name}', a {kind}, as a {wanted}.",
        "Numbers: >= 3. Choices: .is_('word'), .one_of(...). Lists: .include('word').",
    ),
    "parameter_unknown": (
        "'{entry}' names the parameter '{name}', which nobody gives.",
        "{near}",
    ),
    "option_unknown": (
        "'{entry}' names the option '{name}', which is not in the catalogue.",
        "{near}",
    ),
    "class_unknown": (
        "'{entry}' names the class '{name}', to which no option belongs.",
        "{near}",
    ),
    "not_cited": (
        "'{entry}' cites '{name}', of which no text is given.",
        "Give its text in the card (statements or sources). {near}",
    ),
    "due_anchor": (
        "'{entry}' counts from '{name}', which is no date.",
        "{near}",
    ),
    "table_circle": (
        "The tables {names} read each other in a circle.",
        "Break the circle: a table reads facts, and tables that do not read it.",
    ),
    "implied_fact": (
        "'{entry}' concludes on '{name}', which nobody records as a choice or a list of words.",
        "{near}",
    ),
    "implied_kind": (
        "'{entry}' gives '{name}' a value of another kind.",
        "Give {wanted}.",
    ),
    "implied_value": (
        "'{entry}' says that '{name}' is '{word}', which it never is.",
        "{near}",
    ),
    "implied_circle": (
        "The inferences {names} follow from each other in a circle.",
        "Take one out: each must follow from what the others do not imply.",
    ),
    "reads_later": (
        "'{entry}' reads '{name}', which is not known yet when it is worked out.",
        "Order: facts, what they imply, tables, grading, tables that read the grade, guards and "
        "needs, then work-up, extent (answers the route), functional, systemic, follow-up.",
    ),
    "offered_too_late": (
        "'{entry}' asks whether '{name}' is offered, but no earlier stage offers it.",
        "offered() reads earlier stages only; guards, needs, tables and grading read none.",
    ),
    # --- checked: what it changes ---
    "target_missing": (
        "'{entry}' overrides '{target}', which is not in force.",
        "{near} To add something new, write a Rule.",
    ),
    "target_changed": (
        "'{entry}' overrides '{target}'; that rule is now version {version}.",
        "Read the change with: nettui rules show {name}. Then write {name}@{version}.",
    ),
    "target_kind": (
        "'{entry}' overrides '{target}', which is a {kind}.",
        "Only rules can be overridden: needs, guards, orders and judgements stand.",
    ),
    "target_fixed": (
        "'{entry}' overrides '{target}', which is fixed.",
        "A fixed rule cannot be overridden. Add a rule with against='{name}' to show both.",
    ),
    "target_above": (
        "'{entry}' overrides '{target}' of the layer {theirs} from the layer {ours}.",
        "Only the same or a lower layer can be overridden.",
    ),
    "target_stage": (
        "'{entry}' stands in {ours}, its target '{target}' in {theirs}.",
        "Give the override from the hook of the target's stage.",
    ),
    "target_circle": (
        "The overrides {names} replace each other in a circle.",
        "Break the circle.",
    ),
    "target_answers": (
        "'{entry}' overrides '{target}', which answers its stage, and answers nothing.",
        "Give the answer that holds instead: answer='...'.",
    ),
    "against_missing": (
        "'{entry}' contradicts '{target}', which is not in force.",
        "{near}",
    ),
    "setting_layer": (
        "It sets the parameter '{name}' from the layer {layer}.",
        "Only an institution sets parameters.",
    ),
    "setting_bounds": (
        "It sets '{name}' to {value}, outside {low} to {high}.",
        "Choose a value within the bounds.",
    ),
    "setting_twice": (
        "The parameter '{name}' is also set by {others}.",
        "One institution sets it, once.",
    ),
    "review_overdue": (
        "'{entry}' was to be reviewed by {day}.",
        "Review it and set a new day; it stays in force meanwhile.",
    ),
}

NOT_THERE = frozenset({"not_allowed", "not_installed", "not_published"})
"""Kinds that say that a plugin is not in force, though nothing is wrong with it."""
BESIDE = frozenset({"neighbour_faulty", "bundled_foreign"})
"""Kinds that speak of something beside the plugins, of which nothing is used."""
WARNINGS = (
    NOT_THERE
    | BESIDE
    | {
        "prints",
        "review_overdue",
        "list_changed",
        "sign_off_open",
        "sign_off_faulty",
    }
)
"""Kinds that do not refuse a plugin which would otherwise be used."""
NO_PLAN = frozenset(
    {
        "assembled_faulty",
        "bundled_damaged",
        "not_in_force",
        "other_program",
        "published_doubtful",
        "required_unpublished",
    }
)
"""Kinds without whose mending there is no protocol in force."""
