"""What the studio's own small forms may hold."""

from marshmallow import fields

from app.web.fields import FormSchema, TextField


class UploadForm(FormSchema):
    """Which service a bundle is for: one of the list, or a new id."""

    service = TextField(most=60, load_default="")
    new_id = TextField(most=60, load_default="")


class PublishForm(FormSchema):
    """What changed, and the version it was compared with (absent for a new service)."""

    note = TextField(most=500, load_default="")
    base = fields.UUID(load_default=None)
