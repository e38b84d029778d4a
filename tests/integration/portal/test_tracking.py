"""Following a request without logging in (I5): what is forgiven, what is told, and what a guesser learns."""

import re

import pytest

from app.usecases.cases.tracking import TRIES
from tests.integration import agencies
from tests.integration.agencies import Agencies, Browser
from tests.integration.portal.page_reader import Guest, everything


@pytest.fixture
def request_(open_agencies: Agencies) -> tuple[str, str]:
    """Tracking code of a request and the last digits of its applicant's number."""
    case = agencies.case_of(agencies.apply_for_connection(open_agencies.citizen))
    return case.tracking_code, (case.applicant.mobile or "")[-4:]


def track(guest: Guest, code: str, digits: str) -> tuple[int, str]:
    answer = guest.post("/track", {"code": code, "last_digits": digits})
    return answer.status_code, answer.text


def bare(page: str, *typed: str) -> str:
    """A page without its token and without what was typed."""
    page = re.sub(r'name="csrf_token" value="[^"]+"', "", page)
    for text in typed:
        page = page.replace(f'value="{text}"', "")
    return page


@pytest.mark.parametrize("shape", ["{}", " {} ", "{lower}", "{grouped}", "{spaced}", "{persian}"])
def test_code_is_taken_as_people_write_it(guest: Guest, request_: tuple[str, str], shape: str) -> None:
    code, digits = request_
    groups = [code[i : i + 3] for i in range(0, 10, 3)]
    persian = code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    typed = shape.format(code, lower=code.lower(), grouped="-".join(groups), spaced=" ".join(groups), persian=persian)

    status, page = track(guest, typed, digits.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")))

    assert status == 200
    assert "مراحل</h2>" in page


def test_page_tells_stages_and_dates_and_nobody(
    guest: Guest, open_agencies: Agencies, request_: tuple[str, str]
) -> None:
    _, page = track(guest, *request_)

    assert "زمان پاسخ" in page
    for secret in (open_agencies.citizen.name, "خیابان نمونه", request_[1] + "<"):
        assert secret not in page


def test_wrong_code_and_wrong_number_answer_alike(guest: Guest, request_: tuple[str, str]) -> None:
    code, digits = request_
    other_digits = f"{(int(digits) + 1) % 10_000:04d}"
    pages = [
        (*track(guest, code, other_digits), code, other_digits),
        (*track(guest, "KM4RT7BX2H", digits), "KM4RT7BX2H", digits),
        (*track(guest, "nonsense", digits), "nonsense", digits),
    ]

    assert {status for status, *_ in pages} == {404}
    assert len({bare(page, *typed) for _, page, *typed in pages}) == 1
    assert all(f'value="{typed[0]}"' in page for _, page, *typed in pages)


def test_guessing_is_stopped_even_for_the_right_number(guest: Guest, request_: tuple[str, str]) -> None:
    code, digits = request_
    before = everything()
    for guess in range(TRIES):
        assert track(guest, code, f"{(int(digits) + 1 + guess) % 10_000:04d}")[0] == 404

    status, page = track(guest, code, digits)

    assert status == 429
    assert "چند دقیقه صبر کنید" in page
    assert 'id="code-error"' in page
    assert everything() == before


def test_separators_do_not_open_a_second_counter(guest: Guest, app: object, request_: tuple[str, str]) -> None:
    code, digits = request_
    wrong = f"{(int(digits) + 1) % 10_000:04d}"
    for guess in range(TRIES):
        track(guest, "-".join((code[: guess % 9 + 1], code[guess % 9 + 1 :])), wrong)

    assert track(guest, code.lower(), digits)[0] == 429


@pytest.mark.parametrize(("typed", "fault"), [({"code": ""}, "code"), ({"last_digits": " "}, "last_digits")])
def test_empty_box_is_told_at_its_field(guest: Guest, typed: dict[str, str], fault: str) -> None:
    answer = guest.post("/track", {"code": "KM4-RT7", "last_digits": "1234"} | typed)

    assert answer.status_code == 422
    assert f'id="{fault}-error"' in answer.text


def test_link_of_the_receipt_fills_in_the_code(guest: Guest) -> None:
    assert 'value="KM4-RT7-BX2-H"' in guest.get("/track?code=KM4-RT7-BX2-H").text


def test_logged_in_or_not_the_answer_is_the_same_minimum(citizen: Browser, request_: tuple[str, str]) -> None:
    code, digits = request_
    answer = citizen.post("/track", {"code": code, "last_digits": digits})

    assert answer.status_code == 200
    assert "خیابان نمونه" not in answer.text
