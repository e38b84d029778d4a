"""What the addresses and small forms of the clerk's pages may say. Unknown names are refused; nothing is looked up."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from marshmallow import RAISE, Schema, ValidationError, fields, pre_load
from marshmallow.validate import Length, Range

from app.usecases.casework.worklists import View
from app.vocabulary import CaseResult
from app.web.fields import CountField, FormSchema, TextField
from engine import Bilingual


class Keyset(fields.Field[tuple[datetime, UUID]]):
    """The last row of the page before: `<ISO moment>~<id>`."""

    @staticmethod
    def text_of(row: tuple[datetime, UUID] | None) -> str | None:
        """What an address says of that row."""
        return None if row is None else f"{row[0].isoformat()}~{row[1]}"

    def _deserialize(self, value: object, *_: object, **__: object) -> tuple[datetime, UUID]:
        moment, _sep, row = str(value).partition("~")
        try:
            read = datetime.fromisoformat(moment), UUID(row)
        except ValueError as error:
            raise ValidationError("no such page") from error
        if read[0].tzinfo is None:
            raise ValidationError("no such page")
        return read


class ItemKeyset(fields.Field[tuple[int, datetime, UUID]]):
    """The last row of the page of a worklist before: `<order of its priority>~<ISO moment>~<id>`."""

    @staticmethod
    def text_of(row: tuple[int, datetime, UUID] | None) -> str | None:
        """What an address says of that row."""
        return None if row is None else f"{row[0]}~{Keyset.text_of(row[1:])}"

    def _deserialize(self, value: object, *_: object, **__: object) -> tuple[int, datetime, UUID]:
        order, _sep, rest = str(value).partition("~")
        if not (order.isascii() and order.isdigit() and len(order) <= 4):
            raise ValidationError("no such page")
        return (int(order), *Keyset()._deserialize(rest))


class BlankInteger(fields.Integer):
    """A whole number; an empty box is nought."""

    def _deserialize(self, value: object, *rest: Any, **more: Any) -> int:
        return super()._deserialize(value, *rest, **more) or 0 if value != "" else 0


class Holder(fields.Field[UUID | None]):
    """Who holds an item: somebody's id, or `none` for nobody."""

    def _deserialize(self, value: object, *_: object, **__: object) -> UUID | None:
        try:
            return None if value == "none" else UUID(str(value))
        except ValueError as error:
            raise ValidationError("no such person") from error


class Due(StrEnum):
    """Which items by their deadline."""

    OVERDUE = "overdue"
    #: within the next working day, the overdue ones too
    SOON = "soon"


class WorklistQuery(Schema):
    """`/worklist?view=&service=&due=&holder=&after=`."""

    class Meta:
        unknown = RAISE

    view = fields.Enum(View, by_value=True, load_default=View.ALL)
    service = fields.String(load_default="", validate=Length(max=80))
    due = fields.Enum(Due, by_value=True, load_default=None)
    holder = Holder()
    after = ItemKeyset(load_default=None)
    lang = fields.String(load_default=None)


class FindQuery(Schema):
    """`/worklist/find?q=`."""

    class Meta:
        unknown = RAISE

    q = fields.String(load_default="", validate=Length(max=80))
    lang = fields.String(load_default=None)


class AssignInput(Schema):
    """To whom an item goes, and why."""

    class Meta:
        unknown = RAISE

    csrf_token = fields.String(load_only=True)
    to = fields.UUID(load_default=None)
    reason = fields.String(load_default="", validate=Length(max=1000))

    @pre_load
    def drop_blanks(self, data: Mapping[str, Any], **_: object) -> dict[str, Any]:
        """Nobody chosen is no choice."""
        return {key: value for key, value in data.items() if value != ""}


class AssignManyInput(AssignInput):
    """The same for items ticked in a list."""

    items = fields.List(fields.UUID(), load_default=list, validate=Length(max=100))


class CaseQuery(Schema):
    """`/worklist/cases/<id>?part=&item=`."""

    class Meta:
        unknown = RAISE

    part = fields.String(load_default="work", validate=Length(max=20))
    item = fields.UUID(load_default=None)
    lang = fields.String(load_default=None)


class QuestionInput(Schema):
    """A question to the applicant."""

    class Meta:
        unknown = RAISE

    csrf_token = fields.String(load_only=True)
    text = fields.String(load_default="")
    wants_correction = fields.Boolean(load_default=False)
    #: the warning about an inside place was shown, and the clerk sends the text all the same
    warned = fields.Boolean(load_default=False)


class ExtensionInput(FormSchema):
    """By how many days the promised date is put off, and why; `shown` is the new date that the clerk has seen."""

    days = CountField(label=Bilingual("شمار روزها", "number of days"), required=True)
    reason = TextField(label=Bilingual("دلیل", "reason"), limit=500, lines=True, required=True)
    shown = fields.String(load_default="", validate=Length(max=40))


class HandOverInput(Schema):
    """To which lane an item goes, and why."""

    class Meta:
        unknown = RAISE

    csrf_token = fields.String(load_only=True)
    lane = fields.String(load_default="", validate=Length(max=80))
    reason = fields.String(load_default="", validate=Length(max=1000))


class IncidentQuery(Schema):
    """`/worklist/incidents?service=&days=&like=&after=`."""

    class Meta:
        unknown = RAISE

    service = fields.String(load_default="", validate=Length(max=80))
    days = BlankInteger(load_default=0, validate=Range(0, 3650))
    like = fields.UUID(load_default=None)
    after = Keyset(load_default=None)
    lang = fields.String(load_default=None)


class GiveUpInput(Schema):
    """How a case ends that is given up, and why."""

    class Meta:
        unknown = RAISE

    csrf_token = fields.String(load_only=True)
    reason = fields.String(load_default="", validate=Length(max=1000))
    ending = fields.Enum(CaseResult, by_value=True, required=True)


class MoveInput(Schema):
    """From which element a case goes to which, why, and at which step of the case this was decided."""

    class Meta:
        unknown = RAISE

    csrf_token = fields.String(load_only=True)
    element = fields.String(required=True, validate=Length(1, 200))
    target = fields.String(required=True, validate=Length(1, 200))
    reason = fields.String(load_default="", validate=Length(max=1000))
    step = fields.Integer(load_default=0)
