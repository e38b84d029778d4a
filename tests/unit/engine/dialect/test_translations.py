"""Every word of JUEL and XPath that has a counterpart, the order in which operators bind, and how much is read."""

import pytest

from engine.dialect.descent import MAX_DEPTH, MAX_LENGTH
from engine.dialect.juel import is_juel, is_whole_juel, juel_to_feel
from engine.dialect.languages.java_expressions import code_to_feel
from engine.dialect.xpath import xpath_to_feel

EMPTY = (
    '(if a = null then true else if a instance of string then a = "" '
    "else if a instance of list<Any> then count(a) = 0 else false)"
)


@pytest.mark.parametrize(
    ("code", "feel"),
    [
        ("a || b or c", "a or b or c"),
        ("a && b and c", "a and b and c"),
        *((f"a {sign} b", "a = b") for sign in ("==", "===", "eq")),
        *((f"a {sign} b", "a != b") for sign in ("!=", "!==", "ne")),
        *((f"a {sign} b", "a < b") for sign in ("<", "lt")),
        *((f"a {sign} b", "a > b") for sign in (">", "gt")),
        *((f"a {sign} b", "a <= b") for sign in ("<=", "le")),
        *((f"a {sign} b", "a >= b") for sign in (">=", "ge")),
        ("a + b - c", "a + b - c"),
        ("a * b / c", "a * b / c"),
        ("a div b", "a / b"),
        *((f"a {sign} b", "modulo(a, b)") for sign in ("%", "mod")),
        # the tightest first; brackets stay
        ("a + b * c == d && e || f", "a + b * c = d and e or f"),
        ("(a + b) * c", "(a + b) * c"),
        ("a % b % c", "modulo(modulo(a, b), c)"),
        ("!a && not b", "not(a) and not(b)"),
        ("-a - -b", "-a - -b"),
        ("empty a", EMPTY),
        ("a ? b : c ? d : e", "(if a then b else (if c then d else e))"),
        ("true == false || null != a", "true = false or null != a"),
        ("1 + 2.5 + 3L + 4f + 5D", "1 + 2.5 + 3 + 4 + 5"),
        (r'"say \"hi\"" + ' + r"'it\'s'", r'"say \"hi\"" + "it' + "'" + r's"'),
    ],
)
def test_operators_of_javas_family(code: str, feel: str) -> None:
    assert code_to_feel(code) == feel


@pytest.mark.parametrize(
    ("code", "feel"),
    [
        ("a.equals(b)", "(a = b)"),
        ("a.equalsIgnoreCase(b)", "(lower case(a) = lower case(b))"),
        ("a.isEmpty()", EMPTY),
        ("a.contains(b)", "(if a instance of string then contains(a, b) else list contains(a, b))"),
        ("a.size()", "count(a)"),
        ("a.length()", "string length(a)"),
        ("a.toLowerCase()", "lower case(a)"),
        ("a.toUpperCase()", "upper case(a)"),
        ("a.startsWith(b)", "starts with(a, b)"),
        ("a.endsWith(b)", "ends with(a, b)"),
        ("a.toString()", "string(a)"),
        ("a.b.size().toString()", "string(count(a.b))"),
        ("(a + b).toString()", "string((a + b))"),
        # a method with another number of arguments is another method
        ("a.equals()", None),
        ("a.equals(b, c)", None),
        ("a.isEmpty(b)", None),
        ("a.size(b)", None),
        ("a.toString(b)", None),
        ("a.trim()", None),
        ("size(a)", None),
        ("a.", None),
        ("a.'b'", None),
    ],
)
def test_methods_of_strings_and_lists(code: str, feel: str | None) -> None:
    assert code_to_feel(code) == feel


@pytest.mark.parametrize(
    ("code", "feel"),
    [
        # lists begin at 0 there and at 1 in FEEL
        ("a[0]", "a[1]"),
        ("a[9]", "a[10]"),
        ("a[i]", "a[i + 1]"),
        ("a[i + 1]", "a[i + 1 + 1]"),
        ("a['b']", "a.b"),
        ("a['b c']", 'get value(a, "b c")'),
        ("a[0].b['c'][1]", "a[1].b.c[2]"),
        ("a[0", None),
        ("loopCounter", "(loopCounter - 1)"),
        ("nrOfInstances - nrOfCompletedInstances", "numberOfInstances - numberOfCompletedInstances"),
        ("nrOfActiveInstances", "numberOfActiveInstances"),
        *(
            (f"{context}.getVariable('x') > 1", "x > 1")
            for context in ("execution", "task", "kcontext", "delegateExecution")
        ),
        ('execution.getVariableLocal("x")', "x"),
        ("execution.getVariable('loopCounter')", "(loopCounter - 1)"),
        ("execution.getVariable('x').y", "x.y"),
        ("execution.getVariable('a b')", None),
        ("execution.getVariable(x)", None),
        ("execution.getId()", None),
        ("execution", None),
    ],
)
def test_paths_and_variables(code: str, feel: str | None) -> None:
    assert code_to_feel(code) == feel


@pytest.mark.parametrize("word", ["if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "between"])
def test_words_of_feel_are_no_variables(word: str) -> None:
    assert code_to_feel(f"a == {word}") is None
    assert xpath_to_feel(f"a = {word}") is None


@pytest.mark.parametrize("word", ["and", "or", "not", "empty", "eq", "ne", "lt", "gt", "le", "ge", "div", "mod"])
def test_words_of_juel_are_no_variables(word: str) -> None:
    assert code_to_feel(f"{word} == a") is None


def test_chain_of_comparisons_has_no_counterpart_and_a_chain_of_sums_has() -> None:
    for chain in ("a < b < c", "a == b != c", "a lt b ge c"):
        assert code_to_feel(chain) is None
    assert code_to_feel("(a < b) == (c < d)") == "(a < b) = (c < d)"
    assert code_to_feel("a - b + c - d") == "a - b + c - d"


@pytest.mark.parametrize(
    ("text", "feel"),
    [
        ("${a}", "a"),
        (" #{a} ", "a"),
        ("x${a}", '"x" + miz.juel text(a)'),
        ("${a}x", 'miz.juel text(a) + "x"'),
        ("${a}${b}", "miz.juel text(a) + miz.juel text(b)"),
        ("x", '"x"'),
        ("", '""'),
        ('say "\\"\n', '"say \\"\\\\\\"\\n"'),
        ("${f()}x", None),
        ("x${}", None),
    ],
)
def test_text_around_an_expression_is_a_string(text: str, feel: str | None) -> None:
    assert juel_to_feel(text) == feel


def test_what_counts_as_juel() -> None:
    assert [is_juel(text) for text in ("${a}", "x #{a} y", "$ {a}", "{a}", "a")] == [True, True, False, False, False]
    assert [is_whole_juel(text) for text in (" ${a}\n", "x${a}", "${a}${b}", "a")] == [True, False, False, False]


def test_return_in_front_and_semicolon_behind_are_dropped() -> None:
    assert code_to_feel(" return a == 1 ; ") == "a = 1"
    assert code_to_feel("returned == 1") == "returned = 1"
    assert [code_to_feel(code) for code in ("", ";", "return;", "a; b")] == [None] * 4


def test_texts_of_two_thousand_characters_are_read_and_longer_ones_not() -> None:
    assert MAX_LENGTH == 2_000
    longest = "a" * MAX_LENGTH
    assert (code_to_feel(longest), code_to_feel(longest + "a")) == (longest, None)
    assert (xpath_to_feel(longest), xpath_to_feel(longest + "a")) == (longest, None)
    assert (juel_to_feel(longest), juel_to_feel(longest + "a")) == (f'"{longest}"', None)


def test_forty_expressions_may_stand_in_each_other() -> None:
    assert MAX_DEPTH == 40
    assert code_to_feel("-" * 38 + "a") is not None
    assert code_to_feel("-" * 39 + "a") is None
    assert xpath_to_feel("-" * 39 + "a") is not None
    assert xpath_to_feel("-" * 40 + "a") is None
    assert code_to_feel(" + ".join("-a" for _ in range(200))) is not None


@pytest.mark.parametrize(
    ("text", "feel"),
    [
        ("a or b and c", "a or b and c"),
        ("a = b", "a = b"),
        ("a != 'b'", 'a != "b"'),
        ("a < 1 and b <= 2 or c > 3", "a < 1 and b <= 2 or c > 3"),
        ("a >= 2.5", "a >= 2.5"),
        ("a + b - c * d", "a + b - c * d"),
        ("a div b", "a / b"),
        ("a mod b", "modulo(a, b)"),
        ("-(a + b)", "-(a + b)"),
        ("a/b/c", "a.b.c"),
        ("$a/ns:b", "a.b"),
        ("ns:a", "a"),
        ("true() and not(false())", "true and not(false)"),
        ("count(a) + sum(b)", "count(a) + sum(b)"),
        ("string(a) = number(b)", "string(a) = number(b)"),
        ("contains(a, 'b') or starts-with(a, 'c')", 'contains(a, "b") or starts with(a, "c")'),
        ("string-length(a)", "string length(a)"),
        ("substring-before(a, '-')", 'substring before(a, "-")'),
        ("substring-after(a, '-')", 'substring after(a, "-")'),
        ("concat(a, b)", "(a + b)"),
        ("floor(a) + ceiling(b) + round(c)", "floor(a) + ceiling(b) + floor(c + 0.5)"),
        *(
            (f"bpmn:{name}('a')/b", "a.b")
            for name in ("getDataObject", "getDataInput", "getDataOutput", "getProcessProperty")
        ),
        # another number of arguments is another function
        ("true(a)", None),
        ("not()", None),
        ("not(a, b)", None),
        ("count(a, b)", None),
        ("contains(a)", None),
        ("concat(a, b, c)", None),
        ("getDataObject('a', 'b')", None),
        ("getDataObject('a b')", None),
        ("getDataObject('a'", None),
        ("a/'b'", None),
        ("a/", None),
        ("a < b < c", None),
    ],
)
def test_words_of_xpath(text: str, feel: str | None) -> None:
    assert xpath_to_feel(text) == feel
