"""Snapshots: the state of a case without its specification, as a line that names format and checksum, then compact
JSON.

Only what lives is stored: tokens that wait, listeners, variables, and what can still be undone. What has left is in the
trace that each step returned, so a case that goes round a thousand times has the snapshot of one that goes round
once.

The format, version 4. First line: `MIZ4`, a space, CRC-32 of the rest in eight hexadecimal digits. Then a JSON list:

| place | what | |
|---|---|---|
| 0 | id of the process | |
| 1 | key of the case, the part of its task ids before the hyphen | |
| 2 | number of the latest token | |
| 3 | state | a value of `CaseState`; incidents are told from the tokens |
| 4 | variables of the case | object |
| 5 | tokens of the case | list of tokens |
| 6 | scopes inside, the outer ones first | each [number of the owning token, tokens, own variables or null] |
| 7 | what was completed and can be undone | absent where that and 8 are empty; see `Completed` |
| 8 | correlation keys that a message has fixed, by id | absent where empty |

A token is a list without its trailing zeros: its number, the name of its node, the state of the library's task
(`TaskState`), the number of its parent token, its record (`engine.execution.token_record`), the flow by which it came
to a gateway that joins, variables of its own, 1 where these keep what is written to them (an instance of a
multi-instance activity), and what a spec of somebody else's keeps with its task (`Task.internal_data`)."""

import json
import zlib
from datetime import UTC, datetime
from typing import Any

from engine.errors import NotJson, SnapshotError, UnknownSnapshotVersion
from engine.execution.case import Case, InnerScope
from engine.execution.event_definitions import FIRED, PAYLOAD
from engine.execution.gateways import Join
from engine.execution.kernel import Scope, Token
from engine.execution.program import Definition
from engine.execution.subprocesses import CallActivity
from engine.execution.token_record import decode, encode, read_log, write_log
from engine.execution.variables import Variables
from engine.model import CaseState
from engine.time import NaiveMoment, WorkingCalendar

#: the format that this release writes
VERSION = 4
#: the formats that it reads; version 1 has no log of what can be undone, version 2 no correlation keys, version 3
#: incidents without a code
READABLE = (1, 2, 3, 4)
_MAGIC = b"MIZ"
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False)


def dump(case: Case) -> bytes:
    """The state of the case. Raises `NotJson` where the data hold text that can't be encoded."""
    try:
        text = _JSON.encode(state_of(case)).encode()
    except (UnicodeEncodeError, ValueError, TypeError, RecursionError) as error:
        raise NotJson(f"Case data must be JSON: {error}") from error
    return b"%s%d %08x\n" % (_MAGIC, VERSION, zlib.crc32(text)) + text


def state_of(case: Case) -> list[Any]:
    """The same as a list, see above; it shares the data of the case."""
    inner_scopes = [
        [
            scope.owner.number,
            _rows(scope),
            scope.variables.local if scope.variables is not scope.owner.variables else None,
        ]
        for scope in case.subprocesses.values()
    ]
    body = [
        case.definition.process_id,
        case.key,
        case.counter,
        case.state,
        case.variables.local,
        _rows(case),
        inner_scopes,
    ]
    if case.undoable or case.correlations:
        body.append(write_log(case.undoable))
    if case.correlations:
        body.append(case.correlations)
    return body


def load(definition: Definition, snapshot: bytes, *, now: datetime, calendar: WorkingCalendar) -> Case:
    """The case as it was. Raises `UnknownSnapshotVersion`, or `SnapshotError` for what is damaged or of another
    process, and `NaiveMoment`."""
    if now.tzinfo is None:
        raise NaiveMoment
    case = case_of(definition, _body(snapshot), now=now, calendar=calendar)
    case.meter.held = len(snapshot)
    return case


def case_of(definition: Definition, body: list[Any], *, now: datetime, calendar: WorkingCalendar) -> Case:
    """The case that has this state; it takes the data over. Raises `SnapshotError`."""
    process_id, key, counter, state, data, rows, inner_scopes, *more = body
    if process_id != definition.process_id:
        raise SnapshotError(f"The state is of the process “{process_id}”", process=process_id)
    case = Case(definition, key=key, now=now.astimezone(UTC), calendar=calendar, begun=True)
    case.variables.local = data
    case.counter = counter
    case.correlations = more[1] if len(more) > 1 else {}
    try:
        case.undoable = read_log(more[0]) if more else []
        case.state = CaseState(state)
        case.completed = case.state is not CaseState.RUNNING
        made = _tokens(case, rows)
        for owner, inner, local in inner_scopes:
            scope = InnerScope.go_on(made[owner], _inside(made[owner], local))
            made |= _tokens(scope, inner)
    except (KeyError, AttributeError, TypeError, ValueError) as error:
        raise SnapshotError(f"The state doesn't fit the definition: {error}", process=process_id) from error
    return case


def _inside(owner: Token, local: dict[str, object] | None) -> Variables:
    """The variables of the scope inside a token."""
    node = owner.task_spec
    if local is None:
        return owner.variables
    return node.variables_of(local, owner) if isinstance(node, CallActivity) else Variables(local, owner.variables)


def _body(snapshot: bytes) -> Any:
    head, _, text = snapshot.partition(b"\n")
    version, _, checksum = head.removeprefix(_MAGIC).partition(b" ")
    if not head.startswith(_MAGIC) or not version.isdigit() or len(version) > 9:
        raise SnapshotError
    if int(version) not in READABLE:
        raise UnknownSnapshotVersion(f"The stored state is of format {int(version)}; this release knows {VERSION}")
    if checksum != b"%08x" % zlib.crc32(text):
        raise SnapshotError("The stored state is damaged")
    try:
        body = json.loads(text.decode())
        _process_id, _key, _counter, _state, _data, _rows_of_case, _sublevels, *_log = body
    except (ValueError, TypeError) as error:
        raise SnapshotError("The stored state is damaged") from error
    return body


def _rows(scope: Scope) -> list[list[object]]:
    return [row_of(token) for token in scope.live()]


def row_of(token: Token) -> list[object]:
    node, host = token.task_spec, token.host
    around = token.workflow.variables if host is None else host.variables
    own = node.is_instance or token.variables is not around
    row: list[object] = [
        token.number,
        node.name,
        token.stored_state,
        0 if host is None else host.number,
        encode(token.record) or 0,
        token.flow if isinstance(node, Join) else 0,
        token.variables.local if own else 0,
        int(token.variables.sealed) if node.is_instance else 0,
        _kept(token) if token.internal_data else 0,
    ]
    while not row[-1]:
        row.pop()
    return row


def _kept(token: Token) -> dict[str, object] | int:
    """What is kept with the task between steps. What only says that an event happens is no part of that."""
    return {key: value for key, value in token.internal_data.items() if key not in (FIRED, PAYLOAD)} or 0


def _tokens(scope: Scope, rows: list[list[Any]]) -> dict[int, Token]:
    """Tokens by number. Raises KeyError for a node or parent that isn't there."""
    made: dict[int, Token] = {}
    for number, name, state, parent, memo, flow, local, sealed, kept in ((*row, *PADDING[len(row) :]) for row in rows):
        owner = made[parent] if parent else None
        outer = scope.variables if owner is None else owner.variables
        own = local or scope.spec.task_specs[name].is_instance
        variables = Variables(local or {}, outer, sealed=bool(sealed)) if own else outer
        node, place = scope.spec.task_specs[name], owner or scope.task_tree
        token = Token(scope, node, place, state, number=number, variables=variables)
        token.flow = flow or None
        token.triggered = owner is not None
        if memo:
            token.record = decode(memo, element=node.bpmn_id)
        if kept:
            token.internal_data = {**kept}
        token.go_on()
        made[number] = token
    return made


PADDING = (0, "", 4, 0, 0, 0, 0, 0, 0)
