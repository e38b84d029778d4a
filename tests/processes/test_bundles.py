"""What every service owes its readers: a clean bundle, a whole package, both languages, a drawn diagram."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

import engine
from forms import Field, Form, Group, TextBlock, parse_form
from forms.definition import Item
from tests.processes.bundles import DESK, FORMS, PROCESSES, all_services, load_bundle

SERVICES = pytest.mark.parametrize("service", all_services(), ids=lambda path: path.name)
AGENCIES = {"municipality", "registry", "utilities"}
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
#: the eight mandated headings (I8) as far as they are written; stages, time and forms are derived
HEADINGS = {
    "title", "description", "eligibility", "documents", "fee", "laws", "place", "hours", "responsible", "complaint",
}  # fmt: skip
#: forms for payments that are made at a bank: the window isn't the only one there (I1)
PAYMENTS = {"building-permit": "forms/payment.form", "utility-connection": "forms/cost_acceptance.form"}
#: what an agency may not ask a copy of
IDENTITY_PAPERS = re.compile(r"کارت ملی|شناسنامه|national card|birth certificate", re.IGNORECASE)


def bundle_of(service: Path) -> dict[str, bytes]:
    return load_bundle(service, FORMS / service.name)


def package_of(service: Path) -> dict[str, Any]:
    package: dict[str, Any] = yaml.safe_load((service / "package.yaml").read_text(encoding="utf-8"))
    return package


def forms_of(service: Path) -> list[Form]:
    return [parse_form(raw) for name, raw in bundle_of(service).items() if name.startswith("forms/")]


def pairs(value: object, where: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every text of a YAML document that is written in the two languages, with its place."""
    if isinstance(value, dict):
        if {"fa", "en"} & set(value):
            yield where, value
        else:
            for key, inner in value.items():
                yield from pairs(inner, f"{where}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from pairs(inner, f"{where}[{number}]")


def half_written(document: object) -> list[str]:
    return [where for where, pair in pairs(document) if not (str(pair.get("fa") or "") and str(pair.get("en") or ""))]


@SERVICES
def test_the_gate_finds_nothing(service: Path) -> None:
    found = engine.lint(bundle_of(service), publishing=True, desk=DESK)
    paid_elsewhere = (PAYMENTS.get(service.name), "package.yaml" if service.name in PAYMENTS else None)
    told = [f for f in found if f.rule != "sent-elsewhere" or f.file not in paid_elsewhere]
    assert [f"{f.file} {f.element} {f.rule}: {f.message.en}" for f in told] == []


@pytest.mark.parametrize("service", PAYMENTS)
def test_payment_elsewhere_is_remarked_as_long_as_nobody_can_pay_here(service: str) -> None:
    found = engine.lint(bundle_of(PROCESSES / service), publishing=True, desk=DESK)
    forms = [f for f in found if f.file != "package.yaml"]  # which may say so as well, among its questions
    assert {(f.rule, f.severity) for f in found} == {("sent-elsewhere", engine.Severity.WARNING)}
    assert {f.file for f in forms} == {PAYMENTS[service]}


@SERVICES
def test_the_package_has_every_mandated_heading(service: Path) -> None:
    package = package_of(service)
    assert {name for name in HEADINGS if not package.get(name)} == set()
    assert package["agency"] in AGENCIES
    assert package["service_id"] or package["local_code"]
    assert set(package["fee"]) == {"amount", "note"}
    assert set(package["responsible"]) == {"unit", "contact", "phone"}
    assert package["faq"]
    assert package["keywords"]


@SERVICES
def test_the_package_types_nothing_that_the_diagram_knows(service: Path) -> None:
    assert set(package_of(service)) & {"stages", "time", "response_time", "forms", "visits", "diagram"} == set()


@SERVICES
def test_all_texts_are_written_in_both_languages(service: Path) -> None:
    for path in sorted(service.rglob("*.yaml")):
        assert (path.name, half_written(yaml.safe_load(path.read_text(encoding="utf-8")))) == (path.name, [])


@SERVICES
def test_names_in_the_diagram_are_written_in_both_languages(service: Path) -> None:
    facts = engine.parse(bundle_of(service)).facts
    named = [("process", facts.name)]
    for parts in (facts.stages, facts.lanes, facts.activities):
        named += [(part.id, part.name) for part in parts]
    for activity in facts.attendances:
        assert activity.attendance is not None
        named += [(activity.id, text) for text in (activity.attendance.reason, *activity.attendance.bring)]
    assert [id_ for id_, text in named if not (text.fa and text.en)] == []


@SERVICES
def test_forms_ask_in_both_languages(service: Path) -> None:
    for form in forms_of(service):
        texts = [form.title, *_texts(form.items)]
        assert [(form.id, text) for text in texts if text is None or not all(text)] == []


def _texts(items: tuple[Item, ...]) -> Iterator[Any]:
    for item in items:
        if isinstance(item, TextBlock):
            yield item.text
        elif isinstance(item, Group):
            yield item.label
            yield from _texts(item.items)
        elif isinstance(item, Field):
            yield item.label
            yield from (text for text in (item.description, item.suffix) if text is not None)
            yield from (option.label for option in item.options)


@SERVICES
def test_a_question_is_asked_in_one_form_only(service: Path) -> None:
    asked = [field.key for form in forms_of(service) for field in form.asked]
    assert sorted(asked) == sorted(set(asked)), "two forms of the service ask the same thing"


@SERVICES
def test_forms_letters_and_notices_are_exactly_those_in_use(service: Path) -> None:
    facts, files = engine.parse(bundle_of(service)).facts, bundle_of(service)
    notices = set(yaml.safe_load(files["notices.yaml"]))
    assert {name[6:-5] for name in files if name.startswith("forms/")} == set(facts.forms)
    assert {name[8:-5] for name in files if name.startswith("letters/")} == {a.letter for a in facts.activities} - {
        None
    }
    assert notices == {a.notice for a in facts.activities} - {None}


@SERVICES
def test_every_answer_has_a_result_a_letter_and_a_stage(service: Path) -> None:
    facts = engine.parse(bundle_of(service)).facts
    ends = [a for a in facts.activities if a.kind == "endEvent" and (a.outcome or a.letter)]
    assert {end.outcome.value for end in ends if end.outcome} >= {"granted", "refused"}
    assert [end.id for end in ends if not (end.outcome and end.letter and end.stage)] == []


@SERVICES
def test_staff_work_has_a_deadline_and_somebody_to_do_it(service: Path) -> None:
    facts = engine.parse(bundle_of(service)).facts
    lanes = {lane.id: lane for lane in facts.lanes}
    staff = [a for a in facts.activities if a.audience is engine.Audience.STAFF]
    assert staff
    for task in staff:
        lane = lanes[task.lane or ""]
        assert (task.id, bool(task.due), bool(task.form)) == (task.id, True, True)
        assert lane.role in {"clerk", "expert", "supervisor"}
        assert lane.unit in {'"case"', '"headquarters"'}


@SERVICES
def test_waiting_for_the_citizen_stops_the_clock(service: Path) -> None:
    facts = engine.parse(bundle_of(service)).facts
    theirs = [a for a in facts.activities if a.audience in (engine.Audience.APPLICANT, engine.Audience.DESK)]
    assert [task.id for task in theirs if not task.pauses_clock] == []


@SERVICES
def test_no_form_asks_for_a_copy_of_an_identity_paper(service: Path) -> None:
    uploads = [field for form in forms_of(service) for field in form.asked if field.is_document]
    assert [field.key for field in uploads if IDENTITY_PAPERS.search(" ".join(field.label))] == []


@SERVICES
def test_the_diagram_is_drawn_completely(service: Path) -> None:
    root = etree.fromstring((service / "process.bpmn").read_bytes())
    drawn = {shape.get("bpmnElement") for shape in root.iter("{*}BPMNShape", "{*}BPMNEdge")}
    process = root.find(f"{BPMN}process")
    assert process is not None
    parts = [e for e in process.iter() if str(e.tag).startswith(BPMN)]
    visible = [e for e in parts if re.search(r"(Task|Event|Gateway|subProcess|sequenceFlow|lane)$", str(e.tag))]
    assert [e.get("id") for e in visible if e.get("id") not in drawn] == []


@SERVICES
def test_the_annulled_circular_is_not_cited(service: Path) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in service.rglob("*.yaml"))
    assert not re.search("24452|۲۴۴۵۲", text)


def test_only_the_certificate_needs_the_citizen_in_person() -> None:
    visits = {s.name: len(engine.parse(bundle_of(s)).facts.attendances) for s in all_services()}
    assert {name: count for name, count in visits.items() if count} == {"no-criminal-record": 1}
