"""Why a document isn't taken, or a draft isn't saved or submitted."""

from app.data.files.errors import UploadRefused
from app.usecases.errors import CaseworkError


class ConsentMissing(CaseworkError):
    """The applicant hasn't agreed to this request yet; nothing was sent."""

    code = "consent_missing"
    fa = "متقاضی هنوز این درخواست را تأیید نکرده است؛ چیزی ثبت نشد."


class DraftChanged(CaseworkError):
    """This request was changed elsewhere in the meantime; nothing was saved or sent."""

    code = "draft_changed"
    fa = "این درخواست در این میان جای دیگری تغییر کرده است؛ چیزی ذخیره یا ثبت نشد."


class UploadTwice(UploadRefused):
    """“{name}” is among the uploaded files already. Nothing was added."""

    code = "upload_twice"
    fa = "فایل «{name}» پیش‌تر بارگذاری شده است؛ چیزی افزوده نشد."


class UploadNoRoom(UploadRefused):
    """“{name}” could not be kept: there is no room for files just now. Your answers are kept; try again later."""

    code = "upload_no_room"
    fa = "فایل «{name}» نگه داشته نشد: اکنون جایی برای فایل‌ها نیست. پاسخ‌هایتان محفوظ است؛ کمی بعد دوباره تلاش کنید."
