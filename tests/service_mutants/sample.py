"""Draw the changes that are tried: the same ones each time, evenly from all classes."""

from collections import defaultdict
from hashlib import sha256
from itertools import chain, islice, zip_longest

from tests.service_mutants.edit import Edit


def sample(edits: list[Edit], *, seed: int, size: int) -> list[Edit]:
    """`size` of these changes, as many of each class as can be; all of them where `size` is 0. What is drawn hangs on
    the seed and on what is changed to what, so that editing one file leaves the draw of the others as it was."""
    classes: dict[str, list[Edit]] = defaultdict(list)
    for edit in sorted(edits, key=lambda each: _rank(each, seed)):
        classes[edit.kind].append(edit)
    in_turn = (edit for row in zip_longest(*classes.values()) for edit in row if edit is not None)
    return list(islice(in_turn, size) if size else chain(in_turn))


def _rank(edit: Edit, seed: int) -> str:
    return sha256(repr((seed, edit.kind, edit.file, edit.place, edit.was, edit.now)).encode()).hexdigest()
