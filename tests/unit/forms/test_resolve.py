"""FEEL in labels, texts, limits and switches of a form: what it yields takes the place of what is written."""

from collections.abc import Mapping
from typing import Any

import pytest

from engine import Bilingual, value_of
from forms import Form, build_page, describe, parse_form, prefill, resolve, validate
from forms.definition import Field, TextBlock
from forms.page import Page, Paragraphs, Question
from forms.posted import newly_asked, read_post
from forms.settle import settle
from tests.unit.engine.case_player import NOON
from tests.unit.forms.samples import USES, component
from tests.unit.forms.test_live import form, hiding, is_true, number, radio, value

REQUIRED = {"required": True}


def text(key: str, **more: Any) -> dict[str, object]:
    return component("textfield", key, key, key, **more)


def resolved(asked: Form, **data: object) -> Form:
    return resolve(asked, data, value)


def one(*components: dict[str, object], **data: object) -> Field:
    return resolved(form(*components), **data).fields[-1]


def page_of(asked: Form, values: Mapping[str, object], **known: object) -> Page:
    return build_page(asked, values, hidden=is_true, compute=value, known=known)


def questions(page: Page) -> dict[str, Question]:
    return {item.field.key: item for item in page.items if isinstance(item, Question)}


class TestTexts:
    @pytest.mark.parametrize(
        ("written", "data", "fa", "en"),
        [
            ("مالک ملک {{ n }}", {"n": 2}, "مالک ملک ۲", "مالک ملک 2"),
            ('="مساحت " + zone', {"zone": "شمال"}, "مساحت شمال", "مساحت شمال"),
            ("{{fee}} ریال", {"fee": 1250000}, "۱٬۲۵۰٬۰۰۰ ریال", "1,250,000 ریال"),
            ("تا {{ until }}", {"until": "2026-03-21"}, "تا شنبه ۱ فروردین ۱۴۰۵", None),
            ("سلام {{ nobody }}", {}, "سلام —", "سلام —"),
            ("{{ ok }} و {{ n + 1 }}", {"ok": True, "n": 1}, "بله و ۲", "Yes و 2"),
            ("{{ names }}", {"names": ["الف", "ب"]}, "الف، ب", "الف, ب"),
        ],
    )
    def test_label_reads_as_people_read_values(
        self, written: str, data: dict[str, object], fa: str, en: str | None
    ) -> None:
        label = one({"type": "textfield", "key": "q", "label": written}, **data).label
        assert label.fa == fa
        assert en is None or label.en == en

    def test_each_language_has_its_own_template(self) -> None:
        question = text("q", properties={"labelEn": "Owner of {{ n }} plots"}) | {"label": "مالک {{ n }} ملک"}
        assert one(question, n=3).label == ("مالک ۳ ملک", "Owner of 3 plots")

    def test_label_without_value_falls_back_on_the_key(self) -> None:
        assert one({"type": "textfield", "key": "q", "label": "=missing"}).label == ("q", "q")

    def test_name_of_a_question_reads_as_its_answer(self) -> None:
        asked = form(component("select", "use", "use", "use", values=USES), text("why", description="چرا {{ use }}؟"))
        described = resolved(asked, use="home").fields[1].description
        assert described == Bilingual("چرا مسکونی؟", "چرا Housing؟")

    def test_description_adorners_and_headings_are_filled_in_too(self) -> None:
        adorned = number("q", description="{{ n }}", appearance={"prefixAdorner": "=n", "suffixAdorner": "از {{ n }}"})
        asked = resolved(form({"type": "group", "label": "ملک {{ n }}", "components": [adorned]}), n=7)
        (group,) = asked.items
        assert group.label.fa == "ملک ۷"  # type: ignore[union-attr]  # a group
        (found,) = asked.fields
        assert [pair.fa for pair in (found.description, found.prefix, found.suffix) if pair] == ["۷", "۷", "از ۷"]

    def test_what_data_bring_in_is_never_read_as_markdown_or_feel(self) -> None:
        asked = form({"type": "text", "text": "**سلام** {{ name }}\n\n- [کد](https://example.ir/{{ name }})"})
        page = page_of(asked, {}, name="**[x](https://evil.example)** {{ 1 + 1 }}")
        (paragraphs,) = page.items
        assert isinstance(paragraphs, Paragraphs)
        spans = [span for block in paragraphs.fa for line in block.lines for span in line]
        assert [(span.text, span.bold) for span in spans[:2]] == [
            ("سلام", True),
            (" **[x](https://evil.example)** {{ 1 + 1 }}", False),
        ]
        assert [span.href for span in spans if span.href] == [
            "https://example.ir/%2A%2A%5Bx%5D%28https%3A%2F%2Fevil.example%29%2A%2A%20%7B%7B%201%20%2B%201%20%7D%7D"
        ]

    def test_text_that_is_an_expression_has_no_links(self) -> None:
        page = page_of(form({"type": "text", "text": '="**" + a + "**"'}), {}, a="[x](https://evil.example)")
        (paragraphs,) = page.items
        assert isinstance(paragraphs, Paragraphs)
        ((line,),) = (block.lines for block in paragraphs.fa)
        assert [(span.text, span.bold, span.href) for span in line] == [("[x](https://evil.example)", True, None)]

    def test_resolved_form_is_not_resolved_again(self) -> None:
        once = resolved(form({"type": "textfield", "key": "q", "label": "{{ name }}"}), name="{{ 1 + 1 }}")
        assert resolve(once, {}, value).fields[0].label.fa == "{{ ۱ + ۱ }}"

    def test_form_without_feel_stays_the_same(self) -> None:
        asked = form(text("a"), radio("b", **hiding('=a = "x"')))
        assert resolve(asked, {"a": "x"}, value) is asked

    def test_form_reads_the_names_in_its_feel(self) -> None:
        asked = form(
            text("a", description="{{ alpha }}", defaultValue="=beta", validate={"maxLength": "=gamma"}),
            {"type": "text", "text": "{{ delta }}", "properties": {"textEn": "{{ epsilon }}"}},
        )
        assert {"alpha", "beta", "gamma", "delta", "epsilon"} <= asked.reads


class TestLimits:
    asked = form(
        number("area"),
        number("built", validate={"min": "=area / 10", "max": "=area * rate"}),
        text(
            "code", validate={"minLength": "=size", "maxLength": "=size", "pattern": '=if rate > 1 then "a+" else null'}
        ),
    )

    @pytest.mark.parametrize(
        ("typed", "faults"),
        [
            ({"area": "100", "built": "10"}, set()),
            ({"area": "100", "built": "200"}, set()),
            ({"area": "100", "built": "9.9"}, {"built": "too_small"}.items()),
            ({"area": "100", "built": "200.5"}, {"built": "too_large"}.items()),
            ({"built": "1000000"}, set()),
            ({"code": "aaa"}, set()),
            ({"code": "aa"}, {"code": "too_short"}.items()),
            ({"code": "aba"}, {"code": "pattern"}.items()),
        ],
    )
    def test_bounds_follow_answers_and_data(self, typed: dict[str, object], faults: Any) -> None:
        checked = validate(self.asked, typed, hidden=is_true, compute=value, known={"rate": 2, "size": 3})
        assert {(key, problems[0].code) for key, problems in checked.errors.items()} == set(faults)

    def test_pattern_that_cannot_be_used_lets_nothing_through(self) -> None:
        checked = validate(form(text("q", validate={"pattern": "=p"})), {"q": "a"}, compute=value, known={"p": "(a+)+"})
        assert [problem.code for problem in checked.errors["q"]] == ["pattern"]

    def test_required_follows_answers(self) -> None:
        asked = form(radio("agent"), text("mandate", validate={"required": '=agent = "yes"'}))
        assert validate(asked, {"agent": "yes"}, hidden=is_true, compute=value).errors.keys() == {"mandate"}
        assert validate(asked, {"agent": "no"}, hidden=is_true, compute=value).ok
        assert questions(page_of(asked, {"agent": "yes"}))["mandate"].field.required

    def test_hidden_question_is_never_required(self) -> None:
        asked = form(radio("agent"), text("mandate", validate={"required": "=true"}, **hiding('=agent != "yes"')))
        assert validate(asked, {"agent": "no"}, hidden=is_true, compute=value).ok
        assert validate(asked, {"agent": "yes"}, hidden=is_true, compute=value).errors.keys() == {"mandate"}


class TestReadOnly:
    asked = form(
        text("status"),
        text("name", readonly='=status = "done"', validate=REQUIRED),
        text("reason", validate=REQUIRED, **hiding('=name = "known"')),
    )

    def test_posted_answer_of_a_read_only_question_is_never_taken(self) -> None:
        checked = validate(
            self.asked, {"status": "done", "name": "forged", "reason": "x"}, hidden=is_true, compute=value
        )
        assert checked.ok
        assert checked.answers == {"status": "done", "reason": "x"}

    def test_it_is_asked_while_the_condition_does_not_hold(self) -> None:
        checked = validate(self.asked, {"status": "new", "name": "mine"}, hidden=is_true, compute=value)
        assert checked.errors.keys() == {"reason"}
        assert validate(self.asked, {"status": "new"}, hidden=is_true, compute=value).errors.keys() == {
            "name",
            "reason",
        }

    def test_what_is_known_of_it_decides_and_is_shown(self) -> None:
        known = {"name": "known"}
        checked = validate(self.asked, {"status": "done", "name": "forged"}, hidden=is_true, compute=value, known=known)
        assert checked.ok
        assert checked.answers == {"status": "done"}
        shown = questions(page_of(self.asked, {"status": "done", "name": "forged"}, **known))
        assert shown["name"].field.readonly
        assert shown["name"].words.fa == "known"

    def test_known_value_is_not_put_into_a_question_that_is_asked(self) -> None:
        shown = questions(page_of(self.asked, {"status": "new"}, name="earlier"))
        assert shown["name"].value == ""

    def test_disabled_by_feel_is_the_same_and_keeps_no_default(self) -> None:
        asked = form(
            text("a"), text("b", disabled='=a = "x"', defaultValue="d"), text("c", readonly=True, defaultValue="d")
        )
        checked = validate(asked, {"a": "x", "b": "forged"}, hidden=is_true, compute=value)
        assert checked.answers == {"a": "x", "c": "d"}

    def test_default_of_a_read_only_question_is_its_answer_unless_more_is_known(self) -> None:
        asked = form(text("c", readonly=True, defaultValue='="d" + x'))
        assert validate(asked, {}, compute=value, known={"x": "1"}).answers == {"c": "d1"}
        assert validate(asked, {}, compute=value, known={"x": "1", "c": "k"}).answers == {}

    def test_what_is_posted_for_a_question_that_is_always_read_only_is_refused(self) -> None:
        asked = form(text("c", readonly=True))
        assert validate(asked, {"c": "x"}, compute=value).errors["c"][0].code == "unknown"

    def test_page_is_shown_again_where_an_answer_opens_a_question(self) -> None:
        posted = read_post(self.asked, {"status": ["new"], "_asked": ["status", "reason"]})
        seen = settle(self.asked, posted.raw, hidden=is_true, compute=value)
        assert [question.key for question in newly_asked(self.asked, posted, seen.not_asked)] == ["name"]
        closed = settle(self.asked, {"status": "done"}, hidden=is_true, compute=value)
        assert closed.fixed == {"name"}
        assert newly_asked(self.asked, posted, closed.not_asked) == ()

    def test_only_true_switches(self) -> None:
        for yields in ('="yes"', "=1", "=null", "=missing", "=false"):
            assert not one(text("q", readonly=yields)).readonly

    def test_circle_of_switches_ends(self) -> None:
        asked = form(text("a", readonly='=b = "x"'), text("b", readonly='=a = "x"'))
        assert settle(asked, {"a": "x", "b": "x"}, hidden=is_true, compute=value).fixed in (
            {"a", "b"},
            set(),
            {"a"},
            {"b"},
        )

    def test_check_page_leaves_out_what_was_read_only(self) -> None:
        answers = {"status": "done", "reason": "x"}
        lines = describe(resolve(self.asked, answers, value), answers, "en")
        assert [line.key for line in lines] == ["status", "reason"]


class TestDefaults:
    def test_default_is_evaluated_over_data_and_the_answers_above(self) -> None:
        asked = form(
            number("n", defaultValue="=count + 1"),
            number("twice", defaultValue="=n * 2"),
            text("greeting", defaultValue="سلام {{ who }}"),
            component("checklist", "uses", "u", "u", values=USES, defaultValue='=["home", "shop"]'),
            component("datetime", "day", "d", "d", subtype="date", defaultValue="=today()"),
            text("plain", defaultValue="x"),
        )
        first = prefill(asked, {}, compute=value, data={"count": 3, "who": "مریم"})
        assert first == {
            "n": 4,
            "twice": 8,
            "greeting": "سلام مریم",
            "uses": ["home", "shop"],
            "day": NOON.date().isoformat(),
            "plain": "x",
        }

    def test_default_that_does_not_fit_is_left_out(self) -> None:
        asked = form(
            number("n", defaultValue='="many"'), component("radio", "r", "r", "r", values=USES, defaultValue="=1")
        )
        assert prefill(asked, {}, compute=value) == {}

    def test_profile_goes_before_the_default(self) -> None:
        asked = form(text("city", properties={"profile": "city"}, defaultValue='="قم"'))
        assert prefill(asked, {"city": "شیراز"}, compute=value) == {"city": "شیراز"}


def test_values_come_from_the_engine() -> None:
    """The callable of these tests is the one that the desk uses."""
    assert value("=1 + 1", {}) == value_of("=1 + 1", {}, now=NOON) == 2


def test_text_block_of_one_language_is_read_in_both() -> None:
    (block,) = resolved(form({"type": "text", "text": "{{ n }} نفر"}), n=2).items
    assert isinstance(block, TextBlock)
    assert block.values == (("۲",), ("2",))


def test_label_of_a_computed_value_may_hold_feel() -> None:
    asked = parse_form({"components": [component("expression", "sum", "جمع {{ n }}", "", expression="=n + 1")]})
    (found,) = page_of(asked, {}, n=1).items
    assert isinstance(found, Question)
    assert (found.field.label.fa, found.words.fa) == ("جمع ۱", "۲")
