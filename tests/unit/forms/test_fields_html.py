"""The HTML of a form: labels, hints and errors belong to their boxes, in both languages."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import pytest
from lxml import html

from app.web.icons import icon
from forms import build_page, parse_form, persian_digits, validate
from tests.unit.forms.samples import DEED, FORM, TYPED, component, mandate_rule

TEMPLATES = Path(__file__).parents[3] / "app" / "web" / "templates"
FORM_ = parse_form(FORM)
PAGE = """{% import "forms/fields.html" as fields %}
<main>{{ fields.error_summary(page) }}<form method="post">{{ fields.body(page) }}</form></main>"""


@cache
def environment(language: str) -> jinja2.Environment:
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined
    )
    env.globals["icon"] = icon
    env.globals["url_for"] = lambda endpoint, **values: "/".join([endpoint, *values.values()])
    env.globals["t"] = lambda fa, en: en if language == "en" else fa
    env.filters["lang"] = lambda pair: pair.in_language(language)
    env.filters["digits"] = lambda text: text if language == "en" else persian_digits(str(text))
    return env


def render(values: dict[str, object], language: str = "fa", definition: dict[str, object] | None = None) -> Any:
    form = parse_form(definition or FORM)
    checked = validate(form, values, hidden=mandate_rule)
    page = build_page(
        form,
        values,
        errors=checked.errors,
        hidden=mandate_rule,
        known={"officer": "مریم"},
        document_names={DEED: "وکالت <۱>.pdf"},
    )
    return html.fromstring(environment(language).from_string(PAGE).render(page=page))


AGENT = TYPED | {"role": "agent", "mandate": [DEED]}
STATES = {"good": TYPED, "empty": {}, "agent": AGENT, "agent without": {"role": "agent"}, "bad": TYPED | {"area": "x"}}


@pytest.fixture(params=[(state, language) for state in STATES for language in ("fa", "en")], ids=str)
def page(request: pytest.FixtureRequest) -> Any:
    state, language = request.param
    return render(STATES[state], language)


def boxes(page: Any) -> list[Any]:
    return page.xpath("//input[not(@type='hidden')] | //select | //textarea")


def test_every_id_is_used_once(page: Any) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_every_box_has_a_label_of_its_own(page: Any) -> None:
    for box in boxes(page):
        labels = page.xpath(f"//label[@for='{box.get('id')}']")
        assert [label.text_content().strip() for label in labels] not in ([], [""])
        assert len(labels) == 1


def test_every_reference_leads_somewhere(page: Any) -> None:
    ids = set(page.xpath("//@id"))
    refs = page.xpath("//@aria-describedby | //@aria-labelledby | //@for")
    links = [href[1:] for href in page.xpath("//a/@href") if href.startswith("#")]
    assert {one for ref in refs for one in ref.split()} | set(links) <= ids


def test_every_group_of_boxes_has_a_legend(page: Any) -> None:
    for box in page.xpath("//input[@type='radio'] | //input[contains(@class, 'date-box')] | //input[@type='file']"):
        assert box.xpath("ancestor::fieldset/legend")


def test_enter_presses_a_button_that_does_nothing_special(page: Any) -> None:
    first = page.xpath("//form//button")[0]
    assert first.get("name") is None


@pytest.mark.parametrize("language", ["fa", "en"])
def test_errors_stand_in_the_summary_and_at_their_box(language: str) -> None:
    page = render({"national_id": "0084575949", "role": "king", "extra": "1"}, language)

    summary = page.xpath("//*[@id='error-summary']//li")
    targets = [item.xpath("string(a/@href)") for item in summary]

    assert targets == ["#q-national_id", "#q-first_name", "#q-birth_date-day", "#q-role-1", "#q-agree", ""]
    box = page.get_element_by_id("q-national_id")
    assert box.get("aria-invalid") == "true"
    assert "q-national_id-error" in box.get("aria-describedby").split()
    said = page.get_element_by_id("q-national_id-error").text_content()
    assert summary[0].text_content().strip() in said
    assert box.get("value") == ("0084575949" if language == "en" else "۰۰۸۴۵۷۵۹۴۹")


def test_no_summary_where_nothing_is_wrong() -> None:
    page = render(TYPED)
    assert not page.xpath("//*[@id='error-summary'] | //*[@aria-invalid]")


def test_what_was_typed_is_kept() -> None:
    page = render(TYPED | {"area": "صد"})

    assert page.get_element_by_id("q-area").get("value") == "صد"
    assert page.get_element_by_id("q-birth_date-year").get("value") == "۱۳۶۷"
    assert page.xpath("//input[@name='wishes' and @checked]/@value") == ["home", "shop"]
    assert page.xpath("//input[@name='role' and @checked]/@value") == ["owner"]
    assert page.get_element_by_id("q-agree").get("checked") is not None
    # browsers drop the line break that opens a textarea, lxml keeps it
    assert page.get_element_by_id("q-notes").text == "\nخط یک\nخط دو"


@pytest.mark.parametrize("language", ["fa", "en"])
def test_stored_answers_are_shown_as_people_type_them(language: str) -> None:
    stored = {"birth_date": "1988-07-25", "mobile": "+989123456789", "cost": 5000, "agree": True}
    page = render(stored, language)

    ids = ("birth_date-day", "birth_date-month", "birth_date-year", "mobile", "cost")
    shown = [page.get_element_by_id(f"q-{id_}").get("value") for id_ in ids]
    plain = ["3", "5", "1367", "09123456789", "5000"]
    assert shown == (plain if language == "en" else [persian_digits(text) for text in plain])
    assert page.get_element_by_id("q-agree").get("checked") is not None


def test_optional_questions_say_so_and_nothing_has_an_asterisk() -> None:
    page = render({}, "en")
    assert "(optional)" in page.xpath("string(//label[@for='q-area'])")
    assert "(optional)" not in page.xpath("string(//label[@for='q-first_name'])")
    assert "*" not in page.text_content()


def test_codes_are_typed_left_to_right_on_a_number_pad() -> None:
    box = render({}).get_element_by_id("q-national_id")
    assert (box.get("dir"), box.get("inputmode"), box.get("type")) == ("ltr", "numeric", "text")


def test_browsers_know_whose_name_is_asked() -> None:
    page = render({})
    assert page.get_element_by_id("q-first_name").get("autocomplete") == "given-name"
    assert page.get_element_by_id("q-mobile").get("autocomplete") == "tel"


def test_a_hidden_question_is_not_on_the_page_and_the_one_that_steers_it_is_marked() -> None:
    page = render(TYPED)
    shown = "[not(ancestor::template)]"
    assert not page.xpath(f"//*[@data-question='mandate']{shown}")
    assert page.xpath(f"//*[@data-steers]{shown}/@data-question") == ["role"]
    assert "mandate" not in page.xpath(f"//input[@name='_asked']{shown}/@value")


def test_a_hidden_question_waits_in_a_template_for_the_browser_to_ask_it() -> None:
    hidden, shown = render(TYPED), render(AGENT)
    assert hidden.xpath("//template/@data-hides") == shown.xpath("//div/@data-hides") == ['["role != \\"agent\\""]']
    assert hidden.xpath("//template//*[@data-question]/@data-question") == ["mandate"]
    assert not shown.xpath("//template")
    assert json.loads(shown.xpath("//*[@data-question='role']/@data-reading")[0]) == {
        "as": "choice",
        "values": {"owner": "owner", "agent": "agent"},
    }


def test_limits_of_a_document_are_told_before_choosing() -> None:
    page = render({"role": "agent"}, "en")
    said = page.get_element_by_id("q-mandate-types").text_content()
    assert "PDF, JPG" in said
    assert "PDF، JPG" in render({"role": "agent"}).get_element_by_id("q-mandate-types").text_content()
    assert "25 MB" in said
    assert "at most 2 files" in said
    assert page.get_element_by_id("q-mandate").get("accept").startswith(".pdf,.jpg")


def test_uploaded_documents_are_listed_with_a_button_to_remove_each() -> None:
    page = render(AGENT)

    assert page.xpath("//input[@name='mandate']/@value") == [DEED]
    assert page.xpath("//button[@name='_remove']/@value") == [f"mandate:{DEED}"]
    assert "وکالت <۱>.pdf" in page.xpath("string(//*[@id='q-mandate-documents'])")


def test_a_full_document_question_asks_for_no_more() -> None:
    page = render(TYPED | {"role": "agent", "mandate": [DEED, DEED.replace("0", "1")]})
    assert not page.xpath("//input[@type='file']")


def test_read_only_facts_are_shown_not_asked() -> None:
    page = render(TYPED)
    assert page.xpath("normalize-space(//*[@data-question='officer']//dd)") == "مریم"
    assert not page.xpath("//*[@name='officer']")


def test_texts_and_headings_follow_the_language() -> None:
    english = render({}, "en")
    assert english.xpath("string(//h2[starts-with(@id, 'section-')])") == "Applicant"
    assert english.xpath("//div[contains(@class,'form-text-block')]//a/@href") == ["https://example.ir"]
    assert render({}).xpath("//div[contains(@class,'form-text-block')]//strong/text()") == ["پر کردن"]


def test_nothing_typed_becomes_markup() -> None:
    evil = '"><script>alert(1)</script>'
    page = render({"first_name": evil, "notes": f"</textarea>{evil}"})
    assert not page.xpath("//script")


def test_labels_of_an_author_become_no_markup() -> None:
    page = render({}, definition={"components": [component("textfield", "a", "<b>نام</b>", "")]})
    assert not page.xpath("//b")


def test_what_stands_around_a_box_is_part_of_what_is_read_aloud() -> None:
    around = {"prefixAdorner": "+۹۸", "suffixAdorner": "نفر"}
    asked = component("number", "n", "شمار", "Count", appearance=around)
    page = render({}, definition={"components": [asked]})
    box = page.get_element_by_id("q-n")
    assert box.get("aria-describedby").split() == ["q-n-prefix", "q-n-unit"]
    texts = [page.get_element_by_id(id_).text_content() for id_ in ("q-n-prefix", "q-n-unit")]
    assert texts == ["+۹۸", "نفر"]


def test_amount_of_money_shows_rials_and_nothing_else() -> None:
    asked = component(
        "number",
        "n",
        "مبلغ",
        "Sum",
        properties={"kind": "money"},
        appearance={"prefixAdorner": "$", "suffixAdorner": "x"},
    )
    page = render({}, definition={"components": [asked]})
    assert page.xpath("string(//*[contains(@class, 'input-group')])").split() == ["ریال"]


def test_spacer_frame_and_search_are_on_the_page() -> None:
    uses = [{"label": "الف", "value": "a"}]
    framed = {
        "type": "group",
        "label": "گروه",
        "showOutline": True,
        "components": [component("select", "s", "از میان", "Of", values=uses, searchable=True)],
    }
    page = render({}, definition={"components": [{"type": "spacer", "height": 40}, framed]})
    assert page.xpath("string(//svg[@aria-hidden]/@height)") == "40"
    assert page.xpath("//section[contains(@class, 'form-section-outlined')]//select[@data-searchable]")
    assert not page.xpath("//@style")


def test_choice_without_options_says_so_and_can_be_reached_from_the_summary() -> None:
    places = component("select", "place", "جا", "Place", valuesKey="places", validate={"required": True})
    page = render({}, definition={"components": [places]})
    (link,) = page.xpath("//div[@id='error-summary']//a")
    (question,) = page.xpath("//*[@data-question='place']")
    assert link.get("href") == "#q-place"
    assert question.xpath(".//fieldset[@id='q-place' and @tabindex='-1']")
    assert "هنوز گزینه‌ای برای این پرسش نیست." in question.text_content()
    assert not question.xpath(".//input[@name='_asked']")


def test_row_is_written_with_the_widths_of_its_cells() -> None:
    beside = {"layout": {"row": "R1", "columns": 10}}, {"layout": {"row": "R1"}}
    questions = [component("textfield", key, key, key, **more) for key, more in zip("ab", beside, strict=True)]
    page = render({}, definition={"components": questions})
    cells = page.xpath("//div[@class='form-row']/div")
    assert [cell.get("class") for cell in cells] == ["form-cell form-cell-10", "form-cell form-cell-6"]
    assert [cell.xpath("string(.//input[@type='text']/@name)") for cell in cells] == ["a", "b"]
    css = (TEMPLATES.parents[2] / "frontend" / "src" / "css" / "forms.css").read_text(encoding="utf-8")
    assert all(f".form-cell-{width} {{" in css for width in range(1, 17))


@pytest.mark.parametrize(
    ("language", "words"), [("fa", ["نام", "چیزی در این جدول نیست."]), ("en", ["Name", "There is"])]
)
def test_table_has_its_caption_and_says_when_it_is_empty(language: str, words: list[str]) -> None:
    columns = [{"key": "name", "label": "نام", "labelEn": "Name"}]
    table = {"type": "table", "label": "هزینه‌ها", "dataSource": "=fees", "columns": columns}
    page = render({}, language, definition={"components": [table]})
    (shown,) = page.xpath("//*[@role='region' and @tabindex='0' and @aria-label='هزینه‌ها']/table")
    assert shown.xpath("string(caption)") == "هزینه‌ها"
    assert shown.xpath("string(.//th[@scope='col'])") == words[0]
    assert words[1] in shown.xpath("string(.//td)")
