"""How the desk came to know who somebody is."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.data.models.base import Base, Id, Short, enum_column
from app.vocabulary import Assurance, FactSource, IdentityFactName


class IdentityProof(Base):
    """A level of assurance that a person has reached. It was reached with the number that they had then, and counts
    while that is their number."""

    __tablename__ = "identity_proofs"
    __table_args__ = (
        CheckConstraint("level <> 'told'", name="proves_something"),
        CheckConstraint("(level = 'seen-at-desk') = (front_desk_id IS NOT NULL)", name="seen_where"),
        CheckConstraint("(front_desk_id IS NULL) = (by_id IS NULL)", name="seen_by_whom"),
        CheckConstraint("confirmed_at >= at", name="confirmed_later"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), index=True)
    level: Mapped[Assurance] = mapped_column(enum_column(Assurance, "level"))
    #: None: they had no number
    mobile: Mapped[str | None] = mapped_column(String(16))
    #: what was asked or looked at: `sms-code`, `original-card`, the name of a registry
    source: Mapped[Short]
    at: Mapped[datetime]
    #: when the same was last found again
    confirmed_at: Mapped[datetime]
    #: the operator who saw the card, and where
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"), default=None)
    front_desk_id: Mapped[UUID | None] = mapped_column(ForeignKey("front_desks.id"), default=None)
    #: when it turned out to hold no more
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)


class IdentityFact(Base):
    """Something that is known of a person, and not by their word."""

    __tablename__ = "identity_facts"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    name: Mapped[IdentityFactName] = mapped_column(enum_column(IdentityFactName, "name"), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))
    source: Mapped[FactSource] = mapped_column(enum_column(FactSource, "source"))
    #: when the source said so last
    at: Mapped[datetime]
