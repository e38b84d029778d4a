"""What is known goes into a form, comes out of it, and is shown in words."""

from forms import describe, parse_form, prefill, profile_values
from forms.describe import Line
from forms.values.markdown import Span, read_markdown
from tests.unit.forms.samples import ANSWERS, DEED, FORM

FORM_ = parse_form(FORM)


def shown(language: str, **changes: object) -> dict[str, Line]:
    lines = describe(FORM_, ANSWERS | changes, language, document_names={DEED: "وکالت.pdf"})
    return {line.key: line for line in lines}


def test_answers_are_shown_in_persian_words() -> None:
    values = {key: line.value for key, line in shown("fa").items()}

    assert values["birth_date"] == "دوشنبه ۳ مرداد ۱۳۶۷"
    assert values["mobile"] == "۰۹۱۲۳۴۵۶۷۸۹"
    assert values["area"] == "۱۲۰٫۵ متر مربع"
    assert values["cost"] == "۱۲٬۵۰۰٬۰۰۰ ریال"
    assert values["role"] == "مالک"
    assert values["use"] == "ارائه نشده"
    assert values["wishes"] == "مسکونی، تجاری"
    assert values["by_post"] == "خیر"


def test_answers_are_shown_in_english_words() -> None:
    lines = shown("en")

    assert lines["birth_date"].value == "Monday 3 Mordad 1367 (25 July 1988)"
    assert lines["national_id"] == Line("Applicant", "National id", "0084575948", "national_id", True, True)
    assert lines["use"].value == "Not provided"
    assert lines["wishes"].value == "Housing, Trade"


def test_what_stands_around_a_box_is_shown_around_its_answer() -> None:
    around = {"prefixAdorner": "+", "suffixAdorner": "متر"}
    for type_, answer, words in (
        ("number", 1200, "+ ۱٬۲۰۰ متر"),
        ("number", "1200.5", "+ ۱٬۲۰۰٫۵ متر"),
        ("textfield", "۱۲ الف", "+ ۱۲ الف متر"),
    ):
        given = {"type": type_, "key": "q", "label": "q", "appearance": around, "serializeToString": True}
        (line,) = describe(parse_form({"components": [given]}), {"q": answer}, "fa")
        assert line.value == words


def test_what_is_computed_without_a_label_is_not_shown_and_with_one_is_not_the_readers_to_change() -> None:
    silent = {"type": "expression", "key": "a", "expression": "=1"}
    told = {"type": "expression", "key": "b", "label": "جمع", "expression": "=1"}
    (line,) = describe(parse_form({"components": [silent, told]}), {"a": 1, "b": 2}, "fa")
    assert (line.label, line.value, line.asked) == ("جمع", "۲", False)


def test_a_question_that_did_not_apply_is_left_out() -> None:
    assert "mandate" not in shown("fa")
    assert shown("fa", mandate=[DEED])["mandate"].value == "وکالت.pdf"


def test_answers_that_no_longer_fit_their_question_are_shown_as_they_are() -> None:
    values = shown("fa", birth_date="long ago", role=7, area="x")
    assert [values[key].value for key in ("birth_date", "role", "area")] == ["long ago", "۷", "x"]


def test_known_facts_are_filled_in_and_bad_ones_left_to_be_asked() -> None:
    filled = prefill(FORM_, {"national_id": "0084575948", "mobile": "0912", "first_name": "علی", "email": "a@b.ir"})
    assert filled == {"national_id": "0084575948", "first_name": "علی", "parcel": "1/1"}


def test_new_facts_about_the_citizen_are_taken_out() -> None:
    assert profile_values(FORM_, ANSWERS | {"mobile": None}) == {  # type: ignore[arg-type]  # plain JSON
        "national_id": "0084575948",
        "first_name": "علی",
        "birth_date": "1988-07-25",
    }


def test_a_little_markdown_becomes_blocks() -> None:
    blocks = read_markdown("# سر\nمتن **مهم** و [پیوند](https://example.ir)\n- یک\n- دو\n\n<script>")

    assert [block.tag for block in blocks] == ["h", "p", "ul", "p"]
    assert blocks[1].lines[0][1] == Span("مهم", bold=True)
    assert blocks[1].lines[0][3] == Span("پیوند", href="https://example.ir")
    assert len(blocks[2].lines) == 2
    assert blocks[3].lines == ((Span("<script>"),),)


def test_only_harmless_links_are_links() -> None:
    for href in ("javascript:alert(1)", "//evil.example", "data:text/html,x"):
        assert all(span.href is None for span in read_markdown(f"[x]({href})")[0].lines[0])
