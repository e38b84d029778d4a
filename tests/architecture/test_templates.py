"""Templates name only templates that are there; icons need no import, since every template has them, and each that is
built is shown somewhere."""

from pathlib import Path

import pytest
from flask import Flask
from jinja2 import meta

from app.web.icons import ICONS
from app.web.template_environment import DeskEnvironment

APP = Path(__file__).parents[2] / "app"
FOLDERS = sorted(APP.glob("*/templates"))
NAMES = {str(file.relative_to(folder)): file for folder in FOLDERS for file in folder.rglob("*.html")}


@pytest.fixture(scope="module")
def environment() -> DeskEnvironment:
    return DeskEnvironment(Flask("app"))


@pytest.mark.parametrize("name", sorted(NAMES))
def test_template_names_only_templates_that_are_there(environment: DeskEnvironment, name: str) -> None:
    named = meta.find_referenced_templates(environment.parse(NAMES[name].read_text()))

    assert {other for other in named if other is not None} <= NAMES.keys()


@pytest.mark.parametrize("name", ICONS)
def test_icon_that_is_built_is_shown_somewhere(name: str) -> None:
    sources = (*NAMES.values(), *APP.glob("reports/*.py"))

    assert any(f'"{name}"' in file.read_text() for file in sources)
