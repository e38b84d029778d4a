"""What the front desk's own small forms may hold. None has a field for a unit, a room or an expert (P2)."""

from marshmallow import fields

from app.web.fields import FormSchema, KindField, TextField
from forms import Bilingual


class PresentForm(FormSchema):
    """Who stands at the desk, what for, and at which of the operator's desks."""

    national_id = KindField(
        "national-id", label=Bilingual("شماره ملی مراجعه‌کننده", "applicant's national id"), required=True
    )
    mobile = KindField("mobile", label=Bilingual("شمارهٔ همراه مراجعه‌کننده", "applicant's mobile number"), required=True)
    name = TextField(most=120, label=Bilingual("نام و نام خانوادگی", "full name"), required=True)
    service = TextField(most=80, label=Bilingual("خدمت", "service"), required=True)
    desk = fields.UUID(required=True)
