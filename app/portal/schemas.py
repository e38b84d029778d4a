"""What the citizen's own small forms may hold."""

from marshmallow import fields

from app.web.fields import FormSchema, KindField, ScoreField, SecretField, TextField
from forms import Bilingual


class LoginForm(FormSchema):
    """Who wants to log in."""

    national_id = KindField("national-id", label=Bilingual("کد ملی", "national id"), required=True)
    mobile = KindField("mobile", label=Bilingual("شمارهٔ همراه", "mobile number"), required=True)


class CodeForm(FormSchema):
    """The one-time code, blanks forgiven."""

    code = TextField(limit=20, label=Bilingual("کد ورود", "sign-in code"), required=True)
    remember = fields.Boolean(truthy={"on"}, falsy=set(), load_default=False)


class FactorForm(FormSchema):
    """The code of an authenticator app, or a recovery code."""

    code = TextField(limit=40, label=Bilingual("کد", "code"), required=True)


class PasswordForm(FormSchema):
    """A password."""

    password = SecretField(label=Bilingual("گذرواژه", "password"), required=True)


class NewPasswordForm(FormSchema):
    """A password of somebody's choice, typed twice; the one before, where there is one."""

    current = SecretField(label=Bilingual("گذرواژهٔ کنونی", "present password"), load_default="")
    password = SecretField(label=Bilingual("گذرواژهٔ تازه", "new password"), required=True)
    again = SecretField(label=Bilingual("تکرار گذرواژه", "password again"), required=True)


class TrackForm(FormSchema):
    """Tracking without login."""

    code = TextField(limit=40, label=Bilingual("کد رهگیری", "tracking code"), required=True)
    last_digits = TextField(limit=10, label=Bilingual("چهار رقم آخر شمارهٔ همراه", "last four digits"), required=True)


class AnswerForm(FormSchema):
    """An answer to a clerk's question."""

    text = TextField(limit=4000, lines=True, required=True)


class MoveForm(FormSchema):
    """Another time for an attendance."""

    desk = fields.UUID(required=True)
    at = fields.AwareDateTime(format="iso", required=True)


class OpinionForm(FormSchema):
    """The citizen's opinion (I9)."""

    overall = ScoreField(label=Bilingual("رضایت کلی", "overall satisfaction"), required=True)
    transparency = ScoreField()
    timeliness = ScoreField()
    answering = ScoreField()
    respect = ScoreField()
    remark = TextField(limit=4000, lines=True, load_default="")


class VerifyForm(FormSchema):
    """A letter's verification code."""

    code = TextField(limit=60, required=True)
