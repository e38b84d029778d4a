"""One table gives each refusal its HTTP status; one page per status tells the reader what it means for them.

Pages for browsers, `application/problem+json` below /api, a short notice for a part of a page. Never a traceback."""

import secrets
from collections.abc import Mapping
from typing import Final

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed, RequestEntityTooLarge

from app.web.assets import BuildMissing
from app.web.error_texts import SESSION_ENDED, STALE_FORM, ErrorText, text_for
from app.web.formatting import number
from app.web.language import in_language, t

EXTENSION: Final = "miz-error-statuses"
_API: Final = "/api/"
_RETRY_AFTER: Final = {429: "300", 503: "60"}
_MEBIBYTE: Final = 1024 * 1024


def register_errors(app: Flask, table: Mapping[type[Exception], int]) -> None:
    """Answer every exception class of `table` with its status, and everything else with a page of ours.

    The class nearest to the raised one decides. May be called again to add to the table."""
    statuses: dict[type[Exception], int] = app.extensions.setdefault(EXTENSION, {})
    statuses.update(table)
    for refusal in table:
        app.register_error_handler(refusal, _refused)
    app.register_error_handler(CSRFError, _stale)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(BuildMissing, _unbuilt)


def status_of(error: Exception) -> int:
    """The status of a refusal by the table; 500 if it isn't in it."""
    statuses: Mapping[type[Exception], int] = current_app.extensions[EXTENSION]
    return next((statuses[kind] for kind in type(error).__mro__ if kind in statuses), 500)


def _refused(error: Exception) -> ResponseReturnValue:
    status = status_of(error)
    if status >= 500:
        current_app.logger.error("%s failed with %s", request.endpoint, status, exc_info=error)
        _forget_actor()
    return _answer(status, text_for(status), detail=_message(error), code=getattr(error, "code", None), cause=error)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error
    if isinstance(error, InternalServerError):
        return _broken(error)
    response = _answer(error.code, text_for(error.code), detail=_limit() if _is_too_large(error) else None)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _broken(error: InternalServerError) -> Response:
    """An unexpected fault: the reader gets a reference that stands in the log beside the traceback."""
    reference = secrets.token_hex(4)
    current_app.logger.error("unexpected fault, reference %s: %r", reference, error.original_exception)
    _forget_actor()
    return _answer(500, text_for(500), reference=reference)


def _stale(_error: Exception) -> ResponseReturnValue:
    """The CSRF token doesn't fit. What was typed can be sent again, if the browser vouches that it came from here."""
    fields = [(k, v) for k, v in request.form.items(multi=True) if k != "csrf_token"] if _came_from_here() else []
    return _answer(400, STALE_FORM, resend=fields, code="stale_form")


def session_ended() -> Response:
    """Somebody posts whose login is over. What was typed can be sent again after logging in, in another tab."""
    fields = [(k, v) for k, v in request.form.items(multi=True) if k != "csrf_token"]
    return _answer(401, SESSION_ENDED, resend=fields, code="session_ended")


def _unbuilt(error: Exception) -> ResponseReturnValue:
    current_app.logger.error("%s", error)
    return make_response(render_template("errors/unbuilt.html", message=str(error)), 500)


def _answer(
    status: int,
    text: ErrorText,
    *,
    detail: str | None = None,
    code: str | None = None,
    cause: Exception | None = None,
    reference: str | None = None,
    resend: list[tuple[str, str]] | None = None,
) -> Response:
    """The error in the shape that the asker understands."""
    if request.path.startswith(_API):
        response = _problem(status, text, detail=detail, code=code, cause=cause, reference=reference)
    else:
        part = "HX-Request" in request.headers
        values = {"status": status, "text": text, "detail": detail, "reference": reference, "resend": resend or []}
        template = "errors/part.html" if part else "errors/page.html"
        response = make_response(render_template(template, **values), status)
    if status in _RETRY_AFTER:
        response.headers["Retry-After"] = _RETRY_AFTER[status]
    return response


def _problem(
    status: int,
    text: ErrorText,
    *,
    detail: str | None,
    code: str | None,
    cause: Exception | None,
    reference: str | None,
) -> Response:
    """RFC 9457."""
    body: dict[str, object] = {
        "type": f"urn:miz:problem:{code}" if code else "about:blank",
        "title": in_language(text.title),
        "status": status,
        "detail": detail or in_language(text.remedy),
        "instance": request.path,
    }
    faults = getattr(cause, "errors", None)
    if isinstance(faults, Mapping):
        body["errors"] = {field: in_language(fault) for field, fault in faults.items()}
    if reference:
        body["reference"] = reference
    response = jsonify(body)
    response.status_code = status
    response.mimetype = "application/problem+json"
    return response


def _message(error: Exception) -> str | None:
    """What a refusal of ours says in the reader's language; nothing of anybody else's exception."""
    message = getattr(error, "message", None)
    return in_language(message) if hasattr(message, "fa") else None


def _is_too_large(error: HTTPException) -> bool:
    return isinstance(error, RequestEntityTooLarge)


def _limit() -> str | None:
    limit = current_app.config.get("MAX_CONTENT_LENGTH")
    if not limit:
        return None
    size = number(int(limit) // _MEBIBYTE)
    return t(f"اندازهٔ همهٔ فایل‌های یک ارسال روی هم تا {size} مگابایت است.", f"One submission may be up to {size} MB.")


def _came_from_here() -> bool:
    """Whether the browser itself says that the posting page was one of ours; a page elsewhere can't forge this."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin" and not request.files


def _forget_actor() -> None:
    """Don't ask the database again who this is: it may be what failed."""
    g.setdefault("actor", None)
