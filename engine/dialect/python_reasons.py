"""Why a piece of Python can't be said in FEEL, and what to write instead: for the author of the diagram."""

import ast
from enum import Enum

from engine.model import Bilingual

#: longer pieces of code are cut when they are quoted
_SHOWN = 60
_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


class Why(Enum):
    """Reasons, in Persian and English."""

    STATEMENT = (
        "تنها مقداردهی مانند x = 1 خوانده می‌شود؛ شرط و تکرار را در نمودار بکشید",
        "only assignments such as x = 1 are read; draw choices and repetitions in the diagram",
    )
    CALL = ("این تابع خوانده نمی‌شود؛ مقدار را با FEEL حساب کنید", "this call isn't read; work the value out in FEEL")
    ROUND = (
        "گردکردن پایتون همان گردکردن این‌جا نیست؛ با FEEL بنویسید: round half even(x, 2)",
        "Python rounds binary numbers; write round half even(x, 2) in FEEL",
    )
    NUMBER = ("با FEEL بنویسید: number(x)", "write number(x) in FEEL")
    QUOTIENT = (
        "خارج قسمت بیش از گنجایش داده‌های پرونده رقم دارد؛ با FEEL گرد کنید: round half even(a / b, 2)",
        "a quotient has more digits than case data keep; round it in FEEL: round half even(a / b, 2)",
    )
    OPERATOR = (
        "این عملگر برای این گونه مقدارها خوانده نمی‌شود؛ با FEEL بنویسید",
        "this operator isn't read for such values; write it in FEEL",
    )
    VALUE = (
        "این گونه مقدار خوانده نمی‌شود؛ متن، عدد، True، False، None، فهرست و دیکشنری با کلید متنی خوانده می‌شود",
        "this kind of value isn't read; texts, numbers, True, False, None, lists, and dicts with texts as keys are",
    )
    PLACE = (
        "جای این جزء تنها هنگام اجرا معلوم می‌شود؛ با FEEL بنویسید",
        "which part is meant shows only at run time; write it in FEEL",
    )
    NAME = (
        "این نام از واژه‌های FEEL است؛ نام دیگری بگذارید",
        "this name is a word of FEEL; choose another one",
    )
    SEVERAL = (
        "در هر مقداردهی یک متغیر بنویسید",
        "write one variable in each assignment",
    )
    SHARED = (
        "این فهرست یا دیکشنری شاید نام دیگری هم دارد و آن هم عوض می‌شود؛ مقدار تازه‌ای بسازید",
        "another name may stand for the same list or dict and would change with it; build a new value",
    )
    ENTRIES = (
        'محتوای پیام دیکشنری نوشته‌شده با کلیدهای متنی باید باشد، مانند {"amount": amount}',
        'the content of a message must be a written dict with names as keys, such as {"amount": amount}',
    )
    LONG = (
        "نوشته بیش از اندازه بلند یا تودرتو است؛ آن را کوتاه کنید",
        "it is too long or too deeply nested; shorten it",
    )
    MUCH = (
        "پرونده بیش از اندازه برنامه دارد؛ آن را به چند فرایند بخش کنید",
        "the file has too much code; divide it among several processes",
    )
    SYNTAX = ("پایتون درستی نیست؛ آن را درست کنید", "it is no right Python; correct it")
    EMPTY = ("مقداری ندارد؛ مقدار را بنویسید", "it has no value; write one")

    @property
    def text(self) -> Bilingual:
        """The reason in both languages."""
        return Bilingual(*self.value)


#: functions for which FEEL has something alike that isn't quite the same
OF_CALLS = {"round": Why.ROUND, "int": Why.NUMBER, "float": Why.NUMBER, "Decimal": Why.NUMBER}


class Unsayable(Exception):
    """A piece of Python has no counterpart in FEEL."""

    def __init__(self, why: Why, node: ast.AST | None = None) -> None:
        super().__init__(why.value[1])
        self.why = why
        self.node = node

    def told(self, source: str) -> Bilingual:
        """The reason with the place in `source` that it is about."""
        code = ast.get_source_segment(source, self.node) if isinstance(self.node, ast.expr | ast.stmt) else None
        line = getattr(self.node, "lineno", 1)
        if not code:
            return self.why.text
        flat = " ".join(code.split())
        shown = flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…"
        several = source.count("\n") > 0
        fa = f"سطر {str(line).translate(_PERSIAN)}، «{shown}»" if several else f"«{shown}»"
        en = f"line {line}, “{shown}”" if several else f"“{shown}”"
        return Bilingual(f"{fa}: {self.why.text.fa}", f"{en}: {self.why.text.en}")
