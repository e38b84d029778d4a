"""Fixtures of the journeys: one live desk and one Chromium for all of them, and a browser of its own per visitor."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys import live
from tests.journeys.live import LiveDesk, Visitor

Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveDesk]:
    """A served desk with demo people, services and a past. Journeys share it: look for what you made yourself."""
    with live.running_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a file. Its driver holds an event loop in this thread: whatever comes afterwards
    (signing a letter has a loop of its own) must not meet it."""
    expect.set_options(timeout=live.PATIENCE * 1000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=live.CHROMIUM, args=list(live.CHROMIUM_FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def visit(desk: LiveDesk, browser: Browser) -> Iterator[Visit]:
    """`visit("زهرا کریمی")` opens a browser as that demo person, `visit(None)` as nobody; `lang=`, `width=`.

    `.go(path)` opens a page, `.page` is Playwright's, `.check()` wants it accessible and whole at both widths."""
    with ExitStack() as open_browsers:

        def open_browser(name: str | None, *, lang: str = "fa", width: int = live.WIDE) -> Visitor:
            return open_browsers.enter_context(live.visitor(browser, desk, name, lang=lang, width=width))

        yield open_browser
