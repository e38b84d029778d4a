"""Put damaged bundles through the gate, and through a run where the gate lets them pass, in bounded children."""

import json
import os
import random
import resource
import signal
import time
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import engine
from app.usecases.errors import PublishingError
from app.usecases.publishing.bundle_check import check_for
from forms import FormError
from tests.hostile_bundles.damage import damaged
from tests.processes.bundles import DESK, FORMS, all_services, load_bundle, read_walks
from tests.processes.player import Player, WalkFailed

SECONDS = 2.0
MEGABYTES = 300
#: after this much of the processor's time a bundle is given up
GIVEN_UP = 20
#: bundles that a child tries one after the other
BATCH = 25


@dataclass
class Tried:
    """How a bundle fared."""

    number: int
    service: str
    damage: tuple[str, ...]
    #: refused, accepted; or what must not be: raised, memory, died
    ended: str = "died"
    seconds: float = 0.0
    detail: str = ""
    #: incidents of a run that the gate let pass, each with its code and element
    incidents: list[str] = field(default_factory=list)

    @property
    def bad(self) -> bool:
        """Whether it is against what the gate promises."""
        return self.ended in ("raised", "memory", "died") or self.seconds > SECONDS


def bundle_of(seed: int, number: int) -> tuple[Path, dict[str, bytes], tuple[str, ...]]:
    """The service that was damaged, the bundle, and what was done to it."""
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 - the same bundle each time
    service = chance.choice(all_services())
    files, done = damaged(load_bundle(service, FORMS / service.name), chance)
    return service, files, done


def tried(seed: int, numbers: range) -> Iterator[Tried]:
    """How these bundles fare, in children of `BATCH` bundles each; one at which a child dies counts as that."""
    at = numbers.start
    while at < numbers.stop:
        last = min(at + BATCH, numbers.stop)
        for one in _in_child(seed, range(at, last)):
            yield one
            at = one.number + 1
        if at < last:
            service, _, done = bundle_of(seed, at)
            yield Tried(at, service.name, done)
            at += 1


def _in_child(seed: int, numbers: range) -> Iterator[Tried]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            _work(seed, numbers, writing)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as lines:
        for line in lines:
            yield Tried(**json.loads(line))
    os.waitpid(child, 0)


def _work(seed: int, numbers: range, writing: int) -> None:
    _limit()
    with os.fdopen(writing, "w", encoding="utf-8") as out:
        for number in numbers:
            service, files, done = bundle_of(seed, number)
            one = Tried(number, service.name, done)
            _try(one, service, files)
            out.write(json.dumps(asdict(one)) + "\n")
            out.flush()


def _limit() -> None:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    held = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmSize"))
    most = (held + MEGABYTES * 1024) * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    signal.signal(signal.SIGPROF, _give_up)


class GivenUp(BaseException):
    """It takes too long."""


def _give_up(*_: object) -> None:
    raise GivenUp


def _try(one: Tried, service: Path, files: dict[str, bytes]) -> None:
    began = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, GIVEN_UP)
    try:
        one.ended = "accepted" if _accepted(files) else "refused"
        one.seconds = round(time.process_time() - began, 3)
        if one.ended == "accepted":
            one.incidents = list(_incidents(service, files))
    except MemoryError:
        one.ended, one.detail = "memory", _where()
    except GivenUp:
        one.ended, one.detail = "raised", _where()
    except Exception as error:  # each is a finding
        one.ended, one.detail = "raised", f"{type(error).__name__}: {str(error)[:200]} {_where()}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    one.seconds = one.seconds or round(time.process_time() - began, 3)


def _where() -> str:
    """The last places of the traceback that is being handled."""
    lines = [line.strip().replace("\n", " ") for line in traceback.format_exc(limit=-4).splitlines() if "File" in line]
    return " < ".join(reversed(lines))


def _accepted(files: dict[str, bytes]) -> bool:
    """Whether the gate would let it be published: the engine's rules on bytes, then the desk's on texts."""
    findings = engine.lint(files, publishing=True, desk=DESK)
    if any(finding.severity is engine.Severity.ERROR for finding in findings):
        return False
    try:
        texts = {name: data.decode() for name, data in files.items()}
    except UnicodeDecodeError:
        return False
    return check_for(texts, DESK).ok


def _incidents(service: Path, files: dict[str, bytes]) -> Iterator[str]:
    for walk in read_walks(service, FORMS / service.name):
        try:
            player = _Runner(walk, files)
        except FormError:  # a file in the folder of forms that is none, and that nobody asks for
            return
        steps = iter(({"do": "begin"}, *walk.steps))
        yield from sorted({f"{i.code} {i.element} {i.message}"[:200] for i in _played(player, steps)})


class _Runner(Player):
    """Runs the case; what its texts say is the gate's matter, and isn't filled in here."""

    def _note_ending(self, ending: engine.Ending) -> None:
        self.played.letter = ending.letter

    def _template(self, templates: Mapping[str, Any], id_: str) -> Mapping[str, Any]:
        return {}

    def _fill(self, kind: str, id_: str, template: Mapping[str, str]) -> None:
        self.played.texts.append((kind, id_, "", ""))


def _played(player: Player, steps: Iterator[Any]) -> Iterator[engine.Incident]:
    for step in steps:
        try:
            player.begin() if step["do"] == "begin" else player.take(step)
        except (WalkFailed, engine.EngineError, FormError, PublishingError):
            if player.state is None:
                return
        if player.state is not None:
            yield from player.state.incidents
