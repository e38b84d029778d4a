"""Small mistakes in a service are noticed: a sample of what `make service-mutants` tries at length."""

from collections import Counter
from pathlib import Path

import pytest

from tests.processes.bundles import all_services
from tests.service_mutants.edit import Edit, Words, misspelt
from tests.service_mutants.expressions import mistakes
from tests.service_mutants.judge import Subject, Verdict
from tests.service_mutants.report import share_of
from tests.service_mutants.sample import sample

SEED = 7
#: what part of a sample is noticed at least; the whole is at 95 % or more (docs/mutation-report.md)
FLOOR = 0.9
WORDS = Words(("amount", "area"), {"yes": ("yes", "no"), "no": ("yes", "no")})


@pytest.fixture(scope="module")
def certificate() -> Subject:
    return Subject("no-criminal-record", explored=5, seed=SEED)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["no-criminal-record", "complaint"])
def test_most_mistakes_in_a_service_are_noticed(name: str) -> None:
    subject = Subject(name, explored=5, seed=SEED)
    counts = Counter(subject.verdict(edit) for edit in sample(subject.edits(), seed=SEED, size=45))
    assert counts.total() == 45
    assert share_of(counts) >= FLOOR


@pytest.mark.parametrize(
    ("kind", "was", "verdict"),
    [
        ("condition: constant", 'record_decision = "clear"', Verdict.REFUSED),
        ("due", "due=P2D", Verdict.RECORDED),
        ("outcome", "outcome=lapsed", Verdict.WALKED),
    ],
)
def test_each_notices_what_is_its_own(certificate: Subject, kind: str, was: str, verdict: Verdict) -> None:
    edit = next(one for one in certificate.edits() if one.kind == kind and one.was == was)
    assert certificate.verdict(edit) is verdict


def test_change_without_a_difference_is_not_counted(certificate: Subject) -> None:
    data = certificate.bundle["process.bpmn"]
    same = Edit("spaces", "process.bpmn", "", "", "", lambda: data.replace(b"/>", b" />"))
    assert certificate.verdict(same) is Verdict.EQUIVALENT


def test_mistakes_are_one_token_away() -> None:
    found = set(mistakes('amount >= 5 and answer = "yes"', WORDS))
    assert ("operator", 'amount > 5 and answer = "yes"') in found
    assert ("operator", 'amount >= 5 or answer = "yes"') in found
    assert ("number", 'amount >= 6 and answer = "yes"') in found
    assert ("constant", 'amount >= 5 and answer = "no"') in found
    assert ("name", 'area >= 5 and answer = "yes"') in found


@pytest.mark.parametrize(("word", "now"), [("amount", "amonut"), ("aaa", "aaaa"), ("a", "aa")])
def test_misspelt_word_is_another_one(word: str, now: str) -> None:
    assert misspelt(word) == now


def test_sample_is_even_and_the_same_each_time(certificate: Subject) -> None:
    edits = certificate.edits()
    drawn = sample(edits, seed=SEED, size=len({edit.kind for edit in edits}))
    assert {edit.kind for edit in drawn} == {edit.kind for edit in edits}
    assert [e.place for e in sample(list(reversed(edits)), seed=SEED, size=30)] == [
        e.place for e in sample(edits, seed=SEED, size=30)
    ]


@pytest.mark.parametrize("service", all_services(), ids=lambda path: path.name)
def test_each_mistake_changes_its_file(service: Path) -> None:
    subject = Subject(service.name, explored=0, seed=SEED)
    for edit in sample(subject.edits(), seed=SEED, size=150):
        assert edit.make() != subject.bundle[edit.file], edit
