"""From a zip in a temp folder to a service that citizens use; versions, running cases, and who comes too late."""

from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Barrier, Thread
from uuid import UUID

import pytest

from app.data.cases import case_store
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.services import bundle_drafts, service_store
from app.data.services.bundle_zips import read_zip, write_zip
from app.data.services.errors import ServiceIdTaken
from app.policy.actors import Actor
from app.policy.errors import NotPermitted
from app.usecases.intake import submission
from app.usecases.publishing import bundle_review, bundle_upload, publication, service_versions
from app.usecases.publishing.errors import GateRefused, NothingChanged, VersionMoved
from app.usecases.services import catalogue
from tests.contexts import in_own_context
from tests.factories import LIBRARY_CARD, NOW
from tests.integration.studio.library_agency import Library, sample, zip_folder

SLOWER = ('miz:responseTime="P3D"', 'miz:responseTime="P9D"')
BROKEN = ('miz:form="decision"', 'miz:form="nowhere"')


def uploaded(files: Mapping[str, str], by: Actor, *, is_new: bool = False) -> UUID:
    with transaction():
        taken = bundle_upload.upload_bundle(
            service_id=LIBRARY_CARD, is_new=is_new, content=write_zip(files), file_name="a.zip", by=by, now=NOW
        )
        return taken.draft_id


def published(draft_id: UUID, by: Actor, *, base_id: UUID | None, note: str = "") -> UUID:
    with transaction():
        return publication.publish_draft(draft_id, base_id=base_id, note=note, by=by, now=NOW).id


def first_version(library: Library) -> UUID:
    return published(uploaded(sample(), library.analyst, is_new=True), library.analyst, base_id=None)


def applied(citizen: Actor) -> UUID:
    with transaction():
        draft = submission.start_draft(service_id=LIBRARY_CARD, by=citizen, now=NOW)
        submission.save_draft(draft_id=draft.id, typed={"branch": "ونک"}, unit_id=None, by=citizen, now=NOW)
        return submission.submit_request(draft_id=draft.id, by=citizen, now=NOW).id


def numbers() -> list[int]:
    db.session.rollback()
    return [version.number for version in service_store.list_versions(LIBRARY_CARD)]


def test_seventh_service_is_published_from_a_folder_and_applied_for(library: Library, tmp_path: Path) -> None:
    content = zip_folder(tmp_path / "card", sample())
    with transaction():
        draft_id = bundle_upload.upload_bundle(
            service_id=LIBRARY_CARD, is_new=True, content=content, file_name="card.zip", by=library.analyst, now=NOW
        ).draft_id
    assert catalogue.search("کتابخانه") == []

    version_id = published(draft_id, library.analyst, base_id=None, note="نخستین نسخه")

    assert [service.id for service in catalogue.search("کتابخانه")] == [LIBRARY_CARD]
    case = case_store.get_case(applied(library.citizen))
    assert case.version_id == version_id
    assert case.promised_at is not None


def test_running_case_stays_on_its_version(library: Library) -> None:
    first = first_version(library)
    old_case = applied(library.citizen)
    second = published(uploaded(sample(process=SLOWER), library.analyst), library.analyst, base_id=first)
    new_case = applied(library.citizen)

    assert (case_store.get_case(old_case).version_id, case_store.get_case(new_case).version_id) == (first, second)
    service, history = service_versions.history_of(LIBRARY_CARD, by=library.analyst)
    assert service.current_version_id == second
    assert [(past.version.number, past.cases, past.running, past.is_current) for past in history] == [
        (2, 1, 1, True),
        (1, 1, 1, False),
    ]
    assert {past.published_by for past in history} == {library.analyst.name}


def test_errors_forbid_publishing_and_change_nothing(library: Library) -> None:
    first = first_version(library)
    draft_id = uploaded(sample(process=BROKEN), library.analyst)

    review = bundle_review.review_draft(draft_id, by=library.analyst)
    assert {f.rule for f in review.findings if f.severity == "error"} == {"form-missing"}
    assert not review.may_publish
    with pytest.raises(GateRefused):
        published(draft_id, library.analyst, base_id=first)
    assert numbers() == [1]


def test_findings_come_errors_first(library: Library) -> None:
    review = bundle_review.review_draft(
        uploaded(sample(process=BROKEN), library.analyst, is_new=True), by=library.analyst
    )
    severities = [f.severity.value for f in review.findings]
    assert severities == sorted(severities)
    assert set(severities) == {"error", "warning"}


def test_review_tells_what_changes(library: Library) -> None:
    first_version(library)
    review = bundle_review.review_draft(uploaded(sample(process=SLOWER), library.analyst), by=library.analyst)

    assert [(c.path, c.change.value, c.added_lines, c.removed_lines) for c in review.changes] == [
        ("process.bpmn", "changed", 1, 1)
    ]
    (time,) = [fact for fact in review.facts_changed if fact.is_change]
    assert (time.before[0].fa, time.after[0].fa) == ("۳ روز کاری از پذیرش", "۹ روز کاری از پذیرش")


def test_same_bundle_twice_says_that_nothing_changed(library: Library) -> None:
    first = first_version(library)
    draft_id = uploaded(sample(), library.colleague)

    assert bundle_review.review_draft(draft_id, by=library.colleague).is_same
    with pytest.raises(NothingChanged):
        published(draft_id, library.colleague, base_id=first)
    assert numbers() == [1]


def test_same_files_uploaded_twice_are_one_upload(library: Library) -> None:
    assert uploaded(sample(), library.analyst, is_new=True) == uploaded(sample(), library.analyst, is_new=True)
    assert len(bundle_upload.list_drafts(by=library.analyst)) == 1


def test_publishing_twice_gives_one_version(library: Library) -> None:
    draft_id = uploaded(sample(), library.analyst, is_new=True)
    assert published(draft_id, library.analyst, base_id=None) == published(draft_id, library.analyst, base_id=None)
    assert numbers() == [1]
    assert bundle_upload.list_drafts(by=library.analyst) == []


def test_second_of_two_analysts_is_told(library: Library) -> None:
    first = first_version(library)
    mine = uploaded(sample(process=SLOWER), library.analyst)
    theirs = uploaded(sample(package=("amount: 0", "amount: 5000")), library.colleague)
    second = published(theirs, library.colleague, base_id=first)

    with pytest.raises(VersionMoved):
        published(mine, library.analyst, base_id=first)
    assert numbers() == [2, 1]
    assert published(mine, library.analyst, base_id=second)
    assert numbers() == [3, 2, 1]


@pytest.mark.parametrize("is_new", [True, False])
def test_two_at_the_very_same_time_make_one_version(library: Library, is_new: bool) -> None:
    base = None if is_new else first_version(library)
    before = numbers()
    drafts = {
        library.analyst: uploaded(sample(process=SLOWER), library.analyst, is_new=is_new),
        library.colleague: uploaded(sample(package=("amount: 0", "amount: 9")), library.colleague, is_new=is_new),
    }
    outcomes: list[str] = []
    start = Barrier(len(drafts))

    @in_own_context
    def publish(by: Actor, draft_id: UUID) -> None:
        start.wait()
        try:
            published(draft_id, by, base_id=base)
            outcomes.append("published")
        except (VersionMoved, ServiceIdTaken):
            outcomes.append("told")

    threads = [Thread(target=publish, args=pair) for pair in drafts.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["published", "told"]
    assert len(numbers()) == len(before) + 1


def test_earlier_version_is_taken_back_as_a_new_one(library: Library) -> None:
    first = first_version(library)
    second = published(uploaded(sample(process=SLOWER), library.analyst), library.analyst, base_id=first)
    with transaction():
        third = publication.republish(first, base_id=second, note="بازگشت", by=library.colleague, now=NOW)

    assert (third.number, third.note) == (3, "بازگشت")
    assert service_store.files_of(third.id) == service_store.files_of(first)
    assert numbers() == [3, 2, 1]


def test_download_of_a_version_is_the_bundle_itself(library: Library) -> None:
    first = first_version(library)
    name, content = service_versions.bundle_of_version(first, by=library.analyst)
    assert (name, read_zip(content).files) == ("library-card-1.zip", sample())
    assert service_versions.bundle_of_version(first, by=library.analyst)[1] == content


STRANGERS: list[Callable[[Library], Actor]] = [
    lambda library: library.stranger,
    lambda library: library.clerk,
    lambda library: library.citizen,
]


@pytest.mark.parametrize("who", STRANGERS, ids=["other agency", "clerk", "citizen"])
def test_others_neither_see_nor_publish(library: Library, who: Callable[[Library], Actor]) -> None:
    first = first_version(library)
    draft_id = uploaded(sample(process=SLOWER), library.analyst)
    stranger = who(library)
    for attempt in (
        lambda: bundle_review.review_draft(draft_id, by=stranger),
        lambda: bundle_review.review_version(first, by=stranger),
        lambda: service_versions.history_of(LIBRARY_CARD, by=stranger),
        lambda: service_versions.bundle_of_version(first, by=stranger),
        lambda: publication.republish(first, base_id=first, note="", by=stranger, now=NOW),
        lambda: published(draft_id, stranger, base_id=first),
        lambda: bundle_upload.discard_draft(draft_id, by=stranger),
    ):
        with pytest.raises(NotPermitted):
            attempt()
    assert numbers() == [1]


def test_lists_hold_ones_own_agencies_only(library: Library) -> None:
    first_version(library)
    uploaded(sample(process=SLOWER), library.analyst)
    assert [offer.service.id for offer in service_versions.list_offers(by=library.colleague)] == [LIBRARY_CARD]
    assert len(bundle_upload.list_drafts(by=library.colleague)) == 1
    assert service_versions.list_offers(by=library.stranger) == []
    assert bundle_upload.list_drafts(by=library.stranger) == []


def test_discarded_upload_is_gone(library: Library) -> None:
    draft_id = uploaded(sample(), library.analyst, is_new=True)
    with transaction():
        bundle_upload.discard_draft(draft_id, by=library.analyst)
    with transaction():
        assert bundle_drafts.list_drafts(agency_ids=[], person_id=library.analyst.person_id) == []
