"""Why a calendar isn't changed."""

from app.usecases.errors import CaseworkError


class NothingToChange(CaseworkError):
    """That changes nothing: it is so already."""

    code = "nothing_to_change"
    fa = "چیزی برای تغییر نیست؛ همین حالا هم چنین است."


class CalendarMoved(CaseworkError):
    """The calendar was changed meanwhile by somebody else; look at it again."""

    code = "calendar_moved"
    fa = "تقویم در این میان به دست کس دیگری تغییر کرد؛ دوباره ببینید."
