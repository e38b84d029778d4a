"""What headquarters adds to the worksheets (E1)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.data.models.base import Base, Short


class WorksheetRemark(Base):
    """A person's remark beside a measured cell; the measured fact itself can't be changed (E3)."""

    __tablename__ = "worksheet_remarks"

    service_id: Mapped[Short] = mapped_column(ForeignKey("services.id"), primary_key=True)
    indicator: Mapped[Short] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
