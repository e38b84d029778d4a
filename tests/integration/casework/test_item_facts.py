"""What a form shows and nobody typed: the result of an inquiry or of a colleague's step reaches who decides by it."""

import json
from dataclasses import dataclass

import pytest

from app.data.cases import item_store
from app.data.database.transactions import transaction
from app.data.outbox import effect_store
from app.data.services import bundle_files
from app.policy.actors import Actor
from app.usecases.cases import case_steps
from app.usecases.casework import work_items
from app.usecases.publishing import publication
from app.vocabulary import Role
from tests import factories
from tests.databases import ROOT
from tests.factories import LIBRARY_CARD, NOW, SAMPLES
from tests.integration import agencies

LICENCE = "business-licence"
CLEAR = {"status": "clear", "reference": "MX-1405-77"}
#: the sample's one step parallel to a second one, whose answer the first shows
BESIDE = """<parallelGateway id="fork" name="با هم" miz:en="Together" />
    <userTask id="rate" name="امتیاز" miz:en="Rate" miz:audience="staff" miz:form="rating" miz:stage="decided" />
    <parallelGateway id="join" name="هر دو" miz:en="Both" />
    <sequenceFlow id="to_fork" sourceRef="asked_for_card" targetRef="fork" />
    <sequenceFlow id="to_decide" sourceRef="fork" targetRef="decide" />
    <sequenceFlow id="to_rate" sourceRef="fork" targetRef="rate" />
    <sequenceFlow id="from_rate" sourceRef="rate" targetRef="join" />
    <sequenceFlow id="from_decide" sourceRef="decide" targetRef="join" />
    <sequenceFlow id="to_decision" sourceRef="join" targetRef="decision" />"""
SCORE = {"type": "number", "key": "score", "label": "امتیاز", "properties": {"labelEn": "Score"}}

pytestmark = pytest.mark.usefixtures("desk")


@dataclass(frozen=True)
class Office:
    """Who works here, and who asks."""

    clerk: Actor
    citizen: Actor


def office_of(agency: str, role: Role, service_id: str, files: dict[str, str]) -> Office:
    with transaction():
        unit = factories.make_unit(factories.make_agency(agency))
        publication.publish(service_id=service_id, files=files, note="", by=None, now=NOW)
        return Office(factories.make_clerk(unit, role=role), factories.make_citizen())


def test_examiner_sees_what_the_inquiry_found() -> None:
    files = bundle_files.read_folder(ROOT / "processes", ROOT / "forms", LICENCE)
    office = office_of("municipality", Role.EXPERT, LICENCE, dict(files))
    walk = json.loads((ROOT / "processes" / LICENCE / "walks" / "granted.json").read_text(encoding="utf-8"))
    with transaction():
        papers = {
            f: [str(agencies.document(office.citizen, field=f))] for f in ("tenure_document", "training_certificate")
        }
        case_id = agencies.submit(LICENCE, {**walk["start"]["answers"], **papers}, office.citizen)
        (effect,) = [one for one in effect_store.list_effects(case_id) if one.element == "tax_inquiry"]

    with transaction():
        assert case_steps.answer_call(case_id=case_id, task_id=str(effect.task_id), answer=dict(CLEAR), now=NOW)

    item = agencies.only_item(case_id)
    assert item.form == "examination"
    assert item.facts == {"tax_reference": "MX-1405-77", "tax_status": "clear"}
    assert work_items.known_to(item)["tax_status"] == "clear"


def test_open_item_learns_what_a_parallel_step_found_out() -> None:
    office = office_of("library", Role.CLERK, LIBRARY_CARD, rated_card())
    with transaction():
        case_id = agencies.submit(LIBRARY_CARD, {"branch": "ونک"}, office.citizen)
        items = {item.element: item for item in item_store.list_live(case_id)}
        assert items["decide"].facts == {}
        rating = items["rate"].id

    agencies.claim(rating, office.clerk)
    with transaction():
        work_items.complete_work_item(item_id=rating, typed={"score": "17"}, by=office.clerk, now=NOW)

    assert agencies.only_item(case_id).facts == {"score": 17}


def rated_card() -> dict[str, str]:
    """The sample service with a rating parallel to its decision."""
    files = dict(bundle_files.read_folder(SAMPLES / "processes", SAMPLES / "forms", LIBRARY_CARD))
    diagram = files["process.bpmn"]
    for flow in ("to_decide", "to_decision"):
        start = diagram.index(f'<sequenceFlow id="{flow}"')
        diagram = diagram[:start] + diagram[diagram.index("/>", start) + 2 :]
    nodes = "".join(f"<flowNodeRef>{name}</flowNodeRef>" for name in ("fork", "rate", "join"))
    diagram = diagram.replace("</lane>", f"{nodes}</lane>").replace("</process>", f"{BESIDE}</process>")
    decision = json.loads(files["forms/decision.form"])
    decision["components"].append(SCORE | {"id": "shown", "properties": {"labelEn": "Score", "readonly": "true"}})
    rating = {**decision, "id": "rating", "components": [SCORE | {"id": "asked"}]}
    return files | {
        "process.bpmn": diagram,
        "forms/decision.form": json.dumps(decision),
        "forms/rating.form": json.dumps(rating),
    }
