"""What the front desk's own small forms may hold. None has a field for a unit, a room or an expert (P2)."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validates_schema
from marshmallow.validate import OneOf

from app.vocabulary import ConsentKind
from app.web.fields import ChoiceField, FormSchema, KindField, TextField
from forms import Bilingual


class PresentForm(FormSchema):
    """Who stands at the desk, what for, and at which of the operator's desks."""

    national_id = KindField(
        "national-id", label=Bilingual("کد ملی مراجعه‌کننده", "applicant's national id"), required=True
    )
    name = TextField(limit=120, label=Bilingual("نام و نام خانوادگی", "full name"), required=True)
    mobile = KindField("mobile", load_default=None)
    no_mobile = fields.Boolean(truthy={"on"}, falsy=set(), load_default=False)
    saw_card = fields.Boolean(truthy={"on"}, falsy=set(), load_default=False)
    service = ChoiceField(label=Bilingual("خدمت", "service"), required=True)
    desk = fields.UUID(required=True)

    @validates_schema(skip_on_field_errors=False)
    def ask_for_a_number(self, data: Mapping[str, Any], **_: object) -> None:
        """A number, or the word that there is none."""
        if data.get("mobile") is None and not data.get("no_mobile"):
            raise ValidationError([NUMBER_NEEDED], field_name="mobile")


NUMBER_NEEDED = Bilingual(
    "شمارهٔ همراه مراجعه‌کننده را بنویسید، یا نشان دهید که ندارد.",
    "Enter the applicant's mobile number, or tick that there is none.",
)


class ConsentForm(FormSchema):
    """How the person present agrees to the answers: by the code on their telephone, or by word with a reason."""

    way = fields.Enum(ConsentKind, by_value=True, required=True)
    code = TextField(limit=20, load_default="")
    reason = TextField(limit=300, load_default="")


class HandOutForm(FormSchema):
    """How the person present proves that the answer is theirs: by the code on their telephone, or by the card that the
    operator has seen; and in which language it is printed."""

    way = fields.Enum(ConsentKind, by_value=True, required=True)
    code = TextField(limit=20, load_default="")
    national_id = KindField("national-id", load_default="")
    reason = TextField(limit=300, load_default="")
    language = fields.String(load_default="fa", validate=OneOf(("fa", "en")))
