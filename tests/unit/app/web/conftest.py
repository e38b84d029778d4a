"""A small app with the web base and nothing behind it: who is signed in is said by the test."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache

from app.policy.actors import Actor, Seat
from app.vocabulary import Role
from app.web.errors import register_errors
from app.web.pages import init_pages
from app.web.security import init_security
from app.web.templating import init_templating


@pytest.fixture
def clerk() -> Actor:
    """A member of staff."""
    return Actor(uuid4(), "مریم احمدی", (Seat(Role.CLERK, unit_id=uuid4()),))


@pytest.fixture
def make_app(compiled_templates: FileSystemBytecodeCache) -> Callable[..., Flask]:
    """Builds the app; routes may be added before its first request."""

    def make(*, actor: Actor | None = None, https: bool = False, upload_limit: int = 1024 * 1024) -> Flask:
        app = Flask("app")
        app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False, SECRET_KEY="only in tests")
        init_templating(app)  # first, as at the desk: the first use of templates fixes their environment
        init_security(app, https=https, upload_limit=upload_limit)
        app.jinja_env.bytecode_cache = compiled_templates
        init_pages(app, design=True)
        register_errors(app, {})

        @app.before_request
        def sign_in() -> None:
            g.actor = actor

        return app

    return make


@pytest.fixture
def client(make_app: Callable[..., Flask]) -> FlaskClient:
    """A visitor whom nobody knows."""
    return make_app().test_client()
