"""The engine and the session in use."""

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from app.data.database import engine_events
from app.data.database.memo import memo


class Database:
    """Engine and thread-bound session of the running application."""

    def __init__(self) -> None:
        self._engine: Engine | None = None
        self.session: scoped_session[Session] = scoped_session(sessionmaker(autoflush=True, expire_on_commit=False))

    @property
    def engine(self) -> Engine:
        """The engine in use. Raises RuntimeError before `connect`."""
        if self._engine is None:
            raise RuntimeError("no database is connected")
        return self._engine

    @property
    def is_sqlite(self) -> bool:
        """Whether the embedded database is in use (no row locks, one writer at a time)."""
        return self.engine.dialect.name == "sqlite"

    def connect(self, url: str) -> None:
        """Use the database at `url` from now on; an earlier one is let go."""
        self.disconnect()
        self._engine = create_engine(url, **engine_events.engine_options(url))
        engine_events.listen(self._engine)
        self.session.configure(bind=self._engine)

    def disconnect(self) -> None:
        """Close the session of this thread and every pooled connection."""
        self.session.remove()
        memo.clear()
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None


db = Database()
