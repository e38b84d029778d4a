"""`python -m engine decide`: run decisions of a DMN file and print what came out, JSON alone on stdout.

Reads the file and the models in its folder that it imports; never the clock. Numbers keep every digit both ways."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal, DecimalException
from pathlib import Path
from typing import NoReturn

from engine.cli.decision_findings import findings_of
from engine.dmn.errors import DmnError, UnknownDecision, UnreadableModel
from engine.dmn.model import DecisionModel
from engine.dmn.reader import parse_decisions
from engine.dmn.xml import Element, children, read_definitions
from engine.feel.errors import BudgetExceeded
from engine.feel.json import Json, to_json
from engine.feel.names import normalize
from engine.feel.values import DECIMAL128
from engine.model import Bilingual

#: What now() and today() tell unless told otherwise: the same file gives the same output on any day.
BEGINNING = "2026-01-01T00:00:00+00:00"


class BadArgument(DmnError):
    """An argument of the command is wrong."""


def main(argv: Sequence[str]) -> int:
    """Run one decision, or all, and print what came out; on stderr what is wrong with the file, as `lint` says it, and
    names that nobody knows. Raises `DmnError`, OSError."""
    parser = argparse.ArgumentParser(prog="python -m engine decide", description="Run decisions of a DMN file.")
    parser.add_argument("file", type=Path, help="a .dmn file; the .dmn files beside it may be imported")
    parser.add_argument("--decision", help="id or name of a decision or decision service, where the file has several")
    parser.add_argument("--all", action="store_true", help="run all decisions")
    parser.add_argument("--vars", default="{}", help="input data, a JSON object")
    parser.add_argument("--now", default=BEGINNING, help="what now() and today() tell, ISO 8601 (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines")
    chosen = parser.parse_args(argv)
    model = load_model(chosen.file)
    context, now = read_object(chosen.vars), _moment(chosen.now)
    sys.stderr.writelines(f"{chosen.file}: {line}\n" for line in findings_of(chosen.file, context))
    wanted = list(model.decisions) if chosen.all else [chosen.decision or _only(model)]
    names = _names(model, wanted)
    outcomes = {name: outcome(model, id_, context, now) for name, id_ in zip(names, wanted, strict=True)}
    if chosen.json:
        _print(json_text({"results": outcomes} if chosen.all else outcomes[names[0]]))
    else:
        for name, made in outcomes.items():
            _print("\n".join([f"{name}: {json_text(made['result'])}", *(f"  {why}" for why in made["messages"])]))  # type: ignore[attr-defined]  # messages are a list
    return 0


def outcome(model: DecisionModel, wanted: str, context: dict[str, object], now: datetime) -> dict[str, Json]:
    """`{"result": …, "messages": […]}` of a decision; one that exceeds its budget has no result.

    Raises `UnknownDecision`."""
    try:
        result = model.decide(wanted, context, now=now)
        return {"result": to_json(result.value, number=lambda value: value), "messages": list(result.messages)}
    except BudgetExceeded as error:
        return {"result": None, "messages": [str(error)]}


def load_model(file: Path) -> DecisionModel:
    """The model of a file, which may import those beside it; what is wrong in it becomes null with a message.

    Raises `UnreadableModel`, OSError."""
    return _Folder(file.parent).load(file, ())


class _Folder:
    """The models of a folder, each read once it is imported."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._models: dict[Path, DecisionModel] = {}

    def load(self, file: Path, importing: tuple[Path, ...]) -> DecisionModel:
        if file not in self._models:
            xml = file.read_bytes()
            wanted = [each for each in children(read_definitions(xml), "import") if each.get("namespace")]
            paths = [self._find(each) for each in wanted]
            chain = (*importing, file)
            imports = [self.load(path, chain) for path in paths if path is not None and path not in chain]
            self._models[file] = parse_decisions(xml, strict=False, imports=imports)
        return self._models[file]

    def _find(self, wanted: Element) -> Path | None:
        """The file that holds the imported namespace, the one at the import's location if there are several."""
        location = (wanted.get("locationURI") or "").rpartition("/")[2]
        files = sorted(self._folder.glob("*.dmn"), key=lambda path: (path.name != location, path.name))
        return next((path for path in files if _namespace(path) == wanted.get("namespace")), None)


def _namespace(file: Path) -> str | None:
    try:
        return read_definitions(file.read_bytes()).get("namespace")
    except (UnreadableModel, OSError):
        return None


def _only(model: DecisionModel) -> str:
    if len(model.decisions) != 1:
        names = ", ".join(decision.name for decision in model.decisions.values())
        raise UnknownDecision(
            Bilingual(
                f"با `--decision` یکی یا با `--all` همه را برگزینید: `{names}`",
                f"choose one with --decision, or all with --all: {names}",
            )
        )
    return next(iter(model.decisions))


def _names(model: DecisionModel, wanted: Sequence[str]) -> list[str]:
    """The names of the decisions; their ids where two have one name. Raises `UnknownDecision`."""
    names = [model.find(each).name for each in wanted]
    return [name if names.count(name) == 1 else id_ for name, id_ in zip(names, wanted, strict=True)]


def read_object(text: str) -> dict[str, object]:
    """The input data of a JSON object by their names, numbers as decimals. Raises `BadArgument`."""
    try:
        value = json.loads(
            text,
            parse_float=DECIMAL128.create_decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=lambda pairs: {normalize(name): part for name, part in pairs},
        )
    except (ValueError, RecursionError, DecimalException) as error:
        raise BadArgument(Bilingual(f"`--vars` درست نیست: `{error}`", f"--vars is not JSON: {error}")) from None
    if not isinstance(value, dict):
        raise BadArgument(Bilingual("`--vars` باید یک شیء JSON باشد", "--vars must be a JSON object"))
    return {normalize(name): each for name, each in value.items()}


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadArgument(Bilingual(f"`--now`: `{error}`", f"--now: {error}")) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def json_text(value: Json) -> str:
    """JSON text in which a Decimal is a number with all its digits."""
    if isinstance(value, dict):
        return (
            "{" + ", ".join([f"{json.dumps(key, ensure_ascii=False)}: {json_text(value[key])}" for key in value]) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join([json_text(item) for item in value]) + "]"
    return _number(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def _number(value: Decimal) -> str:
    if not value:
        return "0"
    exact = value.normalize(DECIMAL128)
    return format(exact, "f") if -20 < exact.adjusted() < 40 else str(exact)


def _print(text: str) -> None:
    sys.stdout.write(text.encode("utf-8", "replace").decode("utf-8") + "\n")
