"""`python -m engine run|lint|decide|stages`: the engine on the command line. It reads files, and
no clock: time is virtual."""

import argparse
import json
import sys
from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime

from engine.cli.decide import main as decide_main
from engine.cli.decision_files import bundle_of
from engine.cli.simulation import ScheduledMessage, Simulation, last_moment, lines, report
from engine.definition import parse
from engine.dialect import read_diagram
from engine.dialect.names import children
from engine.dmn import DmnError
from engine.errors import DefinitionError, EngineError
from engine.execution.program import Definition
from engine.feel import FeelError
from engine.lint import lint
from engine.model import Severity

#: virtual time begins here unless told otherwise: the same file gives the same output on any day
BEGINNING = "2026-01-01T00:00:00+00:00"
#: rules about models that hardly mean what they say, and still say it: played as drawn, they show what comes of it
PLAYABLE = frozenset(
    {
        "condition-alone",
        "condition-missing",
        "choreography-participants",
        "conversation-link",
        "data-association",
        "data-collection",
        "data-holder",
        "data-scope",
        "default-condition",
        "endless-loop",
        "event-gateway",
        "event-gateway-mixing",
        "event-without-reference",
        "flow-lists",
        "gateway-direction",
        "gateway-without-exit",
        "implicit-end",
        "invalid-id",
        "join-deadlock",
        "lane-content",
        "loop-behavior",
        "message-flow-ends",
        "message-flow-pool",
        "missing-attribute",
        "missing-element",
        "never-equal",
        "no-end",
        "no-start",
        "parallel-multiple",
        "participant-multiplicity",
        "schema-attribute",
        "unreachable",
        "value-kind",
    }
)
COMMANDS = ("run", "lint", "decide", "stages")
USAGE = "usage: python -m engine {run,lint,decide,stages} …   (-h after a command tells more)"


class BadInput(EngineError):
    """The command can't be carried out as given."""


def main(argv: Sequence[str]) -> int:
    """The exit code: 0 done, 1 findings (lint), 2 bad input with a message on stderr."""
    command, rest = (argv[0] if argv else ""), list(argv[1:])
    if command not in COMMANDS:
        print(USAGE, file=sys.stderr)
        return 0 if command in ("-h", "--help") else 2
    try:
        return _COMMANDS[command](rest)
    except (EngineError, OSError) as error:
        print(f"{command}: {error}", file=sys.stderr)
        return 2
    except RecursionError:
        print(f"{command}: nested too deeply", file=sys.stderr)
        return 2


def run(argv: Sequence[str]) -> int:
    """Play the processes of a diagram by themselves in virtual time and print what happened. Raises `EngineError`,
    OSError."""
    chosen = _run_arguments(argv)
    bundle = bundle_of(chosen.file)
    errors = [finding for finding in lint(bundle) if finding.severity is Severity.ERROR]
    for finding in errors:
        print(f"{chosen.file}: [{finding.rule}] {finding.element or ''} {finding.message.en}", file=sys.stderr)
    if any(finding.rule not in PLAYABLE for finding in errors):
        return 2
    wanted = [parse(bundle, process=process) for process in chosen.process or [None]]
    now = _moment(chosen.now)
    play = Simulation(
        definitions=_all_processes(bundle),
        answers=_object(chosen.answers, "--answers"),
        now=now,
        until=last_moment(now, chosen.max_wait),
        messages=deque(_letter(text) for text in chosen.message),
        signals=deque(_letter(text) for text in chosen.signal),
    )
    data = _object(chosen.vars, "--vars")
    for definition in wanted:
        play.begin(definition, data, plainly=bool(chosen.process))
    play.play()
    result = report(play)
    print(json.dumps(result, ensure_ascii=False) if chosen.json else "\n".join(lines(result)))
    return 0


def _run_arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m engine run", description=run.__doc__)
    parser.add_argument(
        "file", help="a .bpmn file; .dmn files and called processes beside it are read where it needs them"
    )
    parser.add_argument(
        "--process", action="append", help="id of a process to start; may be repeated, the last one is reported"
    )
    parser.add_argument("--vars", default="{}", help="case data at the start, a JSON object")
    parser.add_argument(
        "--answers", default="{}", help="JSON: what each element's task or service answers, by element id"
    )
    parser.add_argument(
        "--message", action="append", default=[], metavar="NAME[=JSON]", help="a message from outside; may be repeated"
    )
    parser.add_argument(
        "--signal", action="append", default=[], metavar="NAME", help="a signal from outside; may be repeated"
    )
    parser.add_argument("--max-wait", type=_seconds, metavar="SECONDS", help="how far the virtual clock may go")
    parser.add_argument("--now", default=BEGINNING, help="moment of the start, ISO 8601 (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines")
    return parser.parse_args(argv)


def _seconds(text: str) -> float:
    """A length of time; ValueError, which the parser tells, for what is none."""
    value = float(text)
    if value != value:  # noqa: PLR0124 - only NaN differs from itself
        raise ValueError(text)
    return value


def _all_processes(bundle: dict[str, bytes]) -> tuple[Definition, ...]:
    """Every process of the file that can run: messages and signals may begin it."""
    found = []
    for process in children(read_diagram(bundle["process.bpmn"]).root, "process"):
        try:
            found.append(parse(bundle, process=process.get("id")))
        except DefinitionError:
            continue  # a pool that is only drawn
    return tuple(found)


def _letter(text: str) -> ScheduledMessage:
    name, given, payload = text.partition("=")
    if not given:
        return ScheduledMessage(name)
    try:
        value = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"--message {name}: not JSON: {error}") from error
    return ScheduledMessage(name, value if isinstance(value, dict) else {name: value})


def _lint(argv: Sequence[str]) -> int:
    from engine.cli.lint import main as lint_main

    return lint_main(argv)


def decide(argv: Sequence[str]) -> int:
    """Run decisions of a DMN file and print what came out. Raises `EngineError`, OSError."""
    try:
        return decide_main(argv)
    except (DmnError, FeelError) as error:
        raise BadInput(str(error)) from error


def _stages(argv: Sequence[str]) -> int:
    from engine.cli.stages import main as stages_main

    return stages_main(argv)


_COMMANDS = {"run": run, "lint": _lint, "decide": decide, "stages": _stages}


def _object(text: str, option: str) -> dict[str, object]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{option} is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise BadInput(f"{option} must be a JSON object")
    return value


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"--now: {error}") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
