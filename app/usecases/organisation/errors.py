"""What administrators can't do with the organisation: one class per reason."""

from collections.abc import Mapping

from app.policy.errors import DeskError
from engine import Bilingual


class RecordRefused(DeskError):
    """Some of this needs correction."""

    code = "record_refused"
    fa = "برخی از این‌ها نیاز به اصلاح دارند."

    def __init__(self, errors: Mapping[str, Bilingual]) -> None:
        super().__init__()
        #: message by field
        self.errors = dict(errors)


class LastAdministrator(DeskError):
    """This is the last administrator; name another one first."""

    code = "last_administrator"
    fa = "این آخرین مدیر است؛ نخست مدیر دیگری را معرفی کنید."


class StillInUse(DeskError):
    """There is still open work here: {what}."""

    code = "still_in_use"
    fa = "هنوز کار باز در اینجا هست: {what}."
