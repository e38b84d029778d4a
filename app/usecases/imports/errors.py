"""What can't be done with a table that was sent in."""

from app.policy.errors import DeskError


class ImportNotReady(DeskError):
    """This table isn't waiting for a decision any more; look at how it stands."""

    code = "import_not_ready"
    fa = "این جدول دیگر در انتظار تأیید نیست؛ وضعیت آن را ببینید."
