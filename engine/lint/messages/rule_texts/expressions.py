"""The texts of the rules on expressions, decisions, letters and notices."""

from collections.abc import Mapping

from engine.lint.messages.rule_texts.consequences import (
    CASE_STOPS,
    EMPTY_TEXT,
    NULL_VALUE,
    OTHER_WAY,
    WRONG_DECISION,
)
from engine.lint.messages.rule_texts.text import RuleText
from engine.model import Bilingual

EXPRESSIONS: Mapping[str, RuleText] = {
    "feel": RuleText(
        Bilingual("عبارت FEEL درست نیست", "An expression that is no FEEL"),
        what=Bilingual(
            "عبارت FEEL درست نیست.",
            "A FEEL expression that does not parse, in a condition, script, loop, mapping or attribute. "
            "(BPMN 2.0.2, 8.4.7)",
        ),
        remedy=Bilingual(
            "آن را اصلاح کنید.",
            "Correct it; `docs/feel.md` has the grammar.",
        ),
        consequence=CASE_STOPS,
    ),
    "unknown-variable": RuleText(
        Bilingual("متغیری که کسی مقدار نمی‌دهد", "A variable that nothing sets"),
        what=Bilingual(
            "عبارت متغیری را می‌خواند که هیچ چیز آن را مقدار نمی‌دهد و همیشه تهی است.",
            "An expression of a diagram, form, letter, notice or decision table names a variable that "
            "nothing in the service sets. It is an error where every source of data is known (forms, "
            "results, outputs, data objects, called processes) or the name is nearly a known one, and a "
            "warning where messages, answers that are kept whole or other processes may bring it. In a lone "
            "diagram, whose data come from outside, only a name that is nearly a known one is told, as a "
            "warning. (BPMN 2.0.2, 10.4)",
        ),
        remedy=Bilingual(
            "نام را درست کنید، متن را در گیومهٔ لاتین بگذارید، یا متغیر را در فرم یا نتیجهٔ کاری تعریف کنید.",
            "Correct the name (the message proposes the nearest one), put a text in quotes, or set the "
            "variable by a form, a result or an output.",
        ),
        consequence=NULL_VALUE,
    ),
    "unknown-function": RuleText(
        Bilingual("تابعی که FEEL ندارد", "A function that FEEL doesn't have"),
        what=Bilingual(
            "عبارت تابعی را صدا می‌زند که FEEL ندارد و مقدار آن همیشه تهی است.",
            "An expression calls a function or method that FEEL doesn't have: its value is null, so a "
            "condition never holds and a rule never matches. (DMN 1.3, 10.3.4)",
        ),
        remedy=Bilingual(
            "یکی از تابع‌های FEEL را بنویسید؛ پیام نزدیک‌ترین نام را پیشنهاد می‌کند.",
            "Write one of FEEL's functions (`feel.md`); the message proposes the nearest one.",
        ),
        consequence=NULL_VALUE,
    ),
    "never-equal": RuleText(
        Bilingual("مقایسه‌ای که هرگز برقرار نمی‌شود", "A comparison that never holds"),
        what=Bilingual(
            "مقایسه‌ای که هرگز برقرار نمی‌شود: عدد با متن، فهرست با یکی از عضوهایش، یا گزینه‌ای که فرم ندارد.",
            "A comparison that never holds: a number with a text, a list with its element, or a choice with "
            "a value that is none of its options. In a service kinds and options come from its forms, "
            "decision tables, scripts and declarations. (DMN 1.3, 10.3.2.7)",
        ),
        remedy=Bilingual(
            "عدد را بی گیومه بنویسید، برای فهرست `list contains` و برای گزینه همان مقدار آن را.",
            "Write both sides of one kind: numbers without quotes, `list contains(list, value)` for lists, "
            "and the value of an option instead of its label.",
        ),
        consequence=OTHER_WAY,
    ),
    "value-kind": RuleText(
        Bilingual("مقداری که همیشه تهی است", "A value that is always null"),
        what=Bilingual(
            "محاسبه یا تابعی که با هر داده‌ای تهی است: جمع متن و عدد، آرگومان از نوع دیگر، بخشی که وجود "
            "ندارد، یا تاریخی که نیست.",
            "A calculation, function or part of a value that is null whatever the data: a text plus a "
            "number, an argument of another kind, an entry that a context doesn't have, a date that doesn't "
            "exist, a collection that is no list. (DMN 1.3, 10.3.2)",
        ),
        remedy=Bilingual(
            "با `string(…)`، `number(…)` یا `date(…)` تبدیل کنید یا نام را درست کنید.",
            "Convert with `string(…)`, `number(…)` or `date(…)`, or correct the name of the entry.",
        ),
        consequence=NULL_VALUE,
    ),
    "condition-value": RuleText(
        Bilingual("شرطی که چیزی نمی‌پرسد", "A condition that asks nothing"),
        what=Bilingual(
            "شرطی که نه درست است و نه نادرست هرگز برقرار نمی‌شود؛ شرطی که به داده‌ای بستگی ندارد همیشه یک چیز می‌گوید.",
            'A condition that is neither true nor false (`"yes"`, `5`, a text, a number) never holds; one '
            "that depends on no data (`true`, `1 = 2`) always says the same. (BPMN 2.0.2, 8.4.13, 10.6)",
        ),
        remedy=Bilingual(
            "مقایسه بنویسید و برای «در غیر این صورت» مسیر پیش‌فرض بگذارید.",
            "Write a comparison over the case's data; make the flow that is meant for all other cases the default.",
        ),
        consequence=OTHER_WAY,
    ),
    "decision-missing": RuleText(
        Bilingual("تصمیم در بسته نیست", "The decision isn't in the bundle"),
        what=Bilingual(
            "تصمیم در فایل‌های DMN بسته نیست.",
            "No DMN file of the bundle holds the decision.",
        ),
        remedy=Bilingual(
            "آن را بیفزایید.",
            "Add it or correct the id.",
        ),
        consequence=CASE_STOPS,
    ),
    "decision-fault": RuleText(
        Bilingual("مدل تصمیم درست نیست", "A wrong decision model"),
        what=Bilingual(
            "فایل تصمیم خوانده نمی‌شود، یا جزئی یا عبارتی از آن درست نیست.",
            "A DMN file can not be read, or an element or expression of it means nothing.",
        ),
        remedy=Bilingual(
            "آن را اصلاح کنید.",
            "Correct it; the message names the element and what is wrong with it.",
        ),
        consequence=CASE_STOPS,
    ),
    "table-gap": RuleText(
        Bilingual("مقداری که هیچ قاعده‌ای نمی‌پذیرد", "A value that no rule accepts"),
        what=Bilingual(
            "جدول تصمیم برای این نمونه پاسخی ندارد.",
            "No rule of a decision table accepts the example, and the table has no default output: the "
            "decision has no result, and the case stops as an incident.",
        ),
        remedy=Bilingual(
            "قاعده‌ای برای آن یا خروجی پیش‌فرض بگذارید، یا مقدارهای مجاز ستون را بنویسید.",
            "Add a rule for such values, or a default output. Where the values can not occur, say so: give "
            "the column input values, or its type allowed values.",
        ),
        consequence=WRONG_DECISION,
    ),
    "table-overlap": RuleText(
        Bilingual("دو قاعده با هم می‌پذیرند", "Two rules accept the same"),
        what=Bilingual(
            "دو قاعدهٔ جدول این نمونه را می‌پذیرند، اما سیاست برخورد یک پاسخ می‌خواهد.",
            "Two rules of a decision table accept the example, but the hit policy wants one rule (UNIQUE), "
            "or one answer (ANY).",
        ),
        remedy=Bilingual(
            "یکی را محدود کنید یا سیاست دیگری برگزینید.",
            "Narrow one of the rules, or choose the hit policy that is meant, such as FIRST.",
        ),
        consequence=WRONG_DECISION,
    ),
    "table-unreachable": RuleText(
        Bilingual("قاعده‌ای که به کار نمی‌آید", "A rule that never counts"),
        what=Bilingual(
            "قاعده‌ای از جدول هرگز به کار نمی‌آید.",
            "A rule of a decision table accepts nothing, or under FIRST only what earlier rules accept already.",
        ),
        remedy=Bilingual(
            "خانه‌های آن را درست کنید، بالاتر ببرید یا حذف کنید.",
            "Correct its cells, move it upwards, or remove it.",
        ),
        consequence=WRONG_DECISION,
    ),
    "table-type": RuleText(
        Bilingual("خانه‌ای از نوع دیگر", "A cell of another kind"),
        what=Bilingual(
            "مقدار یکی از خانه‌های جدول از نوع ستون خود نیست: آزمونی که هرگز برقرار نمی‌شود، یا خروجی‌ای که پذیرفته "
            "نمی‌شود و تصمیم را بی پاسخ می‌گذارد.",
            "A cell of a decision table holds a constant of another kind than its column: a test that never matches, "
            "or an output that is refused, also by the type of the decision or the list of values.",
        ),
        remedy=Bilingual(
            "متن را در گیومهٔ لاتین و تاریخ را مانند نمونه بنویسید.",
            'Write a value of the column\'s kind; a text stands in quotes, a date as `@"2026-03-21"`.',
        ),
        consequence=WRONG_DECISION,
    ),
    "table-date": RuleText(
        Bilingual("تاریخ در ستون بی نوع", "Dates in a column without type"),
        what=Bilingual(
            "ستون بی نوع با تاریخ، ساعت یا مدت سنجیده می‌شود، ولی دادهٔ پرونده متن است و هیچ قاعده‌ای برقرار نمی‌شود.",
            "A column without a type is compared with a date, time or duration: data of a case are JSON, "
            "where these are text, so no rule ever matches. (DMN 1.3, 7.3.2)",
        ),
        remedy=Bilingual(
            "نوع ستون را بنویسید.",
            'Write the type at the input expression (`typeRef="date"`) or at the input data; or compute '
            "one, as in `date(born)`.",
        ),
        consequence=WRONG_DECISION,
    ),
    "table-cell": RuleText(
        Bilingual("خانه چیز دیگری می‌گوید", "A cell that says something else"),
        what=Bilingual(
            "خانه چیزی جز آنچه به نظر می‌رسد می‌گوید: واژهٔ بی گیومه نام متغیر است و `100-1000` تفریق.",
            "A cell says something else than it seems: a word without quotes is the name of a variable, "
            "which doesn't exist; `100-1000` is minus 900. (DMN 1.3, 8.3.3)",
        ),
        remedy=Bilingual(
            "متن را در گیومهٔ لاتین و بازه را مانند `[100..1000]` بنویسید.",
            "Put texts in quotes, and write a span as `[100..1000]`.",
        ),
        consequence=WRONG_DECISION,
    ),
    "text-unreadable": RuleText(
        Bilingual("نامه یا پیام خوانده نمی‌شود", "A letter or notice that can't be read"),
        what=Bilingual(
            "فایل نامه یا پیام YAML درستی نیست.",
            "A letter or the file of notices is no YAML, is larger than 64 kB, has aliases, or is nested "
            "more than 20 deep.",
        ),
        remedy=Bilingual(
            "آن را درست کنید؛ متن‌ها به شکل `{fa: …, en: …}` نوشته می‌شوند.",
            "Correct the YAML; texts stand as `{fa: …, en: …}`.",
        ),
        consequence=EMPTY_TEXT,
    ),
    "text-empty": RuleText(
        Bilingual("نامه یا پیام خالی", "An empty letter or notice"),
        what=Bilingual(
            "نامه عنوان، متن یا امضاکننده ندارد، یا پیام خالی است، یا یکی از این‌ها تنها به انگلیسی است.",
            "A letter without title, body or signer, a notice without words, or one of these in English alone: the "
            "applicant would be sent nothing, or what nobody signs (I6, I7).",
        ),
        remedy=Bilingual(
            "آن را به فارسی و انگلیسی بنویسید.",
            "Write it, in Persian and English.",
        ),
        consequence=EMPTY_TEXT,
    ),
    "text-hole": RuleText(
        Bilingual("آکولاد نادرست در نامه یا پیام", "Wrong braces in a letter or notice"),
        what=Bilingual(
            "آکولادهای دوتایی نامه یا پیام بسته نشده‌اند، خالی‌اند، یا FEEL درستی در آن‌ها نیست.",
            "Double braces in a letter or notice that don't match, are empty, or hold no FEEL: the reader "
            "would see them, or the text could not be sent.",
        ),
        remedy=Bilingual(
            "مانند `{{ نام }}` بنویسید.",
            "Write `{{ name }}`, with two braces on each side and FEEL between them.",
        ),
        consequence=EMPTY_TEXT,
    ),
}
