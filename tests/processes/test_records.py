"""What citizens and staff meet on the walks is what was recorded: nothing of a service changes unseen."""

from pathlib import Path

import pytest

from tests.processes.bundles import FORMS, PROCESSES, all_services, load_bundle
from tests.processes.records import record_file, record_of


@pytest.mark.parametrize("service", all_services(), ids=lambda path: path.name)
def test_record_says_what_is_met(service: Path) -> None:
    recorded = record_file(service).read_text(encoding="utf-8")
    assert record_of(service) == recorded, "run `python -m tests.processes.records` and read what is different"


@pytest.mark.parametrize(
    ("file", "was", "now"),
    [
        ("process.bpmn", 'miz:due="P5D"', 'miz:due="P6D"'),
        ("process.bpmn", ">P20D<", ">P21D<"),
        ("process.bpmn", 'miz:role="expert"', 'miz:role="clerk"'),
        ("process.bpmn", 'miz:retries="3"', 'miz:retries="30"'),
        ("process.bpmn", ' miz:pausesClock="true"', ""),
        ("forms/application.form", '"min": 4', '"min": 5'),
        ("forms/examination.form", '"minLength": 10', '"minLength": 9'),
        ("letters/licence.yaml", "{{ tax_reference }}", "{{ national_id }}"),
    ],
)
def test_record_is_another_one_when_a_promise_or_a_question_changes(file: str, was: str, now: str) -> None:
    service = PROCESSES / "business-licence"
    bundle = load_bundle(service, FORMS / service.name)
    assert was.encode() in bundle[file]
    changed = {**bundle, file: bundle[file].replace(was.encode(), now.encode())}
    assert record_of(service, changed) != record_file(service).read_text(encoding="utf-8")
