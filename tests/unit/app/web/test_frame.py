"""The frame of every page: headers, assets, navigation, the style page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from app.policy.access import Permission
from app.policy.actors import Actor
from app.web.assets import Assets, BuildMissing
from app.web.navigation import NavItem, register_nav
from engine import Bilingual

PAGES = ("/help", "/accessibility", "/design", "/design?staff=1", "/nowhere")
INLINE = re.compile(r'\sstyle="|\son\w+="|<style|<script(?![^>]*\bsrc=)(?![^>]*type="application/json")|javascript:')


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_page_has_nothing_inline_and_nothing_from_elsewhere(client: FlaskClient, page: str, language: str) -> None:
    client.set_cookie("lang", language)
    text = client.get(page).text

    assert not INLINE.search(text)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', text)
    assert text.count("<h1") == 1


@pytest.mark.parametrize("page", PAGES)
def test_each_answer_carries_the_security_headers(client: FlaskClient, page: str) -> None:
    headers = client.get(page).headers

    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-cache"
    assert "Strict-Transport-Security" not in headers


def test_https_brings_strict_transport_and_secure_cookies(make_app: Callable[..., Flask]) -> None:
    app = make_app(https=True)
    assert "Strict-Transport-Security" in app.test_client().get("/help").headers
    assert app.config["SESSION_COOKIE_SECURE"] is True


def test_links_are_shown_to_whom_they_are_for(make_app: Callable[..., Flask], clerk: Actor) -> None:
    items = [
        NavItem("web.help_page", Bilingual("همگانی", "For all")),
        NavItem("web.accessibility", Bilingual("ویژهٔ مدیر", "For managers"), Permission.REPORT),
        NavItem("absent.page", Bilingual("ناموجود", "Absent")),
    ]
    app = make_app(actor=clerk)
    register_nav(app, "staff", items)
    text = app.test_client().get("/design?staff=1").text

    assert "همگانی" in text
    assert "ویژهٔ مدیر" not in text
    assert "ناموجود" not in text


def test_the_staff_layout_leaves_out_an_empty_side(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    plain = '{% extends "layouts/staff.html" %}{% block content %}<h1>x</h1>{% endblock %}'
    app.add_url_rule("/plain", view_func=lambda: render_template_string(plain))
    client = app.test_client()

    assert "<aside" not in client.get("/plain").text
    assert "<aside" in client.get("/design?staff=1").text


def test_a_missing_build_is_said_plainly(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    app = make_app()
    app.extensions["miz-assets"] = Assets(tmp_path, watch=False, lenient=False)
    answer = app.test_client().get("/help?lang=en")

    assert answer.status_code == 500
    assert "npm run build" in answer.text


def test_an_asset_is_found_by_the_manifest(tmp_path: Path) -> None:
    manifest = '{"css/app-rtl.css": {"file": "assets/app-rtl-1.css", "isEntry": true}, "x.woff2": {"file": "assets/x"}}'
    (tmp_path / "manifest.json").write_text(manifest)
    assets = Assets(tmp_path, watch=False, lenient=False)

    assert assets.path("app-rtl.css") == "dist/assets/app-rtl-1.css"
    with pytest.raises(BuildMissing):
        assets.path("x.woff2")


def test_the_frame_survives_a_page_that_only_takes_posts(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    app.config["WTF_CSRF_ENABLED"] = False
    page = '{% extends "layouts/citizen.html" %}{% block content %}<h1>x</h1>{% endblock %}'
    app.add_url_rule("/only-post", view_func=lambda: render_template_string(page), methods=["POST"])

    assert 'href="/language/en?next=/"' in app.test_client().post("/only-post").text
