"""Why the front desk can't record something."""

from app.usecases.errors import CaseworkError


class NotYetTime(CaseworkError):
    """The hour of this appointment has not come yet."""

    code = "not_yet_time"
    fa = "زمان این نوبت هنوز نرسیده است."
