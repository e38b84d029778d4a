"""Templates are compiled for each language, and say the same as if they asked for the reader's at each word."""

import re
from collections.abc import Callable

import pytest
from flask import Flask, render_template, render_template_string
from jinja2 import DictLoader

from app.web.icons import ICONS, icon

PAGES = {
    "page": "{% extends 'frame' %}{% from 'parts' import word %}{% block content %}"
    "{{ t('یک <', 'one <') }} {{ t(fa, en) }} {{ word() }} {{ word(t('دو', 'two')) }} {{ icon('tick') }}{% endblock %}",
    "frame": "{{ lang }} {{ dir }} {{ 'right' if dir == 'rtl' else 'left' }} {% block content %}{% endblock %}",
    "parts": "{% macro word(text=none) %}{{ text or t('سه', 'three') }}{% if lang == 'en' %}!{% endif %}{% endmacro %}",
}


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    app = make_app()
    app.jinja_env.loader = DictLoader(PAGES)
    app.jinja_env.autoescape = True
    return app


def _read(app: Flask, language: str) -> str:
    with app.test_request_context(f"/?lang={language}"):
        return render_template("page", fa="چهار", en="four")


def test_one_template_speaks_to_each_reader_in_their_language(app: Flask) -> None:
    read = [_read(app, language) for language in ("fa", "en", "fa")]
    tick = app.jinja_env.globals["icon"]("tick")

    assert read[0] == f"fa rtl right یک &lt; چهار سه دو {tick}"
    assert read[1] == f"en ltr left one &lt; four three! two! {tick}"
    assert read[2] == read[0]


def test_words_are_constants_in_the_compiled_template(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        spoken = app.jinja_env.get_template("page").environment
        compiled = spoken.compile(PAGES["page"], raw=True)

    assert "one &lt; " in compiled
    assert "یک" not in compiled
    assert "<svg" in compiled


def test_template_from_a_string_asks_for_the_language_of_its_reader(app: Flask) -> None:
    read = []
    for language in ("fa", "en"):
        with app.test_request_context(f"/?lang={language}"):
            read.append(render_template_string("{{ t('یک', 'one') }} {{ dir }}"))

    assert read == ["یک rtl", "one ltr"]


def test_label_of_an_icon_is_escaped_and_makes_it_an_image() -> None:
    assert 'role="img" aria-label="&lt;b&gt;"' in icon("tick", "<b>")
    assert 'aria-hidden="true"' in icon("tick")


def test_icon_is_part_of_the_built_file(app: Flask) -> None:
    with app.test_request_context():
        drawn = render_template_string("{{ icon('tick') }}")

    assert re.search(r'<use href="/static/dist/(assets/icons-[\w-]+|icons)\.svg#tick">', drawn)


def test_icon_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        icon("tock")


@pytest.mark.parametrize("name", ICONS)
def test_only_what_points_somewhere_turns_with_the_page(name: str) -> None:
    assert ("icon-turns" in icon(name)) is (name in {"next", "back", "leave"})
