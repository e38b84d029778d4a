"""Why an appointment isn't booked."""

from app.usecases.errors import CaseworkError


class NoFreeTime(CaseworkError):
    """That time is no longer free. Choose another one."""

    code = "no_free_time"
    fa = "این زمان دیگر خالی نیست. زمان دیگری برگزینید."
