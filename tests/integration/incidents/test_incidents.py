"""Incidents: who sees them, and what trying again, a value by hand and giving up make of a case."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from app.data.cases import audit_log, incident_store
from app.data.cases.incident_store import IncidentFilter
from app.data.correspondence import notice_store
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.models import Message, Unit
from app.data.outbox import effect_store, timer_store
from app.jobs import runner
from app.policy.actors import Actor
from app.policy.errors import NotPermitted
from app.usecases.cases import case_steps
from app.usecases.errors import CaseClosed, ReasonMissing
from app.usecases.incidents import incidents
from app.usecases.incidents.errors import IncidentClosed, SendsInside
from app.vocabulary import CaseResult, CaseStatus, FailureCode, IncidentState, MessageState, Role
from tests import factories
from tests.factories import NOW
from tests.integration import small_services
from tests.integration.messages.test_messages import WAITS, letter, sent, together
from tests.integration.small_services import START, Place, diagram

ASKS = diagram(
    START + '<serviceTask id="ask" name="استعلام" miz:connector="registry"><extensionElements><miz:output '
    'name="owner" value="person.name"/></extensionElements></serviceTask><userTask id="after"/>',
    "start->ask, ask->after, after->end",
)
STUCK = diagram(START + '<exclusiveGateway id="x"/><userTask id="after"/>', "start->x, x->after: n > 5, after->end")


@dataclass(frozen=True)
class Menders:
    supervisor: Actor
    administrator: Actor
    stranger: Actor
    clerk: Actor


@pytest.fixture
def menders(place: Place) -> Menders:
    with transaction():
        unit = db.session.get_one(Unit, place.unit_id)
        elsewhere = factories.make_unit(factories.make_agency("elsewhere"))
        return Menders(
            supervisor=factories.make_clerk(unit, role=Role.SUPERVISOR),
            administrator=factories.make_clerk(unit, role=Role.ADMINISTRATOR),
            stranger=factories.make_clerk(elsewhere, role=Role.SUPERVISOR),
            clerk=factories.make_clerk(unit),
        )


def failed_case(place: Place, xml: bytes = ASKS, **data: object) -> tuple[UUID, UUID]:
    """A case with one open incident."""
    with transaction():
        small_services.publish("fails", xml, agency_id=place.agency_id)
    case_id = small_services.begin("fails", place.citizen, data)
    with transaction():
        for task_id in [effect.task_id for effect in effect_store.list_effects(case_id) if effect.task_id]:
            case_steps.fail_call(case_id=case_id, task_id=task_id, code="DOWN", message="no answer", now=NOW)
    (incident,) = small_services.incidents(case_id)
    incident_id = incident.id
    db.session.rollback()
    return case_id, incident_id


def kinds(case_id: UUID) -> list[str]:
    db.session.rollback()
    assert audit_log.chain_is_intact(case_id)
    return [event.kind for event in audit_log.list_events(case_id)]


def test_supervisor_and_administrator_see_it_others_do_not(place: Place, menders: Menders) -> None:
    _, incident_id = failed_case(place)
    seen = {
        name: [one.id for one in incidents.list_incidents(IncidentFilter(), by=who)]
        for name, who in vars(menders).items()
    }
    assert seen == {
        "supervisor": [incident_id],
        "administrator": [incident_id],
        "stranger": [],
        "clerk": [],
    }
    assert [incidents.count_incidents(who) for who in vars(menders).values()] == [1, 1, 0, 0]
    with pytest.raises(NotPermitted), transaction():
        incidents.get_failed(incident_id, by=menders.stranger, now=NOW)
    with pytest.raises(NotPermitted), transaction():
        incidents.retry(incident_id=incident_id, by=menders.clerk, now=NOW)


def test_the_answer_by_hand_goes_on_and_is_kept_with_its_reason(place: Place, menders: Menders) -> None:
    case_id, incident_id = failed_case(place)
    with transaction():
        assert set(incidents.get_failed(incident_id, by=menders.supervisor, now=NOW).wanted) == {"person"}
    with transaction():
        assert incidents.resolve(
            incident_id=incident_id,
            values={"person": {"name": "سارا"}},
            reason="تلفنی پرسیده شد",
            by=menders.supervisor,
            now=NOW,
        )
    assert small_services.standing(case_id).active_elements == ["after"]
    assert '"owner":"سارا"' in small_services.data_of(case_id)
    assert small_services.incidents(case_id) == []
    assert "incident:resolve" in kinds(case_id)
    assert "سارا" not in str([line.detail for line in audit_log.list_events(case_id)])
    db.session.rollback()
    with pytest.raises(IncidentClosed), transaction():
        incidents.resolve(incident_id=incident_id, values={}, reason="x", by=menders.supervisor, now=NOW)


def test_a_value_that_does_not_do_leaves_the_incident_and_nothing_half_done(place: Place, menders: Menders) -> None:
    case_id, incident_id = failed_case(place, STUCK, n=1)
    with transaction():
        assert not incidents.resolve(
            incident_id=incident_id, values={"n": 2}, reason="x", by=menders.supervisor, now=NOW
        )
    (incident,) = small_services.incidents(case_id)
    assert (incident.id, small_services.standing(case_id).active_elements) == (incident_id, ["x"])
    with transaction():
        assert incidents.resolve(
            incident_id=incident_id, values={"n": 6}, reason="x", by=menders.administrator, now=NOW
        )
    assert small_services.standing(case_id).active_elements == ["after"]


def test_without_a_reason_nothing_is_settled(place: Place, menders: Menders) -> None:
    case_id, incident_id = failed_case(place)
    with pytest.raises(ReasonMissing), transaction():
        incidents.resolve(incident_id=incident_id, values={}, reason="", by=menders.supervisor, now=NOW)
    with pytest.raises(ReasonMissing), transaction():
        incidents.give_up(incident_id=incident_id, ending=CaseResult.LAPSED, reason="", by=menders.supervisor, now=NOW)
    with pytest.raises(ReasonMissing), transaction():
        incidents.give_up(
            incident_id=incident_id, ending=CaseResult.GRANTED, reason="x", by=menders.supervisor, now=NOW
        )
    assert len(small_services.incidents(case_id)) == 1


def test_a_case_that_is_given_up_ends_and_tells_the_applicant_why(place: Place, menders: Menders) -> None:
    case_id, incident_id = failed_case(place)
    why = "سامانهٔ ثبت دیگر پاسخ نمی‌دهد."
    with transaction():
        incidents.give_up(incident_id=incident_id, ending=CaseResult.LAPSED, reason=why, by=menders.supervisor, now=NOW)
    case = small_services.standing(case_id)
    assert (case.status, case.result, case.closed_at) == (CaseStatus.CANCELLED, CaseResult.LAPSED, NOW)
    assert any(why in notice.text_fa for notice in notice_store.list_notices(case_id))
    assert small_services.incidents(case_id) == []
    assert "case:give-up" in kinds(case_id)
    with pytest.raises(CaseClosed), transaction():
        incidents.retry(incident_id=incident_id, by=menders.supervisor, now=NOW)


def test_no_applicant_is_sent_inside_as_a_case_is_given_up(place: Place, menders: Menders) -> None:
    case_id, incident_id = failed_case(place)
    with pytest.raises(SendsInside), transaction():
        incidents.give_up(
            incident_id=incident_id,
            ending=CaseResult.LAPSED,
            reason="به اتاق ۱۲ مراجعه کنید",
            by=menders.supervisor,
            now=NOW,
        )
    assert small_services.standing(case_id).closed_at is None


def test_what_fails_alike_is_counted_listed_and_tried_again_together(place: Place, menders: Menders) -> None:
    failing = [failed_case(place) for _ in range(3)]
    failed_case(place, STUCK, n=1)
    (cause,) = incidents.causes(menders.supervisor)
    assert (cause.count, cause.element) == (3, "ask")
    alike = incidents.list_alike(failing[1][1], by=menders.supervisor)
    assert set(alike) == {incident_id for _, incident_id in failing}
    listed = incidents.list_incidents(IncidentFilter(like=failing[1][1]), by=menders.supervisor)
    assert {one.id for one in listed} == set(alike)
    assert incidents.list_alike(failing[1][1], by=menders.administrator)
    db.session.rollback()
    with transaction():
        assert incidents.retry(incident_id=alike[0], by=menders.supervisor, now=NOW)
    assert len(incidents.list_alike(failing[1][1], by=menders.supervisor)) == 2


def test_the_list_is_filtered_by_service_and_age_and_paged(place: Place, menders: Menders) -> None:
    ids = [failed_case(place)[1] for _ in range(4)]
    db.session.rollback()
    first = incidents.list_incidents(IncidentFilter(size=3), by=menders.supervisor)
    assert len(first) == 4
    after = (first[2].opened_at, first[2].id)
    rest = incidents.list_incidents(IncidentFilter(after=after, size=3), by=menders.supervisor)
    assert {one.id for one in [*first[:3], *rest]} == set(ids)
    assert incidents.list_incidents(IncidentFilter(service_id="other"), by=menders.supervisor) == []
    assert incidents.list_incidents(IncidentFilter(before=NOW - timedelta(days=1)), by=menders.supervisor) == []
    assert len(incidents.list_incidents(IncidentFilter(before=NOW), by=menders.supervisor)) == 4
    assert incidents.services_with_incidents(menders.supervisor)[0].id == "fails"
    assert incident_store.services_with(incident_store.IncidentScope(frozenset(), frozenset())) == []


def test_two_people_who_try_again_at_the_same_moment_ask_once(place: Place, menders: Menders) -> None:
    for _ in range(4):
        case_id, incident_id = failed_case(place)

        def again(incident_id: UUID = incident_id) -> object:
            try:
                with transaction():
                    return incidents.retry(incident_id=incident_id, by=menders.supervisor, now=NOW)
            except IncidentClosed:
                return "late"

        assert sorted(map(str, together(again, again))) == ["True", "late"]
        calls = [effect for effect in effect_store.list_effects(case_id) if effect.task_id]
        assert len(calls) == 2
        db.session.rollback()


TIMED = diagram(
    START + '<intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>PT1H</timeDuration>'
    '</timerEventDefinition></intermediateCatchEvent><userTask id="after"/>',
    "start->t, t->after, after->end",
)
LATER = NOW + timedelta(hours=1)


def test_a_fault_that_nobody_foresaw_is_an_incident_and_the_case_rests(
    place: Place, menders: Menders, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction():
        small_services.publish("timed", TIMED, agency_id=place.agency_id)
    case_id = small_services.begin("timed", place.citizen)
    before = small_services.standing(case_id).snapshot
    db.session.rollback()

    with monkeypatch.context() as broken:
        broken.setattr(case_steps.engine, "fire_timers", _breaks)
        runner.drain(LATER)
        runner.drain(LATER + timedelta(minutes=20))
    (incident,) = small_services.incidents(case_id)
    assert incident.cause == "Unforeseen fault: ZeroDivisionError: as a bug would"
    assert (incident.code, incident.parameters["error"]) == (FailureCode.UNFORESEEN_FAULT, "ZeroDivisionError")
    assert small_services.standing(case_id).snapshot == before
    assert timer_store.list_due_cases(now=LATER + timedelta(minutes=29)) == []
    db.session.rollback()

    with transaction():
        assert incidents.retry(incident_id=incident.id, by=menders.supervisor, now=LATER + timedelta(minutes=21))
    assert small_services.standing(case_id).active_elements == ["after"]
    assert incident_store.get_incident(incident.id).state is IncidentState.RESOLVED
    db.session.rollback()


def _breaks(*_: object, **__: object) -> None:
    raise ZeroDivisionError("as a bug would")


def test_an_answer_that_cannot_be_recorded_is_left_to_a_person_in_the_end(
    place: Place, menders: Menders, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction():
        once_more = ASKS.replace(b'"registry"', b'"registry" miz:retries="1"')
        small_services.publish("asks", once_more, agency_id=place.agency_id)
    case_id = small_services.begin("asks", place.citizen)
    moment = NOW
    with monkeypatch.context() as broken:
        broken.setattr(case_steps.engine, "fail_call", _breaks)
        for _ in range(4):
            moment += timedelta(hours=7)
            runner.drain(moment)
    (incident,) = small_services.incidents(case_id)
    assert incident.code is FailureCode.UNFORESEEN_FAULT
    db.session.rollback()
    with transaction():
        incidents.retry(incident_id=incident.id, by=menders.supervisor, now=moment)
    runner.drain(moment + timedelta(days=1))
    (incident,) = small_services.incidents(case_id)
    assert incident.code is FailureCode.CONNECTOR_UNKNOWN
    db.session.rollback()


def test_a_message_that_cannot_be_handed_over_is_an_incident_and_comes_again_with_the_retry(
    place: Place, menders: Menders, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction():
        small_services.publish("waits", WAITS, agency_id=place.agency_id)
    case_id = small_services.begin("waits", place.citizen, {"k": "A"})
    row_id = sent(letter("A"))
    with monkeypatch.context() as broken:
        broken.setattr(case_steps.engine, "deliver", _breaks)
        runner.drain(NOW)
        runner.drain(NOW + timedelta(minutes=20))
    (incident,) = small_services.incidents(case_id)
    assert incident.cause == "Unforeseen fault: ZeroDivisionError: as a bug would"
    assert small_services.standing(case_id).active_elements == ["r"]
    db.session.rollback()

    moment = NOW + timedelta(minutes=21)
    with transaction():
        incidents.retry(incident_id=incident.id, by=menders.supervisor, now=moment)
    runner.drain(moment)

    assert small_services.standing(case_id).active_elements == ["after"]
    with transaction():
        message = db.session.get_one(Message, row_id)
        assert (message.state, message.error, message.case_id) == (MessageState.DELIVERED, None, case_id)
        assert audit_log.chain_is_intact(case_id)
