"""The worksheet: thirteen measured lines with evidence, remarks that change no fact, and exports opened again."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader

from app.data.cases import case_store
from app.data.database.session import db
from app.data.database.transactions import writing
from app.data.models import Question
from app.policy.errors import NotPermitted, NotYours
from app.policy.reporting import Period
from app.usecases.evaluation import worksheets
from app.usecases.evaluation.indicator_texts import IndicatorResult
from app.usecases.evaluation.worksheets import Line, Sheet
from app.vocabulary import Indicator, Role
from tests import factories
from tests.factories import LIBRARY_CARD
from tests.integration.agencies import Browser
from tests.integration.reports.registry import DAY, MORDAD, NOW, PERIOD, Registry

SignIn = Callable[..., Browser]
WHOLE_MONTH = Period(date(2026, 7, 23), date(2026, 8, 22))
HERE = f"/worksheets/{LIBRARY_CARD}"


def sheet_of(registry: Registry, period: Period = WHOLE_MONTH) -> Sheet:
    return worksheets.worksheet_of(LIBRARY_CARD, period, by=registry.evaluator, now=NOW)


def line_of(sheet: Sheet, indicator: Indicator) -> Line:
    return next(line for line in sheet.lines if line.measured.indicator is indicator)


def test_all_thirteen_are_measured_in_the_order_of_the_circular(registry: Registry) -> None:
    sheet = sheet_of(registry)

    assert [line.measured.indicator for line in sheet.lines] == list(Indicator)
    assert all(line.measured.value.fa and line.measured.value.en and line.measured.query.fa for line in sheet.lines)


@pytest.mark.parametrize(
    ("indicator", "verdict", "part", "whole"),
    [
        (Indicator.SINGLE_WINDOW, IndicatorResult.NOT_MET, 0, 4),  # rows written past the window have no filled-in form
        (Indicator.RECEIPT, IndicatorResult.MET, 4, 4),
        (Indicator.TRACKING_CODE, IndicatorResult.MET, 4, 4),
        (Indicator.STAGES, IndicatorResult.NOT_MET, 0, 4),
        (Indicator.ANSWER, IndicatorResult.NOT_MET, 0, 3),
        (Indicator.INTERACTION, IndicatorResult.NOT_YET, 0, 0),
        (Indicator.PACKAGE, IndicatorResult.MET, 13, 13),
        (Indicator.OPINION, IndicatorResult.MET, 2, 3),
        (Indicator.REPORTS, IndicatorResult.MET, 4, 4),
        (Indicator.NO_INSIDE_UNIT, IndicatorResult.MET, 0, 0),
    ],
)
def test_measure_is_what_was_counted_by_hand(
    registry: Registry, indicator: Indicator, verdict: IndicatorResult, part: int, whole: int
) -> None:
    measured = line_of(sheet_of(registry), indicator).measured

    assert (measured.verdict, measured.part, measured.whole) == (verdict, part, whole)


def test_evidence_shows_the_latest_codes(registry: Registry) -> None:
    assert line_of(sheet_of(registry), Indicator.TRACKING_CODE).measured.codes == ("DDD", "CCC", "BBB", "AAA")


def test_question_left_open_is_met_in_part(registry: Registry) -> None:
    with writing():
        case = case_store.find_by_code("AAA")
        assert case is not None
        for answer in ("بله", None):
            question = Question(
                case_id=case.id,
                asked_by_id=registry.clerk.person_id,
                asked_at=MORDAD + DAY,
                text="؟",
                due_at=MORDAD + 5 * DAY,
                answer=answer,
                answered_at=MORDAD + 2 * DAY if answer else None,
            )
            db.session.add(question)
        db.session.commit()

    measured = line_of(sheet_of(registry), Indicator.INTERACTION).measured

    assert (measured.verdict, measured.part, measured.whole) == (IndicatorResult.PARTLY, 1, 2)
    assert measured.codes == ("AAA",)


def test_period_without_cases_measures_nothing_but_the_package(registry: Registry) -> None:
    sheet = sheet_of(registry, Period(date(2020, 1, 1), date(2020, 2, 1)))

    assert line_of(sheet, Indicator.RECEIPT).measured.verdict is IndicatorResult.NOT_YET
    assert line_of(sheet, Indicator.OPINION).measured.verdict is IndicatorResult.NOT_YET
    assert line_of(sheet, Indicator.PACKAGE).measured.verdict is IndicatorResult.MET


def test_evaluators_see_their_agency_only(registry: Registry) -> None:
    assert [s.service.id for s in worksheets.list_worksheets(WHOLE_MONTH, by=registry.evaluator, now=NOW)] == [
        LIBRARY_CARD
    ]
    with pytest.raises(NotPermitted):
        worksheets.list_worksheets(WHOLE_MONTH, by=registry.manager, now=NOW)
    with writing():
        foreign = factories.make_clerk(registry.other_unit, role=Role.EVALUATOR)
        db.session.commit()
    with pytest.raises(NotYours):
        worksheets.worksheet_of(LIBRARY_CARD, WHOLE_MONTH, by=foreign, now=NOW)


def test_remark_is_written_changed_and_taken_back_without_touching_the_fact(
    registry: Registry, sign_in: SignIn
) -> None:
    evaluator = sign_in(registry.evaluator)
    before = line_of(sheet_of(registry), Indicator.STAGES).measured

    for text in ("The stages were moved in.", "Seen on 20 Shahrivar."):
        answer = evaluator.post(f"{HERE}/remarks/I5?{PERIOD}", {"text": text})
        assert answer.status_code == 303
        assert answer.headers["Location"].endswith("#I5")
    page = evaluator.get(f"{HERE}?{PERIOD}").text
    assert "Seen on 20 Shahrivar." in page
    assert "moved in" not in page
    assert line_of(sheet_of(registry), Indicator.STAGES).measured == before

    evaluator.post(f"{HERE}/remarks/I5", {"text": "  "})
    assert line_of(sheet_of(registry), Indicator.STAGES).remark is None


def test_too_long_a_remark_is_kept_in_the_box_and_not_stored(registry: Registry, sign_in: SignIn) -> None:
    answer = sign_in(registry.evaluator).post(f"{HERE}/remarks/I5", {"text": "long " * 500})

    assert answer.status_code == 422
    assert "This text is too long." in answer.text
    assert "long long long" in answer.text
    assert line_of(sheet_of(registry), Indicator.STAGES).remark is None


@pytest.mark.parametrize(
    "path",
    ["/worksheets", HERE, f"{HERE}/worksheet.pdf", f"{HERE}/worksheet.xlsx", f"{HERE}/remarks/I1"],
)
def test_only_evaluators_come_in(registry: Registry, sign_in: SignIn, client: FlaskClient, path: str) -> None:
    assert sign_in(registry.evaluator).get(path).status_code == 200
    assert sign_in(registry.manager).get(path).status_code == 403
    assert client.get(path).status_code == 303


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/worksheets/no-such-service", 404),
        (f"{HERE}/remarks/I99", 404),
        ("/worksheets?from=x&to=y", 422),
        (f"{HERE}?from=1405/5/2&to=1405/5/1", 422),
        (f"{HERE}?from=1200/1/1&to=1599/1/1", 422),
        (f"{HERE}/worksheet.pdf?from=x", 404),
    ],
)
def test_hostile_addresses_get_a_plain_answer(registry: Registry, sign_in: SignIn, path: str, status: int) -> None:
    answer = sign_in(registry.evaluator).get(path)

    assert answer.status_code == status
    assert "Traceback" not in answer.text


def test_workbook_opened_again_has_a_line_an_indicator(registry: Registry, sign_in: SignIn) -> None:
    answer = sign_in(registry.evaluator).get(f"{HERE}/worksheet.xlsx?{PERIOD}")

    page = openpyxl.load_workbook(BytesIO(answer.data)).worksheets[0]
    rows = {str(row[0].value): [cell.value for cell in row] for row in page.iter_rows(min_row=2, max_row=14)}
    assert list(rows) == [indicator.value for indicator in Indicator]
    assert rows["I9"][2:6] == ["Met", "2 of 3 ended cases have an opinion (67%); mean 3.5 of 5", 2, 3]


def test_pdf_opened_again_names_service_period_and_measures(registry: Registry, sign_in: SignIn) -> None:
    answer = sign_in(registry.evaluator).get(f"{HERE}/worksheet.pdf?{PERIOD}")

    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages).split())
    assert "Library card" in text
    assert "Mordad 1405" in text
    assert "2 of 3 ended cases have an opinion" in text
