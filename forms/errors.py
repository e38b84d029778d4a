"""Why a form definition can't be used: one class per reason, written for the analyst who repairs it."""

from engine import Bilingual
from forms.texts import BilingualError


class FormError(BilingualError):
    """The form can't be read."""

    code = "form"
    fa = "فرم خوانده نمی‌شود."


class NotAForm(FormError):
    """This is not a form-js form: {reason}."""

    code = "not_a_form"
    fa = "این فایل فرم form-js نیست: {reason}."


class UnsupportedComponent(FormError):
    """Component “{type}” (“{where}”) is not supported; use one of: `{supported}`."""

    code = "unsupported_component"
    fa = "جزء «{type}» («{where}») پشتیبانی نمی‌شود؛ یکی از این‌ها را به کار برید: `{supported}`."


class BadComponent(FormError):
    """Component “{where}”: {reason}."""

    code = "bad_component"
    fa = "جزء «{where}»: {reason}."

    def __init__(self, *, where: str, reason: Bilingual) -> None:
        super().__init__(where=where, reason=reason)


class BadKey(FormError):
    """“{key}” can't be a key: Latin letters, digits and _, a letter first, no reserved name; a dot parts contexts."""

    code = "bad_key"
    fa = "«{key}» کلید درستی نیست: فقط حرف لاتین، رقم و _، با حرف آغاز شود و نام ویژهٔ سامانه نباشد؛ نقطه جداکننده است."


class DuplicateKey(FormError):
    """The key “{key}” is used by two fields."""

    code = "duplicate_key"
    fa = "کلید «{key}» در دو پرسش به کار رفته است."


class KeyWithinKey(FormError):
    """The key “{inner}” is an entry of “{key}”, which is a question itself; change one of them."""

    code = "key_within_key"
    fa = "کلید «{inner}» درون «{key}» است که خود پرسشی است؛ یکی را عوض کنید."


class UnknownKind(FormError):
    """Field “{key}”: unknown kind “{kind}”; known kinds: `{known}`."""

    code = "unknown_kind"
    fa = "پرسش «{key}»: نوع «{kind}» شناخته نیست؛ نوع‌های شناخته: `{known}`."


class UnknownProfile(FormError):
    """Field “{key}”: “{profile}” is no field of a citizen's profile; known ones: `{known}`."""

    code = "unknown_profile"
    fa = "پرسش «{key}»: «{profile}» از داده‌های پروندهٔ شهروند نیست؛ داده‌های شناخته: `{known}`."


class BadPattern(FormError):
    """Field “{key}”: the pattern is no safe regular expression ({reason})."""

    code = "bad_pattern"
    fa = "پرسش «{key}»: الگو عبارت باقاعدهٔ امنی نیست ({reason})."


class BadOptions(FormError):
    """Field “{key}”: options need a label and a value each, no value twice, and at least one of them."""

    code = "bad_options"
    fa = "پرسش «{key}»: هر گزینه برچسب و مقدار می‌خواهد، مقدار تکراری نباید باشد و دست‌کم یک گزینه لازم است."
