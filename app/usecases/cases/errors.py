"""Why a case isn't shown."""

from app.policy.errors import DeskError


class TrackingFailed(DeskError):
    """No request matches this code and number."""

    code = "tracking_failed"
    fa = "درخواستی با این کد و شماره پیدا نشد."
