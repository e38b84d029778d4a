"""What the API takes and gives, field by field."""

from datetime import timedelta
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields
from marshmallow.validate import Length, Regexp

import engine
from app.web.fields import FormSchema, KindField, TextField

#: a message is kept no longer than this
LONGEST_LIFE = timedelta(days=90)


class TrackQuery(FormSchema):
    """The tracking code and the second factor."""

    code = TextField(limit=40, required=True)
    last_digits = TextField(limit=10, required=True)


class LifeField(fields.Field[timedelta]):
    """How long a message is kept, as an ISO 8601 duration of days, hours, minutes and seconds."""

    def _deserialize(self, value: object, *_: object, **__: object) -> timedelta:
        try:
            read = engine.Duration.parse(str(value))
            life = timedelta(weeks=read.weeks, days=read.days) + read.exact
        except (engine.CalendarError, ValueError, OverflowError) as error:
            raise ValidationError("not an ISO 8601 duration") from error
        if read.months or not timedelta(0) < life <= LONGEST_LIFE:
            raise ValidationError(f"more than nothing and at most {LONGEST_LIFE.days} days")
        return life


class ApplicantInput(Schema):
    """For whom a case is begun, where the message begins one."""

    class Meta:
        unknown = RAISE

    national_id = KindField("national-id", required=True)
    name = TextField(limit=200, required=True)


class MessageInput(Schema):
    """A message of another system."""

    class Meta:
        unknown = RAISE

    #: the sender's own id of it: sent twice, it is one message
    id = fields.String(required=True, validate=Regexp(r"[!-~]{1,150}\Z"))
    name = fields.String(required=True, validate=Length(1, 200))
    #: the correlation value; where the diagram gives none, the tracking code
    key = fields.String(load_default="", validate=Length(max=200))
    data = fields.Dict(keys=fields.String(), load_default=dict)
    ttl = LifeField(load_default=timedelta(days=7))
    applicant = fields.Nested(ApplicantInput, load_default=None)


class MessageSchema(Schema):
    """How a message stands."""

    id = fields.Function(lambda message: message.message_id.partition("/")[2])
    name = fields.String()
    key = fields.String()
    state = fields.String(attribute="state.value")
    sent_at = fields.AwareDateTime()
    expires_at = fields.AwareDateTime()
    done_at = fields.AwareDateTime(allow_none=True)


class BilingualText(Schema):
    """A text in both languages."""

    fa = fields.String()
    en = fields.String()


class ServiceSummary(Schema):
    """A service in the catalogue."""

    id = fields.String()
    official_id = fields.String(allow_none=True)
    category = fields.String()
    title = fields.Method("titled")
    summary = fields.Method("summarised")
    agency = fields.String(attribute="agency.slug")

    def titled(self, service: Any) -> dict[str, str]:
        """The title in both languages."""
        return {"fa": service.title_fa, "en": service.title_en}

    def summarised(self, service: Any) -> dict[str, str]:
        """The summary in both languages."""
        return {"fa": service.summary_fa, "en": service.summary_en}


class VisitSchema(Schema):
    """An attendance at a front desk, and nowhere else."""

    reason = fields.Nested(BilingualText)
    bring = fields.List(fields.Nested(BilingualText))


class PackageSchema(Schema):
    """The information package of a service (I8)."""

    service = fields.Nested(ServiceSummary)
    stages = fields.List(fields.Nested(BilingualText))
    uploads = fields.List(fields.Nested(BilingualText))
    inquiries = fields.List(fields.Nested(BilingualText))
    visits = fields.List(fields.Nested(VisitSchema))
    response_time = fields.String(attribute="content.facts.response_time", allow_none=True)
    clock = fields.String(attribute="content.facts.clock.value")


class StageSchema(Schema):
    """A stage of a request."""

    id = fields.String(attribute="stage")
    name = fields.Method("named")
    state = fields.String(attribute="state.value")
    entered_at = fields.AwareDateTime(allow_none=True)
    left_at = fields.AwareDateTime(allow_none=True)

    def named(self, stage: Any) -> dict[str, str]:
        """The public name in both languages."""
        return {"fa": stage.name_fa, "en": stage.name_en}


class TrackedSchema(Schema):
    """What the tracking code and the second factor open: the minimum."""

    service = fields.String(attribute="service_id")
    status = fields.String(attribute="status.value")
    accepted_at = fields.AwareDateTime()
    promised_at = fields.AwareDateTime(allow_none=True)
    closed_at = fields.AwareDateTime(allow_none=True)
