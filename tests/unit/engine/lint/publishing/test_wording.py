"""Languages of a desk, and one window: which texts are half, and which send their reader away."""

import pytest

from engine import Bilingual, Desk, missing_languages, sends_elsewhere
from tests.unit.engine.lint.diagrams import form, process, text
from tests.unit.engine.lint.findings import ERROR, WARNING, told
from tests.unit.engine.lint.publishing.text_cases import COMING, DEED, LINE, applied, named

BOTH = Desk()
INSIDE = "<startEvent id='x'/><endEvent id='y'/><sequenceFlow id='z' sourceRef='x' targetRef='y'/>"
PERSIAN, ENGLISH = Desk(languages=frozenset({"fa"})), Desk(languages=frozenset({"en"}))


@pytest.mark.parametrize(
    ("fa", "en", "missing"),
    [
        ("نام", "Name", ()),
        ("نام", "", ("en",)),
        ("نام", "نام", ("en",)),
        ("", "Name", ("fa",)),
        ("Name", "", ("fa",)),
        ("Name", "Name", ("fa",)),
        ("PDF", "", ()),
        ("ISO 9001", "ISO 9001", ()),
        ("۱۲", "", ("en",)),
        ("12", "", ()),
        ("", "", ()),
        ("فرم PDF", "PDF form", ()),
    ],
)
def test_text_lacks_the_language_in_which_it_says_nothing(fa: str, en: str, missing: tuple[str, ...]) -> None:
    assert missing_languages(Bilingual(fa, en), BOTH.languages) == missing
    assert missing_languages(Bilingual(fa, en), {"fa"}) == tuple(one for one in missing if one == "fa")
    assert missing_languages(Bilingual(fa, en), ()) == ()


def test_desk_of_one_language_asks_for_no_other() -> None:
    assert told("language-missing", named("بررسی", ""), publishing=True, desk=PERSIAN) == {}
    assert told("language-missing", named("Check", ""), publishing=True, desk=ENGLISH) == {}
    assert told("language-missing", named("Check", ""), publishing=True, desk=BOTH) == {"a": ERROR}
    assert told("language-missing", named("بررسی", ""), publishing=True) == {}


@pytest.mark.parametrize(
    "half",
    [
        '<extensionElements><miz:stage id="one" name="یک"/></extensionElements>\ns:start a:task e:end',
        "<laneSet id='l'><lane id='k' name='خط' miz:role='clerk'/></laneSet>\ns:start a:task e:end",
        f"s:start {COMING.format('کارت', '')}\ne:end",
        f"s:start {COMING.format('کارت', 'Card').replace('Handing in', '')}\ne:end",
    ],
)
def test_stages_lanes_and_attendances_are_in_both_languages(half: str) -> None:
    assert ERROR in told("language-missing", process(half, LINE), publishing=True, desk=BOTH).values()


@pytest.mark.parametrize(
    "step",
    [
        "<serviceTask id='a' name='استعلام' miz:connector='inquiry'/>",
        "<sendTask id='a' name='خبر' miz:notice='n'/>",
        "<intermediateThrowEvent id='a' name='رسیده'/>",
        f"<subProcess id='a' name='بررسی'>{INSIDE}</subProcess>",
    ],
)
def test_names_of_steps_in_a_history_are_in_both_languages(step: str) -> None:
    half = process(f"s:start {step}\ne:end", LINE)
    whole = process(f"s:start {step.replace(' name=', ' miz:en=`Step` name=', 1).replace('`', chr(34))}\ne:end", LINE)
    assert told("language-missing", half, publishing=True, desk=BOTH) == {"a": ERROR}
    assert told("language-missing", whole, publishing=True, desk=BOTH) == {}


def test_name_of_the_process_is_in_both_languages() -> None:
    named = process("s:start a:task e:end", LINE).replace(b'id="p" name="p"', 'id="p" name="خدمت"'.encode())
    assert told("language-missing", named, publishing=True, desk=BOTH) == {"p": ERROR}


def test_lane_of_the_applicant_and_what_nobody_reads_need_no_second_language() -> None:
    lanes = "<laneSet id='l'><lane id='k' name='متقاضی'/></laneSet>"
    diagram = process(f"{lanes}\ns:start <exclusiveGateway id='a' name='راه؟'/>\ne:end", LINE)
    assert told("language-missing", diagram, publishing=True, desk=BOTH) == {}


@pytest.mark.parametrize(
    ("component", "place"),
    [
        (text("x", label="نام"), "x"),
        (text("x", label="Name"), "x"),
        (text("x", label="نام", description="مانند شناسنامه", properties={"labelEn": "Name"}), "x"),
        ({"type": "text", "id": "t", "text": "بخوانید"}, "t"),
        (
            {
                "type": "radio",
                "key": "r",
                "label": "پاسخ",
                "properties": {"labelEn": "Answer"},
                "values": [{"label": "بله", "value": "yes"}],
            },
            "r",
        ),
        ({"type": "group", "id": "g", "label": "بخش", "components": []}, "g"),
    ],
)
def test_every_text_of_a_form_is_in_both_languages(component: dict[str, object], place: str) -> None:
    assert told("language-missing", applied(component), publishing=True, desk=BOTH) == {place: ERROR}


def test_text_that_feel_makes_is_left_alone() -> None:
    assert told("language-missing", applied(text("x", label="=name")), publishing=True, desk=BOTH) == {}


@pytest.mark.parametrize(
    ("fa", "en"),
    [
        ("در سامانهٔ ثنا ثبت‌نام کنید.", ""),
        ("برای ادامه به سامانه سجام مراجعه کنید.", ""),
        ("به بانک بروید و مبلغ را واریز کنید.", ""),
        ("از هر راه بانکی بپردازید.", ""),
        ("نشانی: www.example.ir", ""),
        ("", "Register at the tax system first."),
        ("", "See https://example.org/form"),
        ("", "Visit the bank with this letter."),
        ("برای ادامه به اتاق ۱۲ مراجعه کنید.", ""),
        ("", "Come to the office with it."),
    ],
)
def test_texts_that_send_their_reader_away(fa: str, en: str) -> None:
    assert sends_elsewhere(Bilingual(fa, en))


@pytest.mark.parametrize(
    ("fa", "en"),
    [
        ("موارد را در درگاه ببینید و اصلاح کنید.", "See on this portal what to correct."),
        ("در این سامانه ثبت‌نام کنید.", "Register on this portal."),
        ("سازمان نظام مهندسی آن را می‌فرستد؛ بارگذاری لازم نیست.", "The office gets it by itself."),
        ("رایانامه: name@example.ir", "E-mail: name@example.org"),
        ("نام بانک", "Name of the bank"),
        ("مأمور به نشانی شما می‌آید.", "The surveyor will visit you at the site."),
    ],
)
def test_texts_that_stay_here(fa: str, en: str) -> None:
    assert not sends_elsewhere(Bilingual(fa, en))


@pytest.mark.parametrize(
    ("component", "found"),
    [
        (text("x", label="شمارهٔ فیش واریز"), True),
        (text("x", label="شناسه پرداخت"), True),
        (text("x", label="نام", properties={"labelEn": "Receipt number"}), True),
        (text("x", label="شناسه پرداخت", properties={"readonly": "true"}), False),
        (text("x", label="کد رهگیری", properties={"kind": "tracking-code"}), False),
        (text("x", label="شماره تلفن"), False),
        ({"type": "filepicker", "key": "x", "label": "تصویر رسید بانک"}, True),
        ({"type": "filepicker", "key": "x", "label": "نقشه"}, False),
        ({"type": "text", "id": "x", "text": "از سامانهٔ ثبت احوال کد را بگیرید."}, True),
    ],
)
def test_numbers_and_papers_from_elsewhere_are_remarked(component: dict[str, object], found: bool) -> None:
    assert told("sent-elsewhere", applied(component), publishing=True) == ({"x": WARNING} if found else {})


def test_forms_of_staff_may_ask_for_numbers_of_others() -> None:
    diagram = process("s:start <userTask id='a' name='a' miz:audience='staff' miz:form='f'/>\ne:end", LINE)
    bundle = {"process.bpmn": diagram, "forms/f.form": form(text("x", label="شماره فیش"))}
    assert told("sent-elsewhere", bundle, publishing=True) == {}


@pytest.mark.parametrize(
    ("fa", "en", "found"),
    [
        ("سند مالکیت", "Title deed", True),
        ("تصویر سند مالکیت", "", True),
        ("چیزی", "a copy of the title deed", True),
        ("اصل سند مالکیت", "The original title deed", True),
        ("اصل سند مالکیت برای تطبیق", "The original title deed, to compare it", False),
        ("کارت ملی", "National card", False),
    ],
)
def test_what_was_uploaded_is_brought_only_for_a_reason(fa: str, en: str, found: bool) -> None:
    bundle = applied(DEED, task=COMING.format(fa, en))
    assert told("attendance-uploaded", bundle, publishing=True) == ({"a": WARNING} if found else {})
