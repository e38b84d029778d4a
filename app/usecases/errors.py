"""Why a use case refuses, where several rooms do: one class per reason; the docstring is the English message, `fa` the
Persian one. What one room alone refuses stands in its own `errors.py`."""

from collections.abc import Mapping

from app.policy.errors import DeskError
from engine import Bilingual


class CaseworkError(DeskError):
    """This can't be done with the case."""

    code = "casework"
    fa = "این کار برای این پرونده ممکن نیست."


class WorkItemClosed(CaseworkError):
    """This item has already been done; nothing was changed."""

    code = "item_closed"
    fa = "این کار پیش‌تر انجام شده است؛ چیزی تغییر نکرد."


class CaseClosed(CaseworkError):
    """This case has already been answered or closed; nothing was changed."""

    code = "case_closed"
    fa = "این پرونده پیش‌تر پاسخ داده یا بسته شده است؛ چیزی تغییر نکرد."


class ReasonMissing(CaseworkError):
    """Write why; it is kept in the history of the case."""

    code = "reason_missing"
    fa = "دلیل را بنویسید؛ در تاریخچهٔ پرونده می‌ماند."


class FormRefused(CaseworkError):
    """Some answers need correction."""

    code = "form_refused"
    fa = "برخی پاسخ‌ها نیاز به اصلاح دارند."

    def __init__(self, errors: Mapping[str, Bilingual] | None = None) -> None:
        super().__init__()
        #: message by field key
        self.errors = dict(errors or {})


class NoSuchPlace(CaseworkError):
    """That unit doesn't give this service."""

    code = "no_such_place"
    fa = "این واحد این خدمت را ارائه نمی‌کند."


class PublishingError(DeskError):
    """The bundle can't be published."""

    code = "publishing"
    fa = "این بسته را نمی‌توان منتشر کرد."


class BundleUnreadable(PublishingError):
    """The bundle can't be read: {what}."""

    code = "bundle_unreadable"
    fa = "بسته خوانده نمی‌شود: {what}."

    def __init__(self, *, what: str, file: str) -> None:
        super().__init__(what=what)
        #: the file of the bundle that can't be read
        self.file = file


class RecordRefused(DeskError):
    """Some of this needs correction."""

    code = "record_refused"
    fa = "برخی از این‌ها نیاز به اصلاح دارند."

    def __init__(self, errors: Mapping[str, Bilingual]) -> None:
        super().__init__()
        #: message by field
        self.errors = dict(errors)
