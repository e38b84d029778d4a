"""What the studio's own small forms may hold."""

from marshmallow import RAISE, Schema, fields

from app.vocabulary import MigrationVerdict
from app.web.fields import FormSchema, TextField


class UploadForm(FormSchema):
    """Which service a bundle is for: one of the list, or a new id."""

    service = TextField(limit=60, load_default="")
    new_id = TextField(limit=60, load_default="")


class PublishForm(FormSchema):
    """What changed, and the version it was compared with (absent for a new service)."""

    note = TextField(limit=500, load_default="")
    base = fields.UUID(load_default=None)


class ApplyForm(FormSchema):
    """Why cases are moved."""

    reason = TextField(limit=1000, lines=True, load_default="")


class MigrationQuery(Schema):
    """`?to=&show=&after=&lang=` of the pages of a migration."""

    class Meta:
        """Nothing else means anything there."""

        unknown = RAISE

    to = fields.UUID(load_default=None)
    show = fields.Enum(MigrationVerdict, by_value=True, load_default=None)
    after = fields.UUID(load_default=None)
    lang = fields.String(load_default=None)
