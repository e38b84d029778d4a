"""Why a login fails."""

from app.policy.errors import DeskError


class LoginError(DeskError):
    """Logging in failed."""

    code = "login"
    fa = "ورود انجام نشد."


class WrongMobile(LoginError):
    """This national id is registered with another mobile number. Use that number, or go to a front desk."""

    code = "wrong_mobile"
    fa = "این کد ملی با شمارهٔ همراه دیگری ثبت شده است. همان شماره را وارد کنید یا به میز خدمت بیایید."


class LastAdministrator(DeskError):
    """This is the last administrator; name another one first."""

    code = "last_administrator"
    fa = "این آخرین مدیر است؛ نخست مدیر دیگری را معرفی کنید."


class AlreadyOpened(DeskError):
    """This desk has its agencies already; add others on the pages of administration."""

    code = "already_opened"
    fa = "این میز پیش‌تر راه‌اندازی شده است؛ دستگاه‌های دیگر را در صفحه‌های مدیریت بیفزایید."
