"""Why a step failed, in words that a supervisor understands: a sentence for each code, in both languages, and what is
known besides. The technical line stands beside them and isn't read here."""

from collections.abc import Mapping
from typing import Final

from app.vocabulary import FailureCode
from engine import Bilingual
from forms import persian_digits

#: a value is shown so far; the technical line has all of it
_LONGEST_VALUE: Final = 80
#: Unicode's isolates: a value of the other direction leaves the sentence around it as it is
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"

_DATA_OR_DIAGRAM: Final = Bilingual(
    "دادهٔ پرونده را درست کنید، یا از تحلیلگر بخواهید نمودار را اصلاح کند.",
    "Put the data right, or ask the analyst to mend the diagram.",
)


def _of_data(fa: str, en: str) -> Bilingual:
    return Bilingual(f"{fa} {_DATA_OR_DIAGRAM.fa}", f"{en} {_DATA_OR_DIAGRAM.en}")


_TIME: Final = _of_data(
    "زمانی که نمودار برای این گام خواسته است با دادهٔ این پرونده به دست نمی‌آید.",
    "The time that the diagram asks for at this step could not be worked out with this case's data.",
)

_MEANINGS: Final[Mapping[FailureCode, Bilingual]] = {
    FailureCode.NO_WAY_OUT: Bilingual(
        "هیچ‌یک از شرط‌های ادامهٔ راه برقرار نیست و راه پیش‌فرضی کشیده نشده است. دادهٔ پرونده را درست کنید، یا از "
        "تحلیلگر بخواهید نمودار را اصلاح کند و پرونده را به نسخهٔ تازه ببرد.",
        "None of the conditions to go on holds, and no default way is drawn. Put the case's data right, or ask the "
        "analyst to mend the diagram and move the case to the new version.",
    ),
    FailureCode.ENDLESS_LOOP: Bilingual(
        "فرایند بی‌آنکه منتظر چیزی بماند دور خود می‌چرخد؛ تحلیلگر باید نمودار را اصلاح کند.",
        "The process goes round without ever waiting; the analyst has to mend the diagram.",
    ),
    FailureCode.NESTED_TOO_DEEP: Bilingual(
        "فرایند بارها و بارها خودش را فرا می‌خواند؛ تحلیلگر باید نمودار را اصلاح کند.",
        "The process calls itself again and again; the analyst has to mend the diagram.",
    ),
    FailureCode.EXPRESSION_FAULT: _of_data(
        "عبارتی از نمودار با دادهٔ این پرونده حساب نشد.",
        "An expression of the diagram could not be worked out with this case's data.",
    ),
    FailureCode.RESULT_NOT_JSON: _of_data(
        "حاصل عبارتی از نمودار را نمی‌توان در پرونده نگه داشت.",
        "What an expression of the diagram yields can't be kept with the case.",
    ),
    FailureCode.RESULT_UNNAMED: Bilingual(
        "نمودار برای حاصل این گام نامی نگذاشته است؛ تحلیلگر باید آن را اصلاح کند.",
        "The diagram has no name for what this step yields; the analyst has to mend it.",
    ),
    FailureCode.DECISION_FAULT: _of_data(
        "تصمیم این گام با دادهٔ این پرونده حساب نشد.",
        "The decision of this step could not be worked out with this case's data.",
    ),
    FailureCode.DECISION_WITHOUT_RESULT: Bilingual(
        "جدول تصمیم برای دادهٔ این پرونده نتیجه‌ای ندارد. دادهٔ پرونده را درست کنید، یا از تحلیلگر بخواهید جدول را "
        "اصلاح کند.",
        "The decision table has no result for this case's data. Put the data right, or ask the analyst to mend the "
        "table.",
    ),
    FailureCode.TIME_EXPECTED: _TIME,
    FailureCode.TIME_UNREADABLE: _TIME,
    FailureCode.CYCLE_UNREADABLE: _TIME,
    FailureCode.TIME_BEYOND_CALENDAR: _of_data(
        "زمانی که نمودار برای این گام خواسته است در تقویم کاری شمرده نمی‌شود.",
        "The time that the diagram asks for at this step can't be counted in the working calendar.",
    ),
    FailureCode.LIST_EXPECTED: _of_data(
        "این گام باید برای هر مورد از یک فهرست اجرا شود، ولی در دادهٔ پرونده فهرستی نیست.",
        "This step is to be done for each item of a list, and the case's data hold no list there.",
    ),
    FailureCode.COUNT_EXPECTED: _of_data(
        "معلوم نیست این گام چند بار باید اجرا شود: شمار آن عدد درستی نیست.",
        "It isn't clear how often this step is to be done: the count is no whole number.",
    ),
    FailureCode.TOO_MANY_INSTANCES: _of_data(
        "این گام باید بیش از آنچه مجاز است اجرا شود.",
        "This step is to be done more often than is allowed.",
    ),
    FailureCode.DATA_TOO_LARGE: Bilingual(
        "داده‌های پرونده با این گام از اندازهٔ مجاز بیشتر می‌شد؛ چیزی از آن نگه داشته نشد. دادهٔ بزرگ پرونده را کوچک "
        "کنید، یا از تحلیلگر بخواهید نمودار را اصلاح کند.",
        "With this step the case would have more data than is allowed; nothing of it was kept. Make large data of the "
        "case smaller, or ask the analyst to mend the diagram.",
    ),
    FailureCode.COMPLETION_NOT_REACHED: _of_data(
        "همهٔ کارهای این بخش انجام شده است، ولی شرط پایان آن برقرار نیست.",
        "All activities of this part are done, and the condition of its end doesn't hold.",
    ),
    FailureCode.CALL_UNANSWERED: Bilingual(
        "سامانهٔ دیگر پاسخ نداد، هرچند چند بار پرسیده شد. وقتی دوباره در دسترس بود اجرا کنید، یا پاسخ را دستی وارد "
        "کنید.",
        "The other system did not answer, though it was asked several times. Try again when it can be reached, or "
        "enter its answer by hand.",
    ),
    FailureCode.CALL_REFUSED: Bilingual(
        "سامانهٔ دیگر درخواست را نپذیرفت. دادهٔ پرونده را بازبینی کنید، یا پاسخ را دستی وارد کنید.",
        "The other system refused the request. Check the case's data, or enter the answer by hand.",
    ),
    FailureCode.CONNECTOR_UNKNOWN: Bilingual(
        "رابطی که نمودار نام می‌برد در این سامانه تنظیم نشده است. از پشتیبان بخواهید آن را تنظیم کند و سپس دوباره "
        "اجرا کنید، یا پاسخ را دستی وارد کنید.",
        "The connector that the diagram names isn't set up here. Ask whoever looks after the system to set it up and "
        "try again then, or enter the answer by hand.",
    ),
    FailureCode.MESSAGE_KEY_TAKEN: Bilingual(
        "پروندهٔ دیگری منتظر همین پیام با همین کلید است؛ هر پیام تنها به یک پرونده می‌رسد. وقتی آن پرونده پیام را "
        "گرفت، دوباره اجرا کنید.",
        "Another case waits for the same message under the same key, and a message reaches one case only. Try again "
        "when that case has taken it.",
    ),
    FailureCode.UNKNOWN: Bilingual("این گام انجام نشد.", "This step could not be done."),
    FailureCode.UNFORESEEN_FAULT: Bilingual(
        "گامی که خودکار اجرا می‌شد با خطای پیش‌بینی‌نشده‌ای ایستاد؛ هیچ چیز نیمه‌کاره ثبت نشده است. دوباره اجرا کنید "
        "و اگر تکرار شد، علت فنی را به پشتیبان بدهید.",
        "A step that runs by itself stopped at an unforeseen fault; nothing was recorded by half. Try again, and if "
        "it fails again give the technical cause to whoever looks after the system.",
    ),
    FailureCode.GATEWAY_BUSY: Bilingual(
        "سامانهٔ دیگر چند بار پی در پی پاسخ نداد و تا اندکی دیگر از آن پرسیده نمی‌شود.",
        "The other system failed several times in a row and is left alone for a while.",
    ),
    FailureCode.NO_MAIL_SERVER: Bilingual("سرور ایمیل تنظیم نشده است.", "No mail server is set up."),
    FailureCode.NO_MOBILE: Bilingual("شمارهٔ تلفن همراه این شخص ثبت نشده است.", "The person has no mobile number."),
}
#: of what an expression makes too much, by `engine.feel.Limit`; docs/feel.md has the numbers
_LIMITS: Final[Mapping[str, Bilingual]] = {
    "steps": Bilingual("محاسبهٔ آن بیش از اندازه طول می‌کشد.", "It takes too many steps."),
    "text": Bilingual("متنی بلندتر از اندازهٔ مجاز می‌سازد.", "It makes a text that is longer than is allowed."),
    "list": Bilingual("فهرستی بلندتر از اندازهٔ مجاز می‌سازد.", "It makes a list that is longer than is allowed."),
    "nesting": Bilingual("بخش‌های آن بیش از اندازه تودرتو است.", "Its parts are nested too deeply."),
    "value": Bilingual("حاصل آن بزرگ‌تر از آن است که نگه داشته شود.", "What it yields is too large to be kept."),
}
_OF_EXPRESSIONS: Final = frozenset(
    {FailureCode.EXPRESSION_FAULT, FailureCode.RESULT_NOT_JSON, FailureCode.DECISION_FAULT}
)
#: of what there would be too much data, by the parameter `part`
_DATA_PARTS: Final[Mapping[str, Bilingual]] = {
    "case": Bilingual("سقف همهٔ داده‌های یک پرونده: {} نویسه.", "All data of a case may have {} characters."),
    "message": Bilingual("سقف آنچه یک‌جا فرستاده می‌شود: {} نویسه.", "What is sent at once may have {} characters."),
    "step": Bilingual("سقف آنچه در یک گام فرستاده می‌شود: {} نویسه.", "What a step sends may have {} characters."),
}
#: what the parameter of a code adds, where it is known: the parameter, and its sentence
_PARTICULARS: Final[Mapping[FailureCode, tuple[str, Bilingual]]] = {
    FailureCode.MESSAGE_KEY_TAKEN: ("case", Bilingual("کد رهگیری آن پرونده: {}.", "Its tracking code: {}.")),
    FailureCode.CALL_REFUSED: ("error", Bilingual("کد خطا: {}.", "Error code: {}.")),
    **dict.fromkeys(
        (
            FailureCode.TIME_EXPECTED,
            FailureCode.TIME_UNREADABLE,
            FailureCode.CYCLE_UNREADABLE,
            FailureCode.COUNT_EXPECTED,
        ),
        ("value", Bilingual("مقدار: {}.", "The value: {}.")),
    ),
}


def meaning(code: FailureCode, parameters: Mapping[str, object]) -> Bilingual:
    """What a code means with these parameters, and what can be done about it."""
    said = _MEANINGS[code]
    limit = _limit(code, parameters)
    if limit is not None:
        return Bilingual(f"{said.fa} {limit.fa}", f"{said.en} {limit.en}")
    name, more = _PARTICULARS.get(code, ("", said))
    value = str(parameters.get(name) or "")
    if not value:
        return said
    shown = value if len(value) <= _LONGEST_VALUE else f"{value[:_LONGEST_VALUE]}…"
    isolated = f"{_FIRST_STRONG_ISOLATE}{shown}{_POP_ISOLATE}"
    return Bilingual(f"{said.fa} {more.fa.format(isolated)}", f"{said.en} {more.en.format(isolated)}")


def _limit(code: FailureCode, parameters: Mapping[str, object]) -> Bilingual | None:
    """Which limit was reached, where the parameters tell one."""
    limit = parameters.get("limit")
    if code is FailureCode.DATA_TOO_LARGE and isinstance(limit, int):
        said = _DATA_PARTS[str(parameters["part"])]
        return Bilingual(said.fa.format(persian_digits(f"{limit:,}".replace(",", "٬"))), said.en.format(f"{limit:,}"))
    return _LIMITS.get(str(limit)) if code in _OF_EXPRESSIONS else None
