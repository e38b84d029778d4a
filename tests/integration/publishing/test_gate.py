"""The gate knows its desk: what isn't there is refused at upload, review and publishing, in both languages."""

import json
from dataclasses import fields
from pathlib import Path

import pytest

from app.data.database.transactions import transaction
from app.data.integrations import gateways
from app.data.organisation import places
from app.data.services import bundle_files
from app.usecases.publishing import publication
from app.usecases.publishing.bundle_check import check_bundle
from app.usecases.publishing.desk import desk_of
from app.usecases.publishing.errors import GateRefused
from app.vocabulary import Role
from engine import Severity
from engine.cli.lint import main
from tests import factories
from tests.factories import LIBRARY, LIBRARY_CARD, NOW
from tests.integration.studio.library_agency import sample
from tests.processes.bundles import FORMS, PROCESSES, all_services

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@pytest.fixture(autouse=True)
def library(desk: object) -> None:
    """A library with one clerk."""
    with transaction():
        factories.make_clerk(factories.make_unit(factories.make_agency(LIBRARY)))


def told(files: dict[str, str], *rules: str) -> set[tuple[str, Severity]]:
    """What these rules say of a bundle."""
    return {(f.rule, f.severity) for f in check_bundle(files).findings if f.rule in rules}


def test_sample_is_published_as_it_is() -> None:
    assert [f for f in check_bundle(sample()).findings if f.severity is ERROR] == []


def test_desk_is_what_is_set_up_and_whom_the_agency_has() -> None:
    with transaction():
        archive = factories.make_agency("archive")
        expert = factories.make_clerk(factories.make_unit(archive), role=Role.EXPERT)
        known, unknown = desk_of(archive), desk_of(None)

    assert known.roles == unknown.roles == unknown.held == {"clerk", "expert", "supervisor"}
    assert (known.held, known.persons) == ({"expert"}, {str(expert.person_id)})
    assert known.connectors == set(gateways().connectors) >= {"inquiry"}
    assert known.languages == {"fa", "en"}


@pytest.mark.parametrize(
    ("role", "severity"), [("karshenas", ERROR), ("analyst", ERROR), ("expert", WARNING), ("supervisor", WARNING)]
)
def test_role_is_one_of_the_desk_and_somebodys(role: str, severity: Severity) -> None:
    files = sample(process=('miz:role="clerk"', f'miz:role="{role}"'))
    assert told(files, "role-unknown") == {("role-unknown", severity)}


def test_published_is_only_what_the_desk_can_do() -> None:
    files = sample(process=('miz:role="clerk"', 'miz:role="karshenas"'))
    with pytest.raises(GateRefused) as refused, transaction():
        publication.publish(service_id=LIBRARY_CARD, files=files, note="", by=None, now=NOW)
    assert "role-unknown" in {finding.rule for finding in refused.value.findings}


def test_verdict_follows_the_desk() -> None:
    files = sample(process=('miz:role="clerk"', 'miz:role="expert"'))
    assert told(files, "role-unknown") == {("role-unknown", WARNING)}
    with transaction():
        agency = places.find_agency(LIBRARY)
        assert agency is not None
        factories.make_clerk(factories.make_unit(agency), role=Role.EXPERT)
    assert told(files, "role-unknown") == set()


@pytest.mark.parametrize("heading", ["eligibility", "hours"])
def test_headings_that_the_guide_demands_are_demanded(heading: str) -> None:
    files = sample(package=(f"{heading}:", f"x-{heading}:"))
    assert ("package-heading", ERROR) in told(files, "package-heading")


def replaced(path: str, old: str, new: str) -> dict[str, str]:
    """The sample with one text of a file changed."""
    files = sample()
    assert old in files[path]
    return {**files, path: files[path].replace(old, new, 1)}


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("letters/card.yaml", 'en: "Library card"', 'en: ""'),
        ("letters/card.yaml", 'fa: "مدیر کتابخانه"', 'fa: "Head of the library"'),
        ("letters/card.yaml", 'en: "Your card for {{ branch }} is granted."', 'en: "کارت {{ branch }}"'),
        ("package.yaml", "en: At any hour", "en: همه ساعت‌ها"),
        ("package.yaml", "{fa: عضویت یک‌ساله در یکی از شعبه‌ها., en: A year's membership of one branch.}", "عضویت"),
        ("package.yaml", "en: Membership office", "en: ''"),
        ("notices.yaml", "{}", "told: {fa: '{{ tracking_code }} ثبت شد.'}"),
    ],
)
def test_texts_lack_no_language_of_the_desk(path: str, old: str, new: str) -> None:
    assert told(replaced(path, old, new), "language-missing") == {("language-missing", ERROR)}


def test_text_that_only_shows_a_value_is_in_every_language() -> None:
    assert told(sample(), "language-missing", "sent-elsewhere", "notice-text") == set()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("letters/withdrawn.yaml", "انصراف شما ثبت شد.", "به بانک بروید و وجه را بگیرید."),
        ("letters/withdrawn.yaml", "انصراف شما ثبت شد.", "به اتاق ۱۲ مراجعه کنید."),
        ("package.yaml", "en: This portal", "en: Register at the culture system"),
        (
            "notices.yaml",
            "{}",
            "told: {fa: '{{ tracking_code }} نشانی www.example.ir', en: '{{ tracking_code }} done'}",
        ),
    ],
)
def test_texts_send_nobody_elsewhere(path: str, old: str, new: str) -> None:
    assert told(replaced(path, old, new), "sent-elsewhere") == {("sent-elsewhere", WARNING)}


@pytest.mark.parametrize(
    "text",
    ["ثبت شد.", "{{ tracking_code }} " + "ثبت شد. " * 20, "{{ tracking_code }} {{ applicant_national_id }}"],
)
def test_notices_are_short_and_tell_nothing_personal(text: str) -> None:
    files = replaced("notices.yaml", "{}", f"told: {{fa: '{text}', en: '{{{{ tracking_code }}}} done'}}")
    assert told(files, "notice-text") == {("notice-text", ERROR)}


@pytest.mark.parametrize("service", all_services(), ids=lambda path: path.name)
def test_services_of_the_house_are_refused_nothing(service: Path) -> None:
    files = bundle_files.read_folder(PROCESSES, FORMS, service.name)
    rest = [f for f in check_bundle(files).findings if f.rule not in ("sent-elsewhere", "role-unknown")]
    assert rest == []


def test_command_line_tells_the_same_in_the_same_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = sample(process=('miz:role="clerk"', 'miz:role="clark"'), package=("hours:", "x-hours:"))
    files["letters/card.yaml"] = files["letters/card.yaml"].replace("{{ branch }}", "{{ branch == 1 }}", 1)
    files["forms/decision.form"] = files["forms/decision.form"].replace('"type": "radio"', '"type": "rodio"', 1)
    for name, text in files.items():
        path = tmp_path / "processes" / "x" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    here = desk_of(places.find_agency(LIBRARY))
    desk = {field.name: sorted(getattr(here, field.name)) for field in fields(here)}
    (tmp_path / "desk.json").write_text(json.dumps(desk), encoding="utf-8")

    main([str(tmp_path / "processes" / "x"), "--json", "--desk", str(tmp_path / "desk.json"), "--language", "fa"])

    told = [(each["rule"], each["element"], each["message"]) for each in json.loads(capsys.readouterr().out)]
    assert told == [(f.rule, f.element, f.message.fa) for f in check_bundle(files).findings]
    assert len(told) > 3
