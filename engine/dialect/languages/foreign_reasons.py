"""Why code of another language, and names worked out at run time, don't run here, and what to write instead."""

import re
from enum import Enum

from engine.model import Bilingual

#: longer pieces of code are cut when they are quoted
_SHOWN = 60
_CALL = re.compile(r"[^\W\d][\w.]*\s*\(")
#: a name that other engines work out at run time
COMPUTED_NAME = Bilingual(
    "این نام هنگام اجرا ساخته می‌شود و این‌جا باید نوشته باشد؛ نام ثابت بنویسید، یا با دروازه برای هر نام یک عنصر بکشید",
    "the name is worked out at run time, and here it must be written; write a fixed name, or draw a gateway with one "
    "element for each name",
)
#: a script or expression in a file of its own
RESOURCE = Bilingual(
    "برنامه‌ای در پروندهٔ دیگر است؛ آن را با FEEL در خود عنصر بنویسید",
    "it is code in a file of its own; write it in FEEL in the element itself",
)


class Language(Enum):
    """Languages that diagrams are written in: what people call them, and what FEEL writes for their usual words."""

    PYTHON = (
        "Python",
        "count(x) for len(x), x = null for x is None, true for True, if a then b else c for b if a else c",
    )
    JAVASCRIPT = (
        "JavaScript",
        "a = b for a === b, not(a) for !a, count(x) for x.length, if a then b else c for a ? b : c",
    )
    JAVA = ("Java", "x.y for x.getY(), a = b for a.equals(b), not(a) for !a, if a then b else c for a ? b : c")
    GROOVY = ("Groovy", "x.y for x?.y, not(a) for !a, for i in list return i + 1 for list.collect { it + 1 }")
    MVEL = ("MVEL", "x.y for x.getY(), a = b for a == b, not(a) for !a, if a then b else c for a ? b : c")
    XPATH = ("XPath", "order.amount for order/amount, count(x), contains(a, b)")
    JUEL = ("JUEL", "x.y for ${x.y}, not(a) for !a, if a then b else c for a ? b : c")

    @property
    def label(self) -> str:
        """What people call it."""
        return str(self.value[0])

    @property
    def words(self) -> str:
        """FEEL for its usual words."""
        return str(self.value[1])


#: what the names of languages in files contain; the longer names first
_NAMES = (
    ("javascript", Language.JAVASCRIPT),
    ("ecmascript", Language.JAVASCRIPT),
    ("python", Language.PYTHON),
    ("groovy", Language.GROOVY),
    ("xpath", Language.XPATH),
    ("java", Language.JAVA),
    ("mvel", Language.MVEL),
    ("juel", Language.JUEL),
)
_GUESSES = (
    (
        Language.JAVASCRIPT,
        re.compile(
            r"===|!==|=>|`|\b(?:let|const|var)\s+\w|\btypeof\b|\bundefined\b|\b(?:JSON|Math|console|Object|Array)\."
        ),
    ),
    (Language.GROOVY, re.compile(r"\?\.|\?:|\bdef\s+\w+\s*=|(?<![.\w])println\b|\{\s*(?:\w+\s*(?:,\s*\w+\s*)*)?->")),
    (
        Language.JAVA,
        re.compile(
            r"\bnew\s+[A-Z]\w*\s*[(<]|\bSystem\.|\bimport\s+java|\.get[A-Z]\w*\(|\binstanceof\b|\.equals\("
            r"|\b(?:int|long|double|boolean|String|Integer|Long|BigDecimal|Date|List<\w+>|Map<[\w, ]+>)\s+\w+\s*="
        ),
    ),
    (
        Language.PYTHON,
        re.compile(
            r"\bis not\b|\bis None\b|\bnot in\b|\bNone\b|\bTrue\b|\bFalse\b|\blambda\b|\belif\b|^\s*#|\bdef \w+\("
            r"|\bimport \w|\b(?:len|print|range|isinstance)\(|\bf[\"']|(?:^|\n)\s*(?:for|if|while) [^\n]+:\s*(?:\n|$)"
        ),
    ),
)


def named(language: str) -> Language | None:
    """The language that a file names, by URI or word; None for one that isn't known here."""
    lower = language.lower()
    return next((found for name, found in _NAMES if name in lower), None)


def guessed(text: str) -> Language | None:
    """The language of a text that is no FEEL, by what only that language writes; None where nothing tells."""
    return next((found for found, pattern in _GUESSES if pattern.search(text)), None)


def is_of_javas_family(text: str) -> bool:
    """Whether a text shows that it is Java, Groovy or JavaScript, even if Python could read it too."""
    return guessed(text) in (Language.JAVA, Language.GROOVY, Language.JAVASCRIPT)


def reason_of(language: Language, text: str, feel: str | None = None) -> Bilingual:
    """Why it doesn't run, and what to write: `feel` where the text has a counterpart."""
    if language is Language.JUEL and _CALL.search(text):
        return _calls_code(text)
    shown = "" if feel is None else f": `{feel}`"
    fa = f"به زبان «{language.label}» است که این‌جا اجرا نمی‌شود؛ آن را با FEEL بنویسید{shown}"
    en = f"it is {language.label}, which doesn't run here; write it in FEEL{shown}"
    if feel is None:
        fa, en = f"{fa} (`{language.words}`)", f"{en} ({language.words})"
    return Bilingual(fa, en)


def unknown_language(language: str) -> Bilingual:
    """The same for a language of which nothing is known here."""
    shown = language if len(language) <= _SHOWN else f"{language[: _SHOWN - 1]}…"
    return Bilingual(
        f"به زبان «{shown}» است که این‌جا اجرا نمی‌شود؛ آن را با FEEL بنویسید",
        f"it is in the language “{shown}”, which doesn't run here; write it in FEEL",
    )


def _calls_code(text: str) -> Bilingual:
    called = _CALL.search(text)
    name = "" if called is None else re.sub(r"\s*\($", "()", called[0])
    return Bilingual(
        f"`{name}` برنامه‌ای را صدا می‌زند که این‌جا نیست؛ آن را کاری خدماتی با `miz:connector` کنید و نتیجه‌اش را بسنجید",
        f"`{name}` calls code, which isn't here; make it a service task with miz:connector, and ask for its result",
    )
