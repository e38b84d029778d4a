"""What a reader gets when something is refused or breaks."""

from collections.abc import Callable

import pytest
from flask import Flask, abort, request
from werkzeug.test import TestResponse

import engine
from app.policy.errors import DeskError, NotPermitted, NotYours
from app.usecases.casework.errors import WorkItemTaken
from app.usecases.errors import FormRefused
from app.web.error_texts import ERROR_TEXTS
from app.web.errors import register_errors
from app.wiring import STATUSES
from engine import Bilingual

TABLE = {DeskError: 400, NotPermitted: 403, WorkItemTaken: 409, FormRefused: 422, engine.DataTooLarge: 422}


@pytest.fixture
def ask(make_app: Callable[..., Flask]) -> Callable[..., TestResponse]:
    """Ask for a page that raises the given error."""

    def asked(error: Exception, path: str = "/failing", **request_options: object) -> TestResponse:
        app = make_app()
        register_errors(app, TABLE)

        def failing() -> str:
            raise error

        app.add_url_rule(path, view_func=failing)
        return app.test_client().get(path, **request_options)  # type: ignore[arg-type]

    return asked


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (DeskError(), 400),
        (NotPermitted(), 403),
        (NotYours(), 403),
        (WorkItemTaken(name="رضا"), 409),
        (KeyError("secret"), 500),
    ],
)
def test_the_nearest_class_of_the_table_decides(
    ask: Callable[..., TestResponse], error: Exception, status: int
) -> None:
    assert ask(error).status_code == status


def test_a_refusal_is_told_in_both_languages(ask: Callable[..., TestResponse]) -> None:
    taken = WorkItemTaken(name="رضا")

    assert taken.message.fa in ask(taken).text
    assert taken.message.en in ask(taken, query_string={"lang": "en"}).text


def test_an_unexpected_fault_shows_a_reference_and_nothing_of_its_own(
    ask: Callable[..., TestResponse], caplog: pytest.LogCaptureFixture
) -> None:
    answer = ask(KeyError("secret"), path="/api/failing")

    assert answer.json is not None
    assert answer.json["reference"] in caplog.text
    assert "secret" not in answer.text


def test_programs_get_a_problem(ask: Callable[..., TestResponse]) -> None:
    refused = FormRefused({"mobile": Bilingual("شماره درست نیست.", "The number isn't right.")})
    answer = ask(refused, path="/api/failing", query_string={"lang": "en"})

    assert answer.content_type == "application/problem+json"
    assert answer.json is not None
    assert (answer.json["status"], answer.json["type"]) == (422, "urn:miz:problem:form_refused")
    assert answer.json["errors"] == {"mobile": "The number isn't right."}


def test_answers_that_are_too_much_for_a_case_are_told_so(ask: Callable[..., TestResponse]) -> None:
    refused = engine.DataTooLarge("message", size=300_000, limit=engine.MAX_MESSAGE)
    answer = ask(refused)
    assert (answer.status_code, STATUSES[engine.DataTooLarge]) == (422, 422)
    assert "۲۶۲۱۴۴ نویسه" in answer.text
    assert "at most 262144" in ask(refused, query_string={"lang": "en"}).text
    problem = ask(refused, path="/api/failing").json
    assert problem is not None
    assert problem["type"] == "urn:miz:problem:data-too-large"


def test_a_part_of_a_page_gets_a_notice_only(ask: Callable[..., TestResponse]) -> None:
    answer = ask(NotPermitted(), headers={"HX-Request": "true"})

    assert 'role="alert"' in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 429, 500, 503])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_each_status_has_a_page_that_says_what_became_of_the_answers(
    make_app: Callable[..., Flask], status: int, language: str
) -> None:
    app = make_app()
    app.add_url_rule("/fails", view_func=lambda: abort(status))
    answer = app.test_client().get(f"/fails?lang={language}")

    assert answer.status_code == status
    for text in (ERROR_TEXTS[status].title, ERROR_TEXTS[status].kept, ERROR_TEXTS[status].remedy):
        assert str(getattr(text, language)) in answer.text.replace("&#39;", "'")


def test_a_wrong_method_names_the_right_ones(make_app: Callable[..., Flask]) -> None:
    answer = make_app().test_client().put("/help")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def read_all() -> bytes:
    return request.get_data()


def test_too_much_at_once_is_told_with_the_limit(make_app: Callable[..., Flask]) -> None:
    app = make_app(upload_limit=3 * 1024 * 1024)
    app.add_url_rule("/send", view_func=read_all, methods=["POST"])
    answer = app.test_client().post("/send?lang=en", data={"plan": b"x" * 4 * 1024 * 1024})

    assert answer.status_code == 413
    assert "3 MB" in answer.text


def post_stale(app: Flask, **headers: str) -> TestResponse:
    app.add_url_rule("/send", view_func=lambda: "sent", methods=["POST"])
    fields = {"name": '<مریم "احمدی">', "csrf_token": "old"}
    return app.test_client().post(
        "/send", data=fields, headers={name.replace("_", "-"): v for name, v in headers.items()}
    )


def test_a_stale_form_keeps_what_was_typed(make_app: Callable[..., Flask]) -> None:
    answer = post_stale(make_app(), Sec_Fetch_Site="same-origin")

    assert answer.status_code == 400
    assert 'name="name" value="&lt;مریم &#34;احمدی&#34;&gt;"' in answer.text
    assert answer.text.count('name="csrf_token"') == 1
    assert 'value="old"' not in answer.text


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_form_forged_elsewhere_is_never_offered_again(make_app: Callable[..., Flask], site: str) -> None:
    assert "احمدی" not in post_stale(make_app(), Sec_Fetch_Site=site).text
