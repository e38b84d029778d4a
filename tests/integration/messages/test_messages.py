"""Messages find the one case that waits for them, whichever came first; nothing wakes another's case or is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.data.cases import audit_log, case_store, retention
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.outbox import mailbox
from app.jobs import runner
from app.usecases.background import message_correlation
from app.usecases.cases import case_steps
from app.usecases.messages import outgoing
from app.usecases.messages.errors import MessageIdTaken
from app.usecases.messages.outgoing import IncomingMessage
from app.vocabulary import CaseStatus, FailureCode, MessageState
from tests.contexts import in_own_context
from tests.factories import NOW
from tests.integration import small_services
from tests.integration.small_services import START, Place, diagram

WAITS = diagram(
    START + '<receiveTask id="r" name="paid" miz:key="k"/><userTask id="after"/>', "start->r, r->after, after->end"
)


def letter(key: str, number: int = 1, *, name: str = "paid", message_id: str = "", **data: object) -> IncomingMessage:
    life = timedelta(days=1)
    return IncomingMessage("bank", message_id or f"{key}/{number}", name, key, {"number": number, **data}, life)


def sent(one: IncomingMessage) -> UUID:
    with transaction():
        return outgoing.accept_message(one, now=NOW).id


def elements(case_id: UUID) -> list[str]:
    return [str(element) for element in small_services.standing(case_id).active_elements]


def test_a_message_wakes_the_case_of_its_key_and_no_other(place: Place) -> None:
    with transaction():
        small_services.publish("waits", WAITS, agency_id=place.agency_id)
    one, two = (small_services.begin("waits", place.citizen, {"k": key}) for key in ("A", "B"))

    row = sent(letter("B", 7))
    small_services.drain()

    assert (elements(one), elements(two)) == (["r"], ["after"])
    assert '"number":7' in small_services.data_of(two)
    with transaction():
        message = mailbox.get_message_for_update(row)
        assert (message.state, message.case_id) == (MessageState.DELIVERED, two)
        assert audit_log.chain_is_intact(two)


def test_without_a_key_the_tracking_code_is_the_address(place: Place) -> None:
    with transaction():
        small_services.publish("waits", WAITS.replace(b' miz:key="k"', b""), agency_id=place.agency_id)
    one, two = (small_services.begin("waits", place.citizen) for _ in "12")

    sent(letter(small_services.standing(two).tracking_code))
    small_services.drain()

    assert (elements(one), elements(two)) == (["r"], ["after"])


def test_a_message_that_came_first_waits_for_its_receiver(place: Place) -> None:
    with transaction():
        small_services.publish("waits", WAITS, agency_id=place.agency_id)
    sent(letter("A", 3))
    small_services.drain()

    case_id = small_services.begin("waits", place.citizen, {"k": "A"})
    small_services.drain()

    assert elements(case_id) == ["after"]


def test_a_message_that_nobody_wants_lapses_when_its_time_is_over(place: Place) -> None:
    row = sent(letter("A"))
    runner.drain(NOW + timedelta(hours=23))
    with transaction():
        assert mailbox.get_message_for_update(row).state is MessageState.WAITING
    runner.drain(NOW + timedelta(days=1))
    with transaction():
        assert mailbox.get_message_for_update(row).state is MessageState.LAPSED
        small_services.publish("waits", WAITS, agency_id=place.agency_id)
    case_id = small_services.begin("waits", place.citizen, {"k": "A"})
    runner.drain(NOW + timedelta(days=2))
    assert elements(case_id) == ["r"]


def test_sent_twice_it_is_one_message(place: Place) -> None:
    with transaction():
        small_services.publish("waits", WAITS, agency_id=place.agency_id)
    one = small_services.begin("waits", place.citizen, {"k": "A"})
    assert sent(letter("A", 1)) == sent(letter("A", 1))
    small_services.drain()
    assert sent(letter("A", 1))
    small_services.drain()
    two = small_services.begin("waits", place.citizen, {"k": "A"})
    small_services.drain()
    assert (elements(one), elements(two)) == (["after"], ["r"])


def test_an_id_that_was_used_for_another_message_is_refused(place: Place) -> None:
    sent(letter("A", 1, message_id="x"))
    with pytest.raises(MessageIdTaken):
        sent(letter("A", 2, message_id="x"))


def test_the_second_receiver_of_a_key_is_an_incident_and_goes_on_when_the_first_has_left(place: Place) -> None:
    with transaction():
        small_services.publish("waits", WAITS, agency_id=place.agency_id)
    one, two = (small_services.begin("waits", place.citizen, {"k": "A"}) for _ in "12")

    assert (small_services.incidents(one), elements(two)) == ([], ["r"])
    (incident,) = small_services.incidents(two)
    assert incident.element == "r"
    assert incident.cause.startswith("Another case waits for this message: “paid”, key “A”")
    assert (incident.code, incident.parameters["key"]) == (FailureCode.MESSAGE_KEY_TAKEN, "A")

    sent(letter("A", 1))
    small_services.drain()
    assert (elements(one), elements(two)) == (["after"], ["r"])

    retried(incident.id, place)
    assert small_services.incidents(two) == []
    sent(letter("A", 2))
    small_services.drain()
    assert elements(two) == ["after"]


def test_a_retry_while_the_key_is_still_taken_leaves_the_incident(place: Place) -> None:
    with transaction():
        small_services.publish("waits", WAITS, agency_id=place.agency_id)
    _, two = (small_services.begin("waits", place.citizen, {"k": "A"}) for _ in "12")
    (incident,) = small_services.incidents(two)
    retried(incident.id, place)
    assert [one.id for one in small_services.incidents(two)] == [incident.id]


def retried(incident_id: UUID, place: Place) -> None:
    with transaction():
        case_steps.retry_incident(incident_id=incident_id, by=place.citizen, now=NOW)


def test_two_tokens_of_one_case_take_two_messages_one_after_the_other(place: Place) -> None:
    xml = diagram(
        START + '<parallelGateway id="f"/><receiveTask id="r" name="paid"/><receiveTask id="q" name="paid"/>'
        '<userTask id="a"/><userTask id="b"/>',
        "start->f, f->r, f->q, r->a, q->b, a->end, b->end",
    )
    with transaction():
        small_services.publish("waits", xml, agency_id=place.agency_id)
    case_id = small_services.begin("waits", place.citizen)
    code = small_services.standing(case_id).tracking_code
    assert small_services.incidents(case_id) == []

    sent(letter(code, 1))
    small_services.drain()
    assert sorted(elements(case_id)) in (["a", "q"], ["b", "r"])
    sent(letter(code, 2))
    small_services.drain()
    assert sorted(elements(case_id)) == ["a", "b"]


SENDS = diagram(
    START + '<intermediateThrowEvent id="t"><extensionElements><miz:input name="amount" value="amount"/>'
    '</extensionElements><messageEventDefinition messageRef="m" miz:key="to"/>'
    '</intermediateThrowEvent><userTask id="rest"/>',
    "start->t, t->rest, rest->end",
    roots='<message id="m" name="paid"/>',
)


def test_a_case_sends_a_message_to_another_one(place: Place) -> None:
    with transaction():
        small_services.publish("waits", WAITS, agency_id=place.agency_id)
        small_services.publish("sends", SENDS, agency_id=place.agency_id)
    receivers = {key: small_services.begin("waits", place.citizen, {"k": key}) for key in "AB"}

    sender = small_services.begin("sends", place.citizen, {"to": "B", "amount": 5})
    small_services.drain()

    assert (elements(receivers["A"]), elements(receivers["B"])) == (["r"], ["after"])
    assert '"amount":5' in small_services.data_of(receivers["B"])
    assert '"to"' not in small_services.data_of(receivers["B"])
    (message,) = small_services.messages(sender)
    assert (message.from_case_id, message.case_id) == (sender, receivers["B"])
    kinds = [event.kind for event in audit_log.list_events(sender)]
    assert "message:send" in kinds


def test_what_a_message_said_goes_when_its_case_is_anonymised(place: Place) -> None:
    with transaction():
        small_services.publish("waits", WAITS, agency_id=place.agency_id)
        small_services.publish("sends", SENDS, agency_id=place.agency_id)
    receiver = small_services.begin("waits", place.citizen, {"k": "B"})
    small_services.begin("sends", place.citizen, {"to": "B", "amount": 5})
    small_services.drain()
    with transaction():
        case = case_store.get_for_update(receiver)
        case.status, case.closed_at = CaseStatus.CANCELLED, NOW
        retention.anonymise(case, nobody_id=retention.nobody(now=NOW), now=NOW)
    assert [message.payload for message in small_services.messages(receiver)] == [{}]
    db.session.rollback()


BEGINS = diagram(
    '<startEvent id="come"><messageEventDefinition messageRef="m"/></startEvent><endEvent id="end"/>'
    '<userTask id="look"/>',
    "come->look, look->end",
    roots='<message id="m" name="paid"/>',
)


def test_a_message_begins_a_case_of_the_service_that_begins_by_it(place: Place) -> None:
    with transaction():
        small_services.publish("begins", BEGINS, agency_id=place.agency_id)
        small_services.publish("sends", SENDS, agency_id=place.agency_id)
    sender = small_services.begin("sends", place.citizen, {"to": "B", "amount": 5})
    small_services.drain()

    (message,) = small_services.messages(sender)
    assert message.case_id is not None
    begun = small_services.standing(message.case_id)
    assert (begun.service_id, begun.applicant_id, begun.status) == (
        "begins",
        place.citizen.person_id,
        CaseStatus.IN_REVIEW,
    )
    assert elements(begun.id) == ["look"]
    assert audit_log.chain_is_intact(begun.id)


def test_a_message_from_outside_begins_a_case_only_if_it_says_for_whom(place: Place) -> None:
    with transaction():
        small_services.publish("begins", BEGINS, agency_id=place.agency_id)
    nobodys = sent(letter("x"))
    small_services.drain()
    with transaction():
        assert mailbox.get_message_for_update(nobodys).state is MessageState.WAITING
    somebodys = sent(IncomingMessage("bank", "2", "paid", "", {}, timedelta(days=1), place.citizen.person_id))
    small_services.drain()
    with transaction():
        message = mailbox.get_message_for_update(somebodys)
        assert (message.state, message.case_id is None) == (MessageState.DELIVERED, False)


LISTENS = diagram(
    START + '<intermediateCatchEvent id="r"><signalEventDefinition signalRef="s"/></intermediateCatchEvent>'
    '<userTask id="after"/>',
    "start->r, r->after, after->end",
    roots='<signal id="s" name="flood"/>',
)
CALLS_OUT = diagram(
    START + '<intermediateThrowEvent id="t"><signalEventDefinition signalRef="s"/></intermediateThrowEvent>'
    '<userTask id="rest"/>',
    "start->t, t->rest, rest->end",
    roots='<signal id="s" name="flood"/>',
)


def test_a_signal_reaches_every_case_that_listens_and_no_other(place: Place) -> None:
    with transaction():
        small_services.publish("listens", LISTENS, agency_id=place.agency_id)
        small_services.publish("deaf", LISTENS.replace(b'name="flood"', b'name="fire"'), agency_id=place.agency_id)
        small_services.publish("calls", CALLS_OUT, agency_id=place.agency_id)
    listeners = [small_services.begin("listens", place.citizen) for _ in "123"]
    deaf = small_services.begin("deaf", place.citizen)

    small_services.begin("calls", place.citizen)
    small_services.drain()

    assert [elements(case_id) for case_id in listeners] == [["after"]] * 3
    assert elements(deaf) == ["r"]
    late = small_services.begin("listens", place.citizen)
    small_services.drain()
    assert elements(late) == ["r"]


def test_a_signal_begins_cases_too(place: Place) -> None:
    begins = BEGINS.replace(b'messageEventDefinition messageRef="m"', b'signalEventDefinition signalRef="s"')
    begins = begins.replace(b'<message id="m" name="paid"/>', b'<signal id="s" name="flood"/>')
    with transaction():
        small_services.publish("begins", begins, agency_id=place.agency_id)
        small_services.publish("calls", CALLS_OUT, agency_id=place.agency_id)
    before = _cases()
    small_services.begin("calls", place.citizen)
    small_services.drain()
    small_services.drain()
    assert _cases() == before + 2


def _cases() -> int:
    db.session.rollback()
    return case_store.count_cases()


def together(first: Callable[[], object], second: Callable[[], object]) -> list[object]:
    """Both at the same moment, in two threads with sessions of their own."""
    ready = Barrier(2)

    @in_own_context
    def run(act: Callable[[], object]) -> object:
        ready.wait(timeout=10)
        return act()

    with ThreadPoolExecutor(2) as pool:
        return [one.result(timeout=60) for one in [pool.submit(run, first), pool.submit(run, second)]]


def test_two_cases_that_ask_for_one_key_at_the_same_moment_are_a_receiver_and_an_incident(place: Place) -> None:
    with transaction():
        small_services.publish("waits", WAITS, agency_id=place.agency_id)
    for round_ in range(5):
        key = f"K{round_}"
        cases = together(*([lambda key=key: small_services.begin("waits", place.citizen, {"k": key})] * 2))  # type: ignore[misc]
        assert sorted(len(small_services.incidents(UUID(str(case_id)))) for case_id in cases) == [0, 1]


def test_passed_on_twice_at_the_same_moment_it_arrives_once(place: Place) -> None:
    with transaction():
        small_services.publish("waits", WAITS, agency_id=place.agency_id)
    for round_ in range(5):
        case_id = small_services.begin("waits", place.citizen, {"k": f"K{round_}"})
        row = sent(letter(f"K{round_}", round_))

        def once(row: UUID = row) -> MessageState:
            with transaction():
                return message_correlation.pass_on(row_id=row, now=NOW)

        assert together(once, once) == [MessageState.DELIVERED] * 2
        assert [e.kind for e in audit_log.list_events(case_id)].count("message:deliver") == 1
        db.session.rollback()


def test_a_wait_that_begins_while_the_message_is_passed_on_misses_nothing(place: Place) -> None:
    with transaction():
        small_services.publish("waits", WAITS, agency_id=place.agency_id)
    for round_ in range(5):
        row = sent(letter(f"K{round_}", round_))

        def pass_on(row: UUID = row) -> MessageState:
            with transaction():
                return message_correlation.pass_on(row_id=row, now=NOW)

        _, case_id = together(pass_on, lambda n=round_: small_services.begin("waits", place.citizen, {"k": f"K{n}"}))  # type: ignore[misc]
        runner.drain(NOW + timedelta(minutes=5))
        assert elements(UUID(str(case_id))) == ["after"]


KEYS = st.sampled_from(["A", "B", "C"])
EVENT = st.one_of(st.tuples(st.just("wait"), KEYS), st.tuples(st.just("send"), KEYS), st.tuples(st.just("drain"), KEYS))


@given(events=st.lists(EVENT, max_size=14))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_any_order_every_case_takes_messages_of_its_own_key_only_and_each_message_once(
    place: Place, events: list[tuple[str, str]]
) -> None:
    """A message for B never wakes A; of several waiting cases of one key the first takes it, the others are told."""
    run = next(_runs)
    with transaction():
        small_services.publish("waits", WAITS, agency_id=place.agency_id)
    cases: list[tuple[str, UUID]] = []
    sent_of: dict[str, list[int]] = {}
    for number, (what, key) in enumerate(events):
        if what == "wait":
            cases.append((key, small_services.begin("waits", place.citizen, {"k": f"{run}{key}"})))
        elif what == "send":
            sent(letter(f"{run}{key}", number))
            sent_of.setdefault(key, []).append(number)
        else:
            small_services.drain()
    small_services.drain()
    for key in "ABC":
        taken = [small_services.data_of(case_id) for its_key, case_id in cases if its_key == key]
        numbers = [
            n for n in range(len(events)) for data in taken if f'"number":{n},' in data or f'"number":{n}}}' in data
        ]
        assert len(numbers) == len(set(numbers))
        assert set(numbers) <= set(sent_of.get(key, []))
        waiting = [case_id for its_key, case_id in cases if its_key == key and elements(case_id) == ["r"]]
        unmet = [case_id for case_id in waiting if not small_services.incidents(case_id)]
        assert len(unmet) <= 1
        if unmet:
            assert len(numbers) == len(sent_of.get(key, []))


_runs = iter(range(1_000_000))
