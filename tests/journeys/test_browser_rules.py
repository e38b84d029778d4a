"""Conditions and values of forms in the browser: the built bundle in Chromium, by the table of cases that the server
answers too, and on pages as the server writes them."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from forms import Refusal, build_page, parse_form
from forms.answers import read_answer
from forms.live import reading_of
from tests.databases import ROOT
from tests.unit.forms.samples import component
from tests.unit.forms.test_fields_html import PAGE, environment
from tests.unit.forms.test_live import computed, form, hiding, is_true, number, radio, value
from tests.unit.forms.values.test_numbers import ASKED_AGAIN, READ

DIST = ROOT / "app" / "static" / "dist"
CASES = json.loads((ROOT / "tests" / "feel_cases.json").read_text(encoding="utf-8"))
LOADED = """<!doctype html><html lang="{lang}"><body>{body}<script type="module">
window.rules = await import("/{rules}"); window.rules.liveRules(); window.ready = true</script></body></html>"""


@dataclass
class Stage:
    """A little server of one page and the built files."""

    url: str = ""
    html: str = ""
    requests: list[str] = field(default_factory=list)

    def show(self, page: Page, body: str, lang: str = "fa") -> Page:
        manifest = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
        self.html = LOADED.format(lang=lang, body=body, rules=manifest["js/rules.js"]["file"])
        page.goto(self.url)
        page.wait_for_function("window.ready")
        return page


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    stage = Stage()

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(DIST))

        def do_GET(self) -> None:
            if self.path != "/":
                super().do_GET()
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(stage.html.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        stage.url = f"http://127.0.0.1:{server.server_address[1]}/"
        yield stage
        server.shutdown()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_browser_gives_the_values_of_the_table(stage: Stage, page: Page) -> None:
    stage.show(page, "")

    found = page.evaluate("(cases) => cases.map(({expression, data}) => window.rules.valueOf(expression, data))", CASES)

    wanted = [case.get("browser", case["value"]) for case in CASES]
    wrong = [(c["expression"], w, f) for c, w, f in zip(CASES, wanted, found, strict=True) if w != f]
    assert wrong == []


@pytest.mark.parametrize("money", [False, True], ids=["number", "money"])
def test_browser_reads_numbers_as_the_server_does(stage: Stage, page: Page, money: bool) -> None:
    properties = {"kind": "money"} if money else {}
    limits: dict[str, Any] = {"validate": {"min": -1000}, "decimalDigits": 3, "increment": "0.5"}
    for more in ({}, limits):
        asked = form(component("number", "n", "n", "n", properties=properties, **more)).fields[0]
        typed = [*READ, *(one for many in ASKED_AGAIN.values() for one in many), "12.5", "7.25", "-1000.5", "500 ریال"]
        stage.show(page, "")

        found = page.evaluate(
            "([typed, limits]) => typed.map((text) => "
            "(limits.as === 'money' ? window.rules.readMoney : window.rules.readNumber)(text, limits))",
            [typed, reading_of(asked)],
        )

        assert dict(zip(typed, found, strict=True)) == {one: answer_to(asked, one) for one in typed}


def answer_to(asked: Any, typed: str) -> object:
    try:
        return read_answer(asked, typed)
    except Refusal:
        return None


ASKED = form(
    radio("attorney"),
    {
        "type": "group",
        "label": "وکیل",
        "properties": {"labelEn": "Attorney"},
        "components": [radio("is_kin"), number("share", **hiding('=is_kin != "yes"'))],
        **hiding('=attorney != "yes"'),
    },
    number("area"),
    computed("cost", "=area * 12500.5", "بها", appearance={"suffixAdorner": "تومان"}),
    number("floors", **hiding("=cost = null or cost < 1000000")),
)


def body_of(asked: Any, values: dict[str, object], lang: str = "fa") -> str:
    shown = build_page(asked, values, hidden=is_true, compute=value)
    return environment(lang).from_string(PAGE).render(page=shown)


def sent(page: Page) -> dict[str, list[str]]:
    return page.evaluate(
        "() => { const sent = {}; for (const [name, value] of new FormData(document.forms[0])) "
        "(sent[name] ??= []).push(value); return sent }"
    )


def test_questions_come_and_go_with_the_answers(stage: Stage, page: Page) -> None:
    stage.show(page, body_of(ASKED, {}))
    expect(page.locator("[data-question=is_kin]")).to_have_count(0)
    assert sent(page)["_asked"] == ["attorney", "area"]

    page.check("#q-attorney-1")
    page.check("#q-is_kin-1")
    page.fill("#q-share", "50")

    assert sent(page)["_asked"] == ["attorney", "is_kin", "share", "area"]

    page.check("#q-attorney-2")
    expect(page.locator("[data-question=share]")).to_have_count(0)
    assert sent(page)["_asked"] == ["attorney", "area"]
    assert "share" not in sent(page)

    page.check("#q-attorney-1")
    assert page.input_value("#q-share") == "50", "what was typed is still there"


def test_value_follows_the_answers_and_decides_what_is_asked(stage: Stage, page: Page) -> None:
    stage.show(page, body_of(ASKED, {}))
    cost = page.locator("[data-question=cost] dd")
    expect(cost).to_have_text("—")

    page.fill("#q-area", "۱۰۰")

    expect(cost).to_have_text("۱٬۲۵۰٬۰۵۰ تومان")
    assert "floors" in sent(page)["_asked"]
    page.fill("#q-area", "ده")
    expect(cost).to_have_text("—")
    assert "floors" not in sent(page)["_asked"]


def test_page_with_answers_needs_no_change(stage: Stage, page: Page) -> None:
    values = {"attorney": "yes", "is_kin": "yes", "share": "20", "area": "100"}
    body = body_of(ASKED, values, "en")

    stage.show(page, body, "en")

    assert sent(page)["_asked"] == ["attorney", "is_kin", "share", "area", "floors"]
    assert page.locator("[data-question=cost] dd").inner_text().startswith("1,250,050")


def test_long_list_is_narrowed_to_what_is_searched_for_and_keeps_what_is_chosen(stage: Stage, page: Page) -> None:
    cities = [{"label": name, "value": name} for name in ("تهران", "تبریز", "شیراز", "كرمان")]
    asked = form(component("select", "city", "شهر", "City", values=cities, searchable=True))
    manifest = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    script = f'<script type="module" src="/{manifest["js/app.js"]["file"]}"></script>'
    stage.html = f'<!doctype html><html lang="fa"><body>{body_of(asked, {})}{script}</body></html>'
    page.goto(stage.url)
    box, options = page.get_by_role("searchbox", name="جست‌وجو در گزینه‌ها: شهر"), page.locator("#q-city option")

    page.select_option("#q-city", "شیراز")
    box.fill("کرم")

    expect(options).to_have_text(["انتخاب کنید", "شیراز", "كرمان"])
    box.press("Enter")
    assert sent(page)["city"] == ["شیراز"]
    box.fill("")
    expect(options).to_have_count(5)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "forms").glob("*/*.form")), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_published_form_is_settled_as_the_server_left_it(stage: Stage, page: Page, path: Path) -> None:
    body = body_of(parse_form(path.read_bytes()), {})
    stage.html = f"<!doctype html><body>{body}</body>"
    page.goto(stage.url)
    before = sent(page)

    stage.show(page, body)

    assert sent(page) == before
