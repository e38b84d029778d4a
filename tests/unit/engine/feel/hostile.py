"""Expressions that make much of little, each with what becomes of it: `null`, or the limit that it runs into while it
is evaluated or stored."""

from datetime import UTC, datetime

from engine.feel import BudgetExceeded, Limit, compile_expression, to_json

#: Case data as large as they may be: lists that a single name brings into an expression.
DATA: dict[str, object] = {
    "numbers": list(range(20_000)),
    "rows": [{"number": number, "text": "x" * 20} for number in range(5_000)],
    "long": "ب" * 100_000,
}
NOW = datetime(2026, 1, 1, tzinfo=UTC)
_LONG = 'string join(for i in 1..1900 return "' + "x" * 100 + '")'
_PIECES = 'string join(for i in 1..9000 return "$1")'
_GROUPS = "(a?)" * 200

CASES: dict[str, tuple[str, str]] = {
    "a long text many times in a joined one": (
        f"{{s: {_LONG}, l: for i in 1..9000 return s, r: string length(string join(l))}}.r",
        Limit.TEXT,
    ),
    "the same with a delimiter that is long": ('string join(["a", "b", "c"], long)', Limit.TEXT),
    "the same with prefix and suffix": ('string join(["a"], "", long, long + "x")', Limit.TEXT),
    "texts that double": ("for i in 1..40 return if i = 1 then long else partial[-1] + partial[-1]", Limit.TEXT),
    "texts that grow in a loop": ("for i in 1..9000 return if i = 1 then long else partial[-1] + long", Limit.TEXT),
    "a long text many times in the result": (f"{{s: {_LONG}, l: for i in 1..6000 return s}}.l", Limit.VALUE),
    "the same, in contexts": (f"{{s: {_LONG}, l: for i in 1..6000 return {{a: s}}}}.l", Limit.VALUE),
    "the same, as a key": (
        f"{{s: {_LONG}, c: context put({{}}, s, 1), l: for i in 1..6000 return c}}.l",
        Limit.VALUE,
    ),
    "the same, in ranges": (f'{{s: {_LONG}, r: for i in 1..6000 return [""..s]}}.r', Limit.VALUE),
    "a long text many times, written out": (f"{{s: {_LONG}, r: string(for i in 1..6000 return s)}}.r", Limit.TEXT),
    "the same, as a key that is written out": (
        f"{{s: {_LONG}, c: context put({{}}, s, 1), r: string(for i in 1..6000 return c)}}.r",
        Limit.TEXT,
    ),
    "numbers of six thousand digits": ("{n: 10 ** 6144, r: for i in 1..19000 return n}.r", Limit.VALUE),
    "numbers of six thousand places": ("{n: 10 ** -6100, r: for i in 1..19000 return n}.r", Limit.VALUE),
    "numbers of six thousand digits, written out": (
        "{n: 10 ** 6144, r: string(for i in 1..19000 return n)}.r",
        Limit.TEXT,
    ),
    "a list that holds itself many times": ("for i in 1..60 return [partial[-1], partial[-1]]", Limit.VALUE),
    "lists inside each other": ("for i in 1..400 return [partial[-1]]", Limit.VALUE),
    "lists inside each other, written out": ("string(for i in 1..400 return [partial[-1]])", Limit.NESTING),
    "a list of the data many times": ("for i in 1..10000 return numbers", Limit.VALUE),
    "rows of the data many times": ("for i in 1..10000 return rows", Limit.VALUE),
    "lists of the data joined": (f"concatenate({', '.join(['numbers'] * 500)})", Limit.STEPS),
    "lists of the data flattened": ("flatten(for i in 1..9000 return numbers)", Limit.STEPS),
    "a list of the data asked for many times": ("for i in 1..19000 return count(rows)", Limit.STEPS),
    "entries of a large context": (
        (
            "{c: context merge(for i in 1..900 return context put({}, string(i), i)), "
            "r: for i in 1..9000 return get entries(c)}.r"
        ),
        Limit.STEPS,
    ),
    "a context that grows in a loop": (
        "for i in 1..9000 return if i = 1 then {} else context put(partial[-1], string(i), i)",
        Limit.STEPS,
    ),
    "a replacement of many groups": (
        f'{{t: string join(for i in 1..2000 return "xxxxxxxxxx"), r: replace(t, "(.+)", {_PIECES})}}.r',
        Limit.STEPS,
    ),
    "a replacement that is long": ('replace(string join(for i in 1..900 return "a"), "a", long)', Limit.TEXT),
    "a pattern of many groups": (
        f'matches(string join(for i in 1..900 return "aaaaaaaaaaaaaaaaaa"), "({_GROUPS})*b")',
        Limit.STEPS,
    ),
    "a pattern of nothing, a billion times": ('matches("a", "(?:(?:(?:(?:){1000}){1000}){1000}){1000}")', "null"),
    "patterns that are large": (
        'for i in 1..9000 return matches("a", string(i) + "a{1000}b{1000}c{1000}d{900}")',
        Limit.STEPS,
    ),
    "patterns that are too large": (
        'for i in 1..9000 return matches("a", string(i) + "(((((a{1000}){1000}))))")',
        Limit.STEPS,
    ),
    "a text in many parts": ('count(split(long, "ب"))', Limit.STEPS),
    "letters that grow in capitals": (
        'upper case(string join(for i in 1..2500 return "ßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßß"))',
        Limit.TEXT,
    ),
    "ranges read from long texts": (
        'for i in 1..900 return range("[" + string join(for j in 1..2500 return "1+") + "1..2]")',
        Limit.STEPS,
    ),
    "functions": ("for i in 1..100000 return function(x) x", Limit.STEPS),
    "contexts": ("for i in 1..100000 return {a: i, b: i, c: i}", Limit.STEPS),
    "days of all years": ('for d in @"-999999999-01-01"..@"999999999-12-31" return d', Limit.STEPS),
    "numbers of a range without end": ("for n in 1..10 ** 33 return n", Limit.STEPS),
    "a number of digits without end": (f"number({_LONG.replace('x' * 100, '9' * 100)})", "null"),
    "a time of a second without end": ("time(1, 2, 10 ** 6144)", "null"),
    "a date of a year without end": ("date(10 ** 6144, 1, 1)", "null"),
    "a duration without end": ('@"P999999999999D" * 10 ** 6144', "null"),
    "rounding to all places": ("for i in 1..19000 return decimal(10 ** 6000 / 3, 6176)", Limit.STEPS),
}


def outcome_of(name: str) -> str:
    """What becomes of the expression of that name."""
    expression = compile_expression(CASES[name][0])
    try:
        stored = to_json(expression.evaluate(DATA, now=NOW, dates_as_text=True))
    except BudgetExceeded as error:
        return str(error.limit)
    return "null" if stored is None else "value"
