"""Functions that other dialects of FEEL have and this engine hasn't, with what to write instead."""

_UNLIKE_FA = "هر بار مقدار دیگری می‌دهد و اجرای پرونده دیگر تکرارپذیر نیست؛ مقدار را از یک سامانه بگیرید (کار خدماتی)"
_UNLIKE_EN = "it gives another value each time, so a case couldn't be run again; let a service task bring the value"
#: by name: what is the matter, and what to write, in Persian and English
INSTEAD: dict[str, tuple[str, str]] = {
    "uuid": (_UNLIKE_FA, _UNLIKE_EN),
    "random number": (_UNLIKE_FA, _UNLIKE_EN),
    "assert": (
        "در Camunda فرایند را متوقف می‌کند؛ شرط را با دروازه بکشید",
        "it stops the process in Camunda; draw the condition as a gateway",
    ),
    "fromAi": (
        "مقدار را از عامل هوش مصنوعی Camunda می‌گیرد که این‌جا نیست؛ خود مقدار را بنویسید",
        "it takes a value from Camunda's AI agent, which isn't here; write the value itself",
    ),
    "put": (
        "نام امروزی آن: `context put(context, key, value)`",
        "it is called `context put(context, key, value)` today",
    ),
    "put all": ("نام امروزی آن: `context merge([a, b])`", "it is called `context merge([a, b])` today"),
    "from unix timestamp": (
        'بنویسید: `@"1970-01-01T00:00:00Z" + duration("PT" + string(seconds) + "S")`',
        'write `@"1970-01-01T00:00:00Z" + duration("PT" + string(seconds) + "S")`',
    ),
    "to unix timestamp": (
        'بنویسید: `(moment - @"1970-01-01T00:00:00Z") / @"PT1S"`',
        'write `(moment - @"1970-01-01T00:00:00Z") / @"PT1S"`',
    ),
    "len": ("بنویسید: `count(list)` یا `string length(text)`", "write `count(list)` or `string length(text)`"),
    "str": ("بنویسید: `string(value)`", "write `string(value)`"),
    "int": ("بنویسید: `floor(number(value))`", "write `floor(number(value))`"),
    "float": ("بنویسید: `number(value)`", "write `number(value)`"),
    "round": ("بنویسید: `round half up(number, 0)`", "write `round half up(number, 0)`"),
    "parseInt": ("بنویسید: `floor(number(value))`", "write `floor(number(value))`"),
    "parseFloat": ("بنویسید: `number(value)`", "write `number(value)`"),
    "Number": ("بنویسید: `number(value)`", "write `number(value)`"),
    "String": ("بنویسید: `string(value)`", "write `string(value)`"),
    "isNaN": ("بنویسید: `number(value) = null`", "write `number(value) = null`"),
    "print": ("در اسکریپت چیزی چاپ نمی‌شود؛ آن را بردارید", "it prints nothing here; remove it"),
    "println": ("در اسکریپت چیزی چاپ نمی‌شود؛ آن را بردارید", "it prints nothing here; remove it"),
}
