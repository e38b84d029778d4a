"""Why an opinion isn't taken."""

from app.usecases.errors import CaseworkError


class AlreadyGiven(CaseworkError):
    """You have already given your opinion on this case. Thank you."""

    code = "opinion_given"
    fa = "شما پیش‌تر نظر خود را دربارهٔ این پرونده داده‌اید. سپاسگزاریم."


class NotAnswered(CaseworkError):
    """This request has not been answered yet; give your opinion after the answer."""

    code = "not_answered"
    fa = "این درخواست هنوز پاسخ نگرفته است؛ نظر خود را پس از پاسخ بدهید."
