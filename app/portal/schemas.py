"""What the citizen's own small forms may hold."""

from marshmallow import fields

from app.web.fields import FormSchema, KindField, ScoreField, TextField


class LoginForm(FormSchema):
    """Who wants to log in."""

    national_id = KindField("national-id", required=True)
    mobile = KindField("mobile", required=True)


class CodeForm(FormSchema):
    """The one-time code, blanks forgiven."""

    code = TextField(most=20, required=True)


class TrackForm(FormSchema):
    """Tracking without login."""

    code = TextField(most=40, required=True)
    last_digits = TextField(most=10, required=True)


class AnswerForm(FormSchema):
    """An answer to a clerk's question."""

    text = TextField(most=4000, lines=True, required=True)


class MoveForm(FormSchema):
    """Another time for an attendance."""

    desk = fields.UUID(required=True)
    at = fields.AwareDateTime(format="iso", required=True)


class OpinionForm(FormSchema):
    """The citizen's opinion (I9)."""

    overall = ScoreField(required=True)
    transparency = ScoreField()
    timeliness = ScoreField()
    answering = ScoreField()
    respect = ScoreField()
    remark = TextField(most=4000, lines=True, load_default="")


class VerifyForm(FormSchema):
    """A letter's verification code."""

    code = TextField(most=60, required=True)
