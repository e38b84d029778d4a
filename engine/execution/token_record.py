"""What a token keeps from one step to the next, besides its place: a typed record, and the one place where it is
written into a snapshot and read from it.

Stored is a JSON object with only what differs from the defaults below; the key of each field stands beside it. A key
or a value that isn't described here is refused by name. Old keys never get another meaning: a new one is added, and the
version of the snapshot counted up, where the meaning of one changes."""

# ruff: noqa: RUF009 - `stored` is dataclasses.field with its metadata
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from datetime import UTC, datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from engine.errors import SnapshotError
from engine.incident_codes import IncidentCode
from engine.legacy_incidents import coded


class Phase(StrEnum):
    """How far a token is with its element, where the library's state alone doesn't tell. Each value but the first is
    its own key, with 1."""

    #: it arrives, works, or waits for the work to be done
    ACTIVE = ""
    #: it only waits beside the work of another token or of the scope, and keeps no scope open
    LISTENING = "listens"
    #: it waits at an activity that begins with several tokens only
    PARKED = "parked"
    #: the work of the element is done, so that only leaving it is left
    DONE = "done"


class Fault(NamedTuple):
    """Why a token can't go on: the technical line, the expression that failed, if one did, and the code with its
    parameters. Formats before 4 stored the first two alone."""

    message: str
    expression: str | None
    code: IncidentCode
    parameters: Mapping[str, str | int]


class Completed(NamedTuple):
    """An activity that was completed and can be undone: its node, what was completed inside it, and the variables of
    its instance where it was one of several. Stored as [node, inside or 0, variables or 0]."""

    node: str
    inside: "list[Completed]"
    variables: dict[str, object]


class ToUndo(NamedTuple):
    """An entry of a log that is to be undone: the number of the token whose scope it is from (0: the case), and the
    entry. Stored as one list."""

    owner: int
    entry: Completed


Read: TypeAlias = Callable[[Any], Any]


def stored(key: str, read: Read, default: Any = None, *, write: Read | None = None) -> Any:
    """A field that is stored under `key` where it isn't the default."""
    return field(default=default, metadata={"key": key, "read": read, "write": write})


def _flag(value: Any) -> bool:
    if isinstance(value, int) and value in (0, 1):
        return bool(value)
    raise ValueError


def _number(value: Any) -> int:
    if type(value) is int:
        return value
    raise ValueError


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise ValueError


def _moment(value: Any) -> str:
    if datetime.fromisoformat(value).tzinfo is None:
        raise ValueError
    return str(value)


def _list(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    raise ValueError


def _object(value: Any) -> dict[str, object]:
    if isinstance(value, dict):
        return value
    raise ValueError


def _texts(value: Any) -> tuple[str, ...]:
    return tuple([_text(part) for part in _list(value)])


def _numbers(value: Any) -> tuple[int, ...]:
    return tuple([_number(part) for part in _list(value)])


def _parameters(value: Any) -> dict[str, str | int]:
    if isinstance(value, dict) and all(isinstance(one, str | int) for one in value.values()):
        return value
    raise ValueError


def _fault(value: Any) -> Fault:
    message, expression, *more = _list(value)
    known = _text(message), None if expression is None else _text(expression)
    code, parameters = more or coded(*known)
    return Fault(*known, IncidentCode(code), _parameters(parameters))


def _undoer(value: Any) -> tuple[int, str]:
    number, node = _list(value)
    return _number(number), _text(node)


def _completed(value: Any) -> Completed:
    node, inside, variables = _list(value)
    return Completed(_text(node), read_log(inside or []), _object(variables or {}))


def read_log(value: Any) -> list[Completed]:
    """A stored log. Raises ValueError or TypeError."""
    return [_completed(entry) for entry in _list(value)]


def write_log(log: list[Completed]) -> list[list[object]]:
    """A log as it is stored."""
    return [[node, write_log(inside) or 0, variables or 0] for node, inside, variables in log]


def _read_entries(value: Any) -> list[ToUndo]:
    return [ToUndo(_number(owner), _completed(entry)) for owner, *entry in _list(value)]


def _write_entries(entries: list[ToUndo]) -> list[list[object]]:
    return [[owner, *write_log([entry])[0]] for owner, entry in entries]


def moment_of(text: str | None) -> datetime | None:
    """The moment (aware, UTC) that a record keeps as text. It stays text because most steps only pass it on."""
    return None if text is None else datetime.fromisoformat(text).astimezone(UTC)


@dataclass(slots=True)
class WorkState:
    """Of an open user task, worked out as it opens."""

    #: when it should be done, UTC in ISO 8601
    due: str | None = stored("by", _moment)
    #: who may do it; empty where the diagram doesn't say
    candidates: tuple[str, ...] = stored("who", _texts, ())
    #: in which unit
    unit: str | None = stored("unit", _text)


@dataclass(slots=True)
class CallState:
    """Of a task that asks a connector."""

    #: how often it was asked
    tries: int = stored("tries", _number, 0)
    #: what it answered, until that is used
    answer: dict[str, object] | None = stored("answer", _object)


@dataclass(slots=True)
class WaitState:
    """Of a token that waits for an event, as far as something was worked out for it."""

    #: when the timer is due, UTC in ISO 8601
    due: str | None = stored("due", _moment)
    #: of a cycle: the duration or the cron expression between two rounds
    every: str | None = stored("every", _text)
    #: of a cycle: rounds that are left, with the one that is awaited; None: without end
    left: int | None = stored("left", _number)
    #: of a cycle: no round after that, UTC in ISO 8601
    until: str | None = stored("until", _moment)
    #: the correlation value that a message must have
    key: str | None = stored("key", _text)
    #: whether the condition held when it was last looked at
    held: bool = stored("held", _flag, False, write=int)
    #: of several events that must all come: the numbers of those that have
    received: tuple[int, ...] = stored("came", _numbers, ())


@dataclass(slots=True)
class LoopState:
    """Of a looped activity, or of an ad-hoc sub-process, which begins its activities again and again."""

    #: instances, or activities of the round, that were begun
    begun: int = stored("begun", _number, 0)
    #: instances that have ended
    ended: int = stored("ended", _number, 0)
    #: how many instances there will be; None until that is worked out
    total: int | None = stored("total", _number)
    #: the item of each instance
    items: list[object] | None = stored("items", _list)
    #: the result of each instance
    results: list[object] | None = stored("out", _list)
    #: how many had ended when the completion condition was last looked at
    tested: int = stored("tested", _number, 0)
    #: the completion condition of the ad-hoc sub-process holds
    complete: bool = stored("complete", _flag, False, write=int)
    #: checksum of the data at the end of the last round of the ad-hoc sub-process
    seen: int | None = stored("seen", _number)


@dataclass(slots=True)
class GatewayState:
    """Of a token at a complex gateway."""

    #: the flows that were used up when it activated
    used: tuple[str, ...] = stored("used", _texts, ())
    #: whether it activates, and isn't getting ready again
    starting: bool = stored("starting", _flag, True)


@dataclass(slots=True)
class UndoState:
    """What compensation keeps."""

    #: what was completed in the scope inside the token and can be undone
    log: list[Completed] = field(
        default_factory=list, metadata={"key": "log", "read": read_log, "write": write_log, "default": []}
    )
    #: what the token lets be undone, the next one last; None where it drives no undoing
    entries: list[ToUndo] | None = stored("undo", _read_entries, write=_write_entries)
    #: it undoes: the number of the token that drives, and the node that is undone
    undoes: tuple[int, str] | None = stored("for", _undoer)
    #: its scope only undoes what was completed inside: this log
    inside: list[Completed] | None = stored("nested", read_log, write=write_log)
    #: all that it let be undone is undone
    undone: bool = stored("undone", _flag, False, write=int)
    #: it drives the undoing for nobody who waits, and goes nowhere afterwards
    detached: bool = stored("alone", _flag, False, write=int)
    #: it is a sub-process that cancels the transaction around it
    cancels: bool = stored("cancels", _flag, False, write=int)


@dataclass(slots=True)
class TokenRecord:
    """All that a snapshot keeps of a token besides its place and its variables. A part is None until it is needed."""

    phase: Phase = Phase.ACTIVE
    #: why it can't go on; None while it can
    incident: Fault | None = None
    work: WorkState | None = None
    call: CallState | None = None
    wait: WaitState | None = None
    loop: LoopState | None = None
    gateway: GatewayState | None = None
    undo: UndoState | None = None

    @property
    def undoing(self) -> bool:
        """Whether something is being undone by it or through it."""
        state = self.undo
        return state is not None and not (state.entries is None and state.undoes is None and state.inside is None)

    def take_answer(self, answer: dict[str, object]) -> None:
        """A connector has answered, or a person for it."""
        self.call = self.call or CallState()
        self.call.answer = answer

    def copy(self) -> "TokenRecord":
        """A record of its own with the same content."""
        states = ((part, getattr(self, part)) for part in _PARTS)
        return replace(self, **{part: replace(state) for part, state in states if state is not None})


class _Stored(NamedTuple):
    """One field of a part as it is stored."""

    name: str
    key: str
    default: Any
    read: Read
    write: Read | None


class _Part:
    """How one part of a record is stored."""

    def __init__(self, make: type) -> None:
        self.make = make
        self.fields = tuple(_stored_field(one) for one in fields(make))
        #: the values of all fields of a state at once
        self.values = attrgetter(*(one.name for one in self.fields))
        self.defaults = tuple(one.default for one in self.fields)

    def encode(self, state: object, found: dict[str, object]) -> None:
        """Add what differs from the defaults."""
        values = self.values(state)
        if values == self.defaults:
            return
        for value, one in zip(values, self.fields):  # noqa: B905 - the keyword costs more than the rest of the line
            if value != one.default:
                found[one.key] = value if one.write is None else one.write(value)


def _stored_field(one: Field[Any]) -> _Stored:
    told = one.metadata
    return _Stored(one.name, told["key"], told.get("default", one.default), told["read"], told["write"])


#: the parts of a record by their names
_PARTS = {
    "work": _Part(WorkState),
    "call": _Part(CallState),
    "wait": _Part(WaitState),
    "loop": _Part(LoopState),
    "gateway": _Part(GatewayState),
    "undo": _Part(UndoState),
}
_values = attrgetter("phase", "incident", *_PARTS)
_DEFAULTS = _values(TokenRecord())
_PHASES = {phase.value: phase for phase in Phase if phase}
_BY_KEY = {one.key: (name, one) for name, part in _PARTS.items() for one in part.fields}
#: every key that a stored record may have
KEYS = frozenset({"incident", *_PHASES, *_BY_KEY})


def encode(record: TokenRecord) -> dict[str, object]:
    """The record as it is stored; empty where nothing differs from the defaults."""
    found: dict[str, object] = {}
    values = _values(record)
    if values == _DEFAULTS:  # of most
        return found
    phase, incident, *states = values
    if phase is not Phase.ACTIVE:
        found[phase.value] = 1
    if incident is not None:
        found["incident"] = incident
    for state, part in zip(states, _PARTS.values()):  # noqa: B905 - as above
        if state is not None:
            part.encode(state, found)
    return found


def decode(found: object, *, element: str | None = None) -> TokenRecord:
    """The record that is stored so, of a token at `element`. Raises `SnapshotError` naming a key or value that no
    record has."""
    record = TokenRecord()
    if not isinstance(found, dict):
        raise SnapshotError(f"The token at “{element}” is stored with {found!r}, which is no record", element=element)
    for key, value in found.items():
        try:
            if key in _PHASES or key == "incident":
                _decode_plain(record, key, value)
            else:
                part, one = _BY_KEY[key]
                _decode_state(record, part, one, value)
        except KeyError:
            problem = f"with “{key}”, which this release doesn't know"
        except (ValueError, TypeError):
            problem = f"with {value!r} as “{key}”, which can't be read"
        else:
            continue
        raise SnapshotError(f"The token at “{element}” is stored {problem}", element=element)
    return record


def _decode_plain(record: TokenRecord, key: str, value: object) -> None:
    if key == "incident":
        record.incident = _fault(value)
        return
    if record.phase is not Phase.ACTIVE or not _flag(value):
        raise ValueError
    record.phase = _PHASES[key]


def _decode_state(record: TokenRecord, part: str, one: _Stored, value: object) -> None:
    state = getattr(record, part)
    if state is None:
        state = _PARTS[part].make()
        setattr(record, part, state)
    if value is not None or one.default is not None:
        setattr(state, one.name, one.read(value))
