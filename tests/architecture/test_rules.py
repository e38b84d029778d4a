"""Rules that a linter doesn't know: what no module of ours may do, and what every one must have.

Each rule takes a syntax tree and gives the offending lines; examples prove that it can tell."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import tree

Rule = Callable[[ast.Module], list[str]]

#: what is written here would tie a clone to the machine or the mirror on which it was made
FOREIGN = re.compile(
    rb"(https?://[\w.-]*(pypi|pythonhosted|npmjs|yarnpkg|npmmirror|nexus|artifactory|devpi|verdaccio)[\w.-]*"
    rb"|--(extra-)?index-url|--find-links|/root/|/home/\w+/|/opt/wheels|/work/main)"
)
#: this very file, which has to name them
NAMES_THE_FOREIGN = Path("tests/architecture/test_rules.py")
#: each of them would let text become code
RUNS_TEXT = {"eval", "exec", "compile", "__import__", "pickle.load", "pickle.loads", "yaml.load", "marshal.loads"}
READS_ENVIRONMENT = {"os.environ", "os.getenv", "os.environb", "environ", "getenv"}
OPENS_FILES = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}
CLOCKS = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time_ns")
EMPTY_WORDS = {"utils", "util", "helpers", "helper", "misc", "common", "dao", "manager"}

PRODUCT = tree.modules("app", "engine", "forms", "deploy", "config.py", "wsgi.py")


def without_docstring(module: ast.Module) -> list[str]:
    return [] if ast.get_docstring(module) else ["1 no docstring"]


def running_text(module: ast.Module) -> list[str]:
    return [f"{call.lineno} {name}" for name, call in tree.calls(module) if name in RUNS_TEXT]


def reading_environment(module: ast.Module) -> list[str]:
    nodes = (node for node in ast.walk(module) if isinstance(node, ast.Name | ast.Attribute))
    return [f"{node.lineno} {tree.name_of(node)}" for node in nodes if tree.name_of(node) in READS_ENVIRONMENT]


def reading_clock(module: ast.Module) -> list[str]:
    return [f"{call.lineno} {name}" for name, call in tree.calls(module) if name.endswith(CLOCKS)]


def opening_files(module: ast.Module) -> list[str]:
    return [f"{call.lineno} {name}" for name, call in tree.calls(module) if name.rpartition(".")[2] in OPENS_FILES]


def naive_moments(module: ast.Module) -> list[str]:
    return [
        f"{call.lineno} {name}"
        for name, call in tree.calls(module)
        if name.endswith(("datetime.utcnow", "datetime.utcfromtimestamp"))
        or (name.endswith("datetime.now") and not call.args and not call.keywords)
    ]


def broken(rule: Rule, modules: list[Path]) -> list[str]:
    return [f"{path}:{line}" for path in modules for line in rule(tree.parsed(path))]


@pytest.mark.parametrize(
    ("rule", "offence", "innocent"),
    [
        (without_docstring, "import os", '"""What lives here."""'),
        (running_text, "eval('1')", "re.compile('1')"),
        (running_text, "yaml.load(text)", "yaml.safe_load(text)"),
        (reading_environment, "key = os.environ['KEY']", "key = settings.secret_key"),
        (reading_environment, "key = os.getenv('KEY')", "key = environment"),
        (reading_clock, "now = datetime.now(UTC)", "now = at.astimezone(UTC)"),
        (opening_files, "open(name)", "is_open(name)"),
        (opening_files, "Path(name).read_bytes()", "bundle[name]"),
        (naive_moments, "now = datetime.datetime.utcnow()", "now = datetime.now(UTC)"),
        (naive_moments, "now = datetime.now()", "now = datetime.now(tz=UTC)"),
    ],
)
def test_rule_tells_an_offence_from_what_is_allowed(rule: Rule, offence: str, innocent: str) -> None:
    assert rule(ast.parse(offence)) != []
    assert rule(ast.parse(innocent)) == []


def test_every_module_says_what_lives_in_it() -> None:
    modules = tree.modules("app", "engine", "forms", "bench", "config.py", "wsgi.py")
    assert broken(without_docstring, modules) == []


def test_no_text_is_run_as_code() -> None:
    assert broken(running_text, PRODUCT) == []


def test_settings_alone_read_the_environment() -> None:
    assert broken(reading_environment, [path for path in PRODUCT if path.name != "config.py"]) == []


def test_engine_and_forms_read_no_clock() -> None:
    assert broken(reading_clock, tree.modules("engine", "forms")) == []


def test_the_command_line_of_the_engine_alone_opens_files() -> None:
    quiet = [path for path in tree.modules("engine", "forms") if path.parts[:2] != ("engine", "cli")]
    assert broken(opening_files, quiet) == []


def test_no_moment_is_naive() -> None:
    assert broken(naive_moments, PRODUCT) == []


def test_no_file_is_tied_to_a_machine_or_a_mirror() -> None:
    found = []
    for path in tree.tracked_files():
        match = FOREIGN.search((tree.ROOT / path).read_bytes())
        if match and path != NAMES_THE_FOREIGN:
            found.append(f"{path}: {match.group().decode()}")
    assert found == []


def test_services_are_data_only() -> None:
    kinds = {path.suffix for path in tree.tracked_files() if path.parts[0] == "processes"}
    assert kinds <= {".bpmn", ".dmn", ".yaml", ".json", ".md", ".txt"}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path for path in tree.modules() if path.stem in EMPTY_WORDS] == []
