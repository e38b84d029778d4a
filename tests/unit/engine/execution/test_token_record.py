"""The stored form of a token's record: what is written, what is read, and what is refused by name."""

import json
from pathlib import Path

import pytest

from engine import IncidentCode, SnapshotError
from engine.execution.token_record import (
    KEYS,
    CallState,
    Completed,
    Fault,
    GatewayState,
    LoopState,
    Phase,
    TokenRecord,
    ToUndo,
    UndoState,
    WaitState,
    WorkState,
    decode,
    encode,
)

STORED = Path(__file__).parents[3] / "samples" / "snapshots" / "format-3"
NOON = "2026-05-02T12:00:00+00:00"

#: every field with another value than its default, and the text that is stored for it
WRITTEN = [
    (TokenRecord(), "{}"),
    (TokenRecord(work=WorkState(), wait=WaitState(), undo=UndoState()), "{}"),
    (TokenRecord(Phase.LISTENING), '{"listens":1}'),
    (TokenRecord(Phase.PARKED), '{"parked":1}'),
    (TokenRecord(Phase.DONE), '{"done":1}'),
    (
        TokenRecord(incident=Fault("Round", None, IncidentCode.ENDLESS_LOOP, {})),
        '{"incident":["Round",null,"endless-loop",{}]}',
    ),
    (
        TokenRecord(incident=Fault("No way", "a > 1", IncidentCode.NO_WAY_OUT, {"element": "x"})),
        '{"incident":["No way","a > 1","no-way-out",{"element":"x"}]}',
    ),
    (
        TokenRecord(work=WorkState(NOON, ("ali",), "case")),
        '{"by":"2026-05-02T12:00:00+00:00","who":["ali"],"unit":"case"}',
    ),
    (TokenRecord(call=CallState(2, {})), '{"tries":2,"answer":{}}'),
    (
        TokenRecord(wait=WaitState(NOON, "PT1H", 3, NOON)),
        '{"due":"2026-05-02T12:00:00+00:00","every":"PT1H","left":3,"until":"2026-05-02T12:00:00+00:00"}',
    ),
    (TokenRecord(wait=WaitState(key="k", held=True, received=(0, 2))), '{"key":"k","held":1,"came":[0,2]}'),
    (
        TokenRecord(loop=LoopState(3, 2, 4, [1], [None], 2)),
        '{"begun":3,"ended":2,"total":4,"items":[1],"out":[null],"tested":2}',
    ),
    (TokenRecord(loop=LoopState(total=0, complete=True, seen=0)), '{"total":0,"complete":1,"seen":0}'),
    (TokenRecord(gateway=GatewayState(("f1", ""), starting=False)), '{"used":["f1",""],"starting":false}'),
    (
        TokenRecord(undo=UndoState([Completed("a", [Completed("b", [], {"x": 1})], {})])),
        '{"log":[["a",[["b",0,{"x":1}]],0]]}',
    ),
    (TokenRecord(undo=UndoState(entries=[])), '{"undo":[]}'),
    (TokenRecord(undo=UndoState(entries=[ToUndo(4, Completed("a", [], {}))])), '{"undo":[[4,"a",0,0]]}'),
    (TokenRecord(undo=UndoState(undoes=(7, "a"), inside=[])), '{"for":[7,"a"],"nested":[]}'),
    (TokenRecord(undo=UndoState(undone=True, detached=True, cancels=True)), '{"undone":1,"alone":1,"cancels":1}'),
]


@pytest.mark.parametrize(("record", "text"), WRITTEN, ids=[text for _, text in WRITTEN])
def test_what_differs_from_the_defaults_is_written_and_read_again(record, text):
    assert json.dumps(encode(record), separators=(",", ":")) == text
    assert encode(decode(json.loads(text))) == encode(record)


def test_each_field_that_is_read_is_written_somewhere_above():
    assert {key for _, text in WRITTEN for key in json.loads(text)} == KEYS


@pytest.mark.parametrize("text", ['{"key":null,"unit":null,"left":null,"held":false}', '{"starting":true}'])
def test_what_the_first_releases_wrote_of_a_default_is_read_as_that(text):
    assert encode(decode(json.loads(text))) == {}


def test_an_incident_that_was_stored_without_a_code_gets_it_as_it_is_read():
    assert decode({"incident": ["No way out of “x”: none", "a > 1"]}).incident == Fault(
        "No way out of “x”: none", "a > 1", IncidentCode.NO_WAY_OUT, {"element": "x"}
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('{"arms":1}', "arms"),
        ('{"listens":0}', "listens"),
        ('{"listens":1,"done":1}', "done"),
        ('{"incident":["x"]}', "incident"),
        ('{"incident":["x",null,"no-such-code",{}]}', "no-such-code"),
        ('{"incident":["x",null,"no-way-out"]}', "incident"),
        ('{"incident":["x",null,"no-way-out",[]]}', "incident"),
        ('{"due":"tomorrow"}', "tomorrow"),
        ('{"due":"2026-05-02T12:00:00"}', "due"),
        ('{"due":5}', "due"),
        ('{"tries":"1"}', "tries"),
        ('{"tries":null}', "tries"),
        ('{"answer":[]}', "answer"),
        ('{"who":[1]}', "who"),
        ('{"held":2}', "held"),
        ('{"log":[["a"]]}', "log"),
        ('{"undo":[["a",0,0]]}', "undo"),
        ('{"for":["a",1]}', "for"),
        ("[1]", "[1]"),
    ],
)
def test_what_no_record_has_is_refused_by_name(text, named):
    with pytest.raises(SnapshotError, match="“a”") as refused:
        decode(json.loads(text), element="a")
    assert named in str(refused.value)
    assert refused.value.element == "a"


def test_a_copy_shares_no_state():
    record = TokenRecord(Phase.LISTENING, wait=WaitState(key="k"))
    copy = record.copy()
    copy.wait.key = "other"
    assert (copy.phase, record.wait.key) == (Phase.LISTENING, "k")


@pytest.mark.parametrize(
    ("state", "undoing"),
    [
        (None, False),
        (UndoState(undone=True), False),
        (UndoState(entries=[]), True),
        (UndoState(undoes=(1, "a")), True),
        (UndoState(inside=[]), True),
    ],
)
def test_undoing_is_told(state, undoing):
    assert TokenRecord(undo=state).undoing is undoing


def test_every_key_occurs_in_a_stored_case():
    """So that what earlier releases stored of each is run to its end by `test_stored_cases`."""
    found = set()
    for file in STORED.glob("*.json"):
        for step in json.loads(file.read_text(encoding="utf-8"))["walk"]:
            _, _, _, _, _, rows, sublevels, *_ = json.loads(step["snapshot"].partition("\n")[2])
            for row in [*rows, *(row for _, inner, _ in sublevels for row in inner)]:
                found |= set(row[4] or ()) if len(row) > 4 else set()
    assert found == KEYS
