"""Engines and sessions by Flask-SQLAlchemy: an engine for each application, a session for each application context.

Models are plain SQLAlchemy (`db.Model` is not used), and nothing below this layer knows Flask: what asks the database
finds the current session in `app.data.database.session`, which is filled here."""

from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session

from app.data.database import engine_events
from app.data.database.metadata import metadata
from app.data.database.session import db as current


class OneEngineSession(Session):
    """A session that finds the engine of its application once. There is one engine; Flask-SQLAlchemy's own session
    looks among several with each statement."""

    def __init__(self, db: SQLAlchemy, **options: Any) -> None:
        super().__init__(db, **options)
        self._engine = db.engine

    def get_bind(self, mapper: Any = None, clause: Any = None, bind: Any = None, **_: Any) -> Any:
        """The engine, or the connection that is asked for explicitly."""
        return self._engine if bind is None else bind


db = SQLAlchemy(
    metadata=metadata,
    session_options={"class_": OneEngineSession, "autoflush": True, "expire_on_commit": False},
    add_models_to_shell=False,
)


def init_database(app: Flask, url: str) -> None:
    """Connect this application, and with it the process, to the database at `url`. Whoever asks for a session then
    must be within a context of this application: a request, or `with app.app_context()`."""
    app.config["SQLALCHEMY_DATABASE_URI"] = engine_events.absolute(url)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_events.engine_options(url)
    db.init_app(app)
    with app.app_context():
        engine = db.engine
    engine_events.listen(engine)
    current.connect(engine, db.session)
