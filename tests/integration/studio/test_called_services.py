"""A service that calls another one: published with it, applied for, worked on, and kept to what it began with."""

import re
from collections.abc import Mapping
from uuid import UUID

import pytest

from app.data.cases import case_store, item_store
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.services import service_store
from app.data.services.bundle_zips import write_zip
from app.usecases.casework import work_items
from app.usecases.intake import submission
from app.usecases.publishing import bundle_upload, publication
from app.usecases.publishing.errors import GateRefused
from app.usecases.services import versions
from app.vocabulary import CaseResult, CaseStatus
from tests.factories import LIBRARY_CARD, NOW
from tests.integration.studio.library_agency import Library, sample

FAMILY_CARD = "family-card"
TASK = re.compile(r'<userTask id="decide".*?/>|<boundaryEvent.*?</boundaryEvent>|<message .*?/>', re.DOTALL)
CALL = '<callActivity id="decide" name="تصمیم" miz:en="Decide" calledElement="library_card" miz:stage="decided"/>'
LEFT_OUT = ("taken_back", "withdrawn", "to_withdrawn")


def family_card() -> dict[str, str]:
    """The sample service, whose decision is made by calling the sample service."""
    files = sample()
    diagram = files["process.bpmn"].replace('id="library_card"', 'id="family_card"')
    diagram = TASK.sub(lambda found: CALL if "userTask" in found[0] else "", diagram)
    for id_ in LEFT_OUT:
        diagram = re.sub(rf'<(\w+)[^>]*id="{id_}"[^>]*/>|<flowNodeRef>{id_}</flowNodeRef>', "", diagram)
    own = {path: text for path, text in files.items() if path not in ("forms/decision.form", "letters/withdrawn.yaml")}
    return {**own, "process.bpmn": diagram}


def publish(service_id: str, files: Mapping[str, str], library: Library) -> UUID:
    with transaction():
        taken = bundle_upload.upload_bundle(
            service_id=service_id,
            is_new=service_store.find_service(service_id) is None,
            content=write_zip(files),
            file_name="a.zip",
            by=library.analyst,
            now=NOW,
        )
    service = service_store.find_service(service_id)
    base_id = service.current_version_id if service else None
    with transaction():
        return publication.publish_draft(taken.draft_id, base_id=base_id, note="", by=library.analyst, now=NOW).id


def apply(library: Library) -> UUID:
    with transaction():
        draft = submission.start_draft(service_id=FAMILY_CARD, by=library.citizen, now=NOW)
        submission.save_draft(draft_id=draft.id, typed={"branch": "ونک"}, unit_id=None, by=library.citizen, now=NOW)
        return submission.submit_request(draft_id=draft.id, by=library.citizen, now=NOW).id


def test_a_case_goes_through_the_service_that_its_own_calls(library: Library) -> None:
    publish(LIBRARY_CARD, sample(), library)
    publish(FAMILY_CARD, family_card(), library)
    case_id = apply(library)

    (item,) = item_store.list_live(case_id)
    assert (item.element, item.form) == ("library-card.decide", "library-card.decision")
    with transaction():
        work_items.claim_work_item(item_id=item.id, by=library.clerk, now=NOW)
    with transaction():
        work_items.complete_work_item(item_id=item.id, typed={"card_decision": "yes"}, by=library.clerk, now=NOW)

    db.session.expire_all()
    case = case_store.get_case(case_id)
    assert (case.status, case.result) == (CaseStatus.ANSWERED, CaseResult.GRANTED)


def test_cases_keep_to_the_version_that_was_taken_along(library: Library) -> None:
    publish(LIBRARY_CARD, sample(), library)
    first = publish(FAMILY_CARD, family_card(), library)
    publish(LIBRARY_CARD, sample(process=('miz:due="P1D"', 'miz:due="P2D"')), library)

    with transaction():
        second = publication.republish(first, base_id=first, note="", by=library.analyst, now=NOW).id

    taken = [service_store.files_of(version)["called/library-card/process.bpmn"] for version in (first, second)]
    assert ['miz:due="P1D"' in text for text in taken] == [True, False]
    assert versions.content_of(second).definition.process_id == "family_card"


def test_a_service_that_is_not_published_cannot_be_called(library: Library) -> None:
    with pytest.raises(GateRefused) as refused:
        publish(FAMILY_CARD, family_card(), library)
    assert any("library_card" in finding.message.en for finding in refused.value.findings)
