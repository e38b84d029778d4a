"""How far the jobs of upkeep have come."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from app.data.models.base import Base, Short


class Upkeep(Base):
    """One job of upkeep that goes through all cases a few at a time."""

    __tablename__ = "upkeep"

    name: Mapped[Short] = mapped_column(primary_key=True)
    #: when it last did something
    at: Mapped[datetime]
    #: the last case it has seen; None: it begins from the first
    reached: Mapped[UUID | None] = mapped_column(default=None)
    #: ids of cases with which something is wrong, as text
    found: Mapped[list[Any]] = mapped_column(default_factory=list)
