"""The gate before publishing says what is wrong with a package, whatever is written in it."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import yaml

import engine
from app.usecases.publishing.bundle_check import check_for
from tests.processes.bundles import DESK, FORMS, PROCESSES, load_bundle

SERVICE = "no-criminal-record"
WRONG: tuple[object, ...] = ([], {}, [[]], {"fa": {}}, {"": ""}, None, True, 5, 10**90, "", "{{", "x" * 5_000)


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """A good bundle."""
    return {name: raw.decode() for name, raw in load_bundle(PROCESSES / SERVICE, FORMS / SERVICE).items()}


def packages(content: dict[str, Any], wrong: object) -> Iterator[dict[str, Any]]:
    """The package once with each heading, and each part of one, replaced."""
    for heading, value in content.items():
        yield {**content, heading: wrong}
        for part in value if isinstance(value, dict) else ():
            changed = deepcopy(content)
            changed[heading][part] = wrong
            yield changed


@pytest.mark.parametrize("wrong", WRONG, ids=lambda value: repr(value)[:12])
def test_package_is_judged_whatever_its_values_are(files: dict[str, str], wrong: object) -> None:
    diagram = {name: text for name, text in files.items() if not name.startswith("letters/")}
    for package in packages(yaml.safe_load(files["package.yaml"]), wrong):
        checked = check_for({**diagram, "package.yaml": yaml.safe_dump(package, allow_unicode=True)}, DESK)
        assert any(finding.severity is engine.Severity.ERROR for finding in checked.findings)


@pytest.mark.parametrize("number", ["0x" + "f" * 5_000, "9" * 5_000, "1" + ":59" * 3_000, "-" + "1" * 101])
def test_number_without_end_is_refused(files: dict[str, str], number: str) -> None:
    checked = check_for({**files, "package.yaml": f"{files['package.yaml']}\nextra: {number}\n"}, DESK)
    assert not checked.ok
    assert [f.file for f in checked.findings if f.severity is engine.Severity.ERROR] == ["package.yaml"]


def test_good_bundle_is_accepted_without_a_database(files: dict[str, str]) -> None:
    assert check_for(files, DESK).ok
