"""Why a message isn't accepted."""

from app.usecases.errors import CaseworkError


class MessageIdTaken(CaseworkError):
    """Another message was sent under this id before; give each message an id of its own."""

    code = "message_id_taken"
    fa = "پیش‌تر پیام دیگری با همین شناسه فرستاده شده است؛ به هر پیام شناسهٔ خودش را بدهید."
