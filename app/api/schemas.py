"""What the API takes and gives, field by field."""

from typing import Any

from marshmallow import Schema, fields

from app.web.fields import FormSchema, TextField


class TrackQuery(FormSchema):
    """The tracking code and the second factor."""

    code = TextField(most=40, required=True)
    last_digits = TextField(most=10, required=True)


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
