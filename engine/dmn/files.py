"""The decision models of several files that may import each other, each read once."""

from collections.abc import Mapping
from functools import lru_cache

from engine.dmn.errors import DmnError, MissingImport
from engine.dmn.model import DecisionModel
from engine.dmn.reader import parse_decisions

#: Files by name, in an order.
Files = tuple[tuple[str, bytes], ...]


@lru_cache(maxsize=8)
def read_models(files: Files) -> Mapping[str, DecisionModel | DmnError]:
    """Each model, with what is wrong in it as its `problems`, or why the file is none. A model is imported by others
    where nothing is wrong with it; a file is read again only where an import was not at hand before."""
    sound: dict[str, DecisionModel] = {}
    found: dict[str, DecisionModel | DmnError] = {}
    waiting, before = files, -1
    while waiting and len(sound) > before:
        before = len(sound)
        for file, data in waiting:
            try:
                model = found[file] = parse_decisions(data, strict=False, imports=sound.values())
            except DmnError as error:
                found[file] = error
                continue
            if not model.problems:
                sound[file] = model
        waiting = tuple((file, data) for file, data in waiting if _lacks_import(found[file]))
    return {file: found[file] for file, _ in files}


def _lacks_import(read: DecisionModel | DmnError) -> bool:
    return isinstance(read, DecisionModel) and any(isinstance(each, MissingImport) for each in read.problems)
