"""Security headers on every response, cookie flags, the upload limit, and protection against forged requests.

The content policy knows no exception: no inline script, no inline style, nothing from another host."""

from typing import Final

from flask import Flask, Response, abort, request
from flask_wtf.csrf import CSRFProtect

#: exempt a blueprint that is called by programs with a token of their own: `csrf.exempt(blueprint)`
csrf = CSRFProtect()

CONTENT_POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",  # pictures inside Bootstrap's and the diagram viewer's style sheets
        "font-src 'self' data:",  # the diagram viewer's symbols
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_HEADERS: Final = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_TWO_YEARS: Final = 2 * 365 * 24 * 3600
_FOREVER: Final = "public, max-age=31536000, immutable"


def init_security(app: Flask, *, https: bool, upload_limit: int) -> None:
    """Set cookie flags and limits, install the header hook and `csrf`. `upload_limit`: bytes of one request."""
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        MAX_CONTENT_LENGTH=upload_limit,
        # the most questions that a form may have (forms.lists.component), with all that the page says of each
        MAX_FORM_PARTS=5_000,
        # a page left open overnight still submits; the login session has its own end
        WTF_CSRF_TIME_LIMIT=None,
        # behind a proxy the host seen here may differ from the public one; SameSite and the token guard
        WTF_CSRF_SSL_STRICT=False,
    )
    app.before_request(_refuse_nul)
    csrf.init_app(app)

    @app.after_request
    def secure(response: Response) -> Response:
        return _secured(response, https=https)


def _refuse_nul() -> None:
    """No browser sends a NUL, and no PostgreSQL keeps one: a forged request is refused before anything reads it."""
    if "\x00" in request.path:
        abort(404)
    sent = [*request.args.items(multi=True), *request.form.items(multi=True)]
    if any("\x00" in name or "\x00" in value for name, value in sent):
        abort(400)


def _secured(response: Response, *, https: bool) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if https:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={_TWO_YEARS}; includeSubDomains")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "private, no-cache")
    elif request.path.startswith("/static/dist/assets/") and response.status_code == 200:
        response.headers["Cache-Control"] = _FOREVER  # their names carry the hash of their content
    return response
