"""What the stored organisation refuses."""

from app.data.errors import DataError


class RecordMoved(DataError):
    """Somebody else changed this meanwhile; look at it again before you save."""

    code = "record_moved"
    fa = "کس دیگری در این میان این را تغییر داده است؛ پیش از ثبت دوباره ببینید."


class CodeTaken(DataError):
    """There is already a record with this code."""

    code = "code_taken"
    fa = "رکوردی با این شناسه از پیش هست."
