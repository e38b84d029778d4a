"""A step that failed: seen by those who work on the case, tried again by a supervisor, and nothing lost meanwhile."""

from collections.abc import Callable
from uuid import UUID

import pytest

from app.data.cases import incident_store
from app.data.correspondence import notice_store
from app.data.database.transactions import transaction
from app.data.outbox import effect_store
from app.data.services import bundle_files
from app.policy.actors import Actor
from app.usecases.cases import case_steps
from app.usecases.intake import submission
from app.usecases.publishing import publication
from app.vocabulary import IncidentState, NoticeState, Role
from tests import factories
from tests.factories import LIBRARY_CARD, NOW, SAMPLES
from tests.integration.agencies import Agencies, Browser

#: before the decision another system is asked; nothing in the diagram says what to do when it doesn't answer
STRAIGHT = '<sequenceFlow id="to_decide" sourceRef="asked_for_card" targetRef="decide" />'
ASKING = """<serviceTask id="ask_registry" name="استعلام ثبت" miz:en="Registry inquiry" miz:connector="inquiry" />
<sequenceFlow id="to_registry" sourceRef="asked_for_card" targetRef="ask_registry" />
<sequenceFlow id="to_decide" sourceRef="ask_registry" targetRef="decide" />"""
IN_LANE = "<flowNodeRef>decide</flowNodeRef>"


@pytest.fixture
def library(open_agencies: Agencies) -> tuple[Actor, Actor, Actor]:
    """A clerk and a supervisor of the library, and a reader."""
    with transaction():
        unit = factories.make_unit(factories.make_agency())
        files = dict(bundle_files.read_folder(SAMPLES / "processes", SAMPLES / "forms", LIBRARY_CARD))
        drawn = files["process.bpmn"].replace(STRAIGHT, ASKING)
        files["process.bpmn"] = drawn.replace(IN_LANE, f"{IN_LANE}<flowNodeRef>ask_registry</flowNodeRef>")
        publication.publish(service_id=LIBRARY_CARD, files=files, note="", by=None, now=NOW)
        return (
            factories.make_clerk(unit),
            factories.make_clerk(unit, role=Role.SUPERVISOR, name="گلناز پارسا"),
            factories.make_citizen(),
        )


def failed_case(reader: Actor) -> tuple[UUID, UUID]:
    """A case whose inquiry was given up, and the incident."""
    with transaction():
        draft = submission.start_draft(service_id=LIBRARY_CARD, by=reader, now=NOW)
        submission.save_draft(draft_id=draft.id, typed={"branch": "ونک"}, unit_id=None, by=reader, now=NOW)
        case_id = submission.submit_request(draft_id=draft.id, by=reader, now=NOW).id
    with transaction():
        (asked,) = [effect for effect in effect_store.list_effects(case_id) if effect.task_id]
        case_steps.fail_call(case_id=case_id, task_id=str(asked.task_id), code="DOWN", message="پاسخی نیامد", now=NOW)
    with transaction():
        (incident,) = incident_store.list_open_incidents(case_id=case_id)
        return case_id, incident.id


def test_failed_step_is_retried_by_supervisors_only(
    library: tuple[Actor, Actor, Actor], sign_in: Callable[..., Browser]
) -> None:
    clerk, supervisor, reader = library
    case_id, incident_id = failed_case(reader)
    here = f"/worklist/cases/{case_id}"
    retry = f"{here}/incidents/{incident_id}/retry"

    page = sign_in(clerk).get(here).text
    assert ("استعلام ثبت" in page, "پاسخی نیامد" in page, retry in page) == (True, True, False)
    assert sign_in(clerk).post(retry).status_code == 403
    assert retry in sign_in(supervisor).get(here).text
    assert sign_in(supervisor).post(retry).status_code == 303

    with transaction():
        assert incident_store.get_incident(incident_id).state is IncidentState.RESOLVED
        assert len([effect for effect in effect_store.list_effects(case_id) if effect.task_id]) == 2
        assert [one for one in notice_store.list_notices(case_id) if one.state is NoticeState.FAILED] == []
