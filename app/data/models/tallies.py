"""What is settled, added up: reports read these rows instead of the cases that went into them."""

from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.data.models.base import Base, Short, enum_column
from app.vocabulary import Channel, Grain, Level


class Tally(Base):
    """The closed cases of one service in one unit, added up over one day or one Jalali month at the desk.

    A case counts where it was accepted, its answer (`given`) where it was answered, an opinion where its case was
    accepted. Each counts once: `cases.tallied_at` and `opinions.tallied_at` say that it is in here."""

    __tablename__ = "tallies"

    grain: Mapped[Grain] = mapped_column(enum_column(Grain, "grain"), primary_key=True)
    #: the day, or the first day of the month
    first: Mapped[date] = mapped_column(primary_key=True)
    service_id: Mapped[Short] = mapped_column(ForeignKey("services.id"), primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"), primary_key=True)
    #: as the cases have them, whatever became of the unit since
    level: Mapped[Level] = mapped_column(enum_column(Level, "level"), primary_key=True)
    province: Mapped[Short] = mapped_column(primary_key=True)
    channel: Mapped[Channel] = mapped_column(enum_column(Channel, "channel"), primary_key=True)
    accepted: Mapped[int] = mapped_column(default=0)
    answered: Mapped[int] = mapped_column(default=0)
    #: answered and with a promised date; of these, answered by then
    promised: Mapped[int] = mapped_column(default=0)
    on_time: Mapped[int] = mapped_column(default=0)
    granted: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    withdrawn: Mapped[int] = mapped_column(default=0)
    lapsed: Mapped[int] = mapped_column(default=0)
    #: from acceptance to answer, of all answered cases together
    seconds: Mapped[int] = mapped_column(BigInteger, default=0)
    given: Mapped[int] = mapped_column(default=0)
    opinions: Mapped[int] = mapped_column(default=0)
    #: the sum of their overall marks
    marks: Mapped[int] = mapped_column(default=0)
    #: the same seconds one by one (app/data/statistics/durations.py): medians don't add up
    spans: Mapped[bytes] = mapped_column(LargeBinary, default=b"")


class FactTally(Base):
    """Of the closed cases of a service that were accepted on one day: for how many a fact of the worksheets holds, or
    how many things of a kind hang on all of them."""

    __tablename__ = "fact_tallies"

    service_id: Mapped[Short] = mapped_column(ForeignKey("services.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    #: a name of `app.data.statistics.case_facts.MEASURES`
    fact: Mapped[Short] = mapped_column(primary_key=True)
    amount: Mapped[int]
