"""What headquarters adds to the worksheets (E1), and the calendar that promises are counted in."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.data.models.base import Base, Line, Short, enum_column
from app.vocabulary import HolidayKind


class WorksheetRemark(Base):
    """A person's remark beside a measured cell; the measured fact itself can't be changed (E3)."""

    __tablename__ = "worksheet_remarks"

    service_id: Mapped[Short] = mapped_column(ForeignKey("services.id"), primary_key=True)
    indicator: Mapped[Short] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))


class Holiday(Base):
    """A day off for the whole country."""

    __tablename__ = "holidays"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    name_fa: Mapped[Line]
    name_en: Mapped[Line]
    kind: Mapped[HolidayKind] = mapped_column(enum_column(HolidayKind, "kind"))
