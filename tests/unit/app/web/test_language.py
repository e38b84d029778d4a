"""Which language a page speaks, and how the reader changes it."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from app.web.language import in_language, t
from engine import Bilingual


def test_the_desk_speaks_persian_unless_told_otherwise(client: FlaskClient) -> None:
    assert '<html lang="fa" dir="rtl"' in client.get("/help").text


def test_a_choice_is_kept_and_leads_back_to_the_page(client: FlaskClient) -> None:
    answer = client.get("/language/en?next=/help%3Fa%3D1%26lang%3Dfa")

    assert (answer.status_code, answer.location) == (303, "/help?a=1")
    assert '<html lang="en" dir="ltr"' in client.get(answer.location).text


def test_the_address_wins_over_the_cookie(client: FlaskClient) -> None:
    client.set_cookie("lang", "en")
    assert '<html lang="fa"' in client.get("/help?lang=fa").text


def test_an_unknown_language_is_no_language(client: FlaskClient) -> None:
    assert client.get("/language/de").status_code == 404
    assert '<html lang="fa"' in client.get("/help?lang=de").text


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "evil", "/%2F/../"]
)
def test_the_way_back_never_leaves_the_desk(client: FlaskClient, elsewhere: str) -> None:
    location = client.get("/language/en", query_string={"next": elsewhere}).location
    assert location.startswith("/")
    assert not location.startswith("//")


def test_a_theme_is_remembered(client: FlaskClient) -> None:
    client.get("/theme/dark")
    assert 'data-theme="dark"' in client.get("/help").text
    assert client.get("/theme/pink").status_code == 404


def test_constants_in_a_template_are_not_frozen_in_the_first_language(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    app.add_url_rule("/constant", view_func=lambda: render_template_string("{{ 12 | digits }} {{ lang }} {{ dir }}"))
    client = app.test_client()

    assert client.get("/constant").text == "۱۲ fa rtl"
    assert client.get("/constant?lang=en").text == "12 en ltr"


@pytest.mark.parametrize(
    "text", [Bilingual("سلام", "Hello"), {"fa": "سلام", "en": "Hello"}, SimpleNamespace(fa="سلام", en="Hello")]
)
def test_whatever_has_two_sides_shows_the_readers(text: object) -> None:
    with Flask(__name__).test_request_context("/?lang=en"):
        assert in_language(text) == "Hello"
    assert in_language(text) == "سلام"


def test_a_missing_side_falls_back_on_the_other() -> None:
    assert in_language({"en": "Hello"}) == "Hello"
    assert in_language(None) == ""
    assert t("سلام", "Hello") == "سلام"
