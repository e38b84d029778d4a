"""Why a step failed, in words that a supervisor understands; the technical cause stands beside them."""

import re

from app.usecases.cases.case_steps import CAUSE_BROKEN
from forms.texts import Bilingual

#: how the engine's and the connectors' causes begin, and what they mean
_MEANINGS: tuple[tuple[re.Pattern[str], Bilingual], ...] = (
    (
        re.compile("Another case waits for this message"),
        Bilingual(
            "پروندهٔ دیگری منتظر همین پیام با همین کلید است؛ هر پیام تنها به یک پرونده می‌رسد. "
            "وقتی آن پرونده پیام را گرفت، دوباره اجرا کنید.",
            "Another case waits for the same message under the same key, and a message reaches "
            "one case only. Try again when that case has taken it.",
        ),
    ),
    (
        re.compile(r"No way out of"),
        Bilingual(
            "هیچ‌یک از شرط‌های ادامهٔ راه برقرار نیست و راه پیش‌فرضی کشیده نشده است. دادهٔ "
            "پرونده را درست کنید، یا از تحلیلگر بخواهید نمودار را اصلاح کند و پرونده را به نسخهٔ "
            "تازه ببرد.",
            "None of the conditions to go on holds, and no default way is drawn. Put the case's "
            "data right, or ask the analyst to mend the diagram and move the case to the new "
            "version.",
        ),
    ),
    (
        re.compile(r"CONNECTOR_UNREACHABLE|HTTP_5\d\d"),
        Bilingual(
            "سامانهٔ دیگر پاسخ نداد، هرچند چند بار پرسیده شد. وقتی دوباره در دسترس بود اجرا "
            "کنید، یا پاسخ را دستی وارد کنید.",
            "The other system did not answer, though it was asked several times. Try again when "
            "it can be reached, or enter its answer by hand.",
        ),
    ),
    (
        re.compile(r"[A-Z][A-Z0-9_]*: "),
        Bilingual(
            "سامانهٔ دیگر درخواست را نپذیرفت. دادهٔ پرونده را بازبینی کنید، یا پاسخ را دستی وارد کنید.",
            "The other system refused the request. Check the case's data, or enter the answer by hand.",
        ),
    ),
    (
        re.compile(r"The process goes round"),
        Bilingual(
            "فرایند بی‌آنکه منتظر چیزی بماند دور خود می‌چرخد؛ تحلیلگر باید نمودار را اصلاح کند.",
            "The process goes round without ever waiting; the analyst has to mend the diagram.",
        ),
    ),
    (
        re.compile(re.escape(CAUSE_BROKEN)),
        Bilingual(
            "گامی که خودکار اجرا می‌شد با خطای پیش‌بینی‌نشده‌ای ایستاد؛ هیچ چیز نیمه‌کاره ثبت "
            "نشده است. دوباره اجرا کنید و اگر تکرار شد، علت فنی را به پشتیبان بدهید.",
            "A step that runs by itself stopped at an unforeseen fault; nothing was recorded by "
            "half. Try again, and if it fails again give the technical cause to whoever looks "
            "after the system.",
        ),
    ),
)
_OF_EXPRESSION = Bilingual(
    "عبارتی از نمودار با دادهٔ این پرونده حساب نشد. دادهٔ پرونده را درست کنید، یا از تحلیلگر "
    "بخواهید نمودار را اصلاح کند.",
    "An expression of the diagram could not be worked out with this case's data. Put the data "
    "right, or ask the analyst to mend the diagram.",
)
_OTHER = Bilingual("این گام انجام نشد.", "This step could not be done.")


def meaning(cause: str, expression: str | None) -> Bilingual:
    """What a technical cause means, and what can be done about it."""
    found = next((text for pattern, text in _MEANINGS if pattern.match(cause)), None)
    return found or (_OF_EXPRESSION if expression else _OTHER)
