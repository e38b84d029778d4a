"""What administrators can't do with people, and what a desk that is open already refuses."""

from app.policy.errors import DeskError


class LastAdministrator(DeskError):
    """This is the last administrator; name another one first."""

    code = "last_administrator"
    fa = "این آخرین مدیر است؛ نخست مدیر دیگری را معرفی کنید."


class AlreadyOpened(DeskError):
    """This desk has its agencies already; add others on the pages of administration."""

    code = "already_opened"
    fa = "این میز پیش‌تر راه‌اندازی شده است؛ دستگاه‌های دیگر را در صفحه‌های مدیریت بیفزایید."
