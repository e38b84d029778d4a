"""What the rules refuse: one class per reason; the docstring is the English message, `fa` the Persian one."""

from forms.texts import BilingualError


class DeskError(BilingualError):
    """The desk could not do this."""

    code = "refused"
    fa = "میز خدمت این کار را انجام نداد."


class NotPermitted(DeskError):
    """You don't have access to this."""

    code = "not_permitted"
    fa = "شما به این بخش دسترسی ندارید."


class NotYours(NotPermitted):
    """This belongs to somebody else."""

    code = "not_yours"
    fa = "این مورد متعلق به شخص دیگری است."


class NotYourAgency(NotPermitted):
    """You may publish services of the agencies in which you are an analyst only."""

    code = "not_your_agency"
    fa = "شما تنها خدمت‌های دستگاه‌هایی را منتشر می‌کنید که تحلیلگر آن‌ها هستید."


class TooManyTries(DeskError):
    """Too many tries. Wait a few minutes and try again."""

    code = "too_many_tries"
    fa = "تعداد تلاش‌ها بیش از حد مجاز است. چند دقیقه صبر کنید و دوباره تلاش کنید."


class DateNotLater(DeskError):
    """An extension must lead to a later date."""

    code = "date_not_later"
    fa = "تمدید باید به تاریخی دیرتر برسد."


class BeyondLegalLimit(DeskError):
    """That date lies beyond the legal limit."""

    code = "beyond_legal_limit"
    fa = "این تاریخ از مهلت قانونی می‌گذرد."


class UnreadableHours(DeskError):
    """These are no hours such as 8-14."""

    code = "unreadable_hours"
    fa = "این ساعت کار خوانده نمی‌شود."


class PeriodRefused(DeskError):
    """This isn't a period that can be reported on."""

    code = "period_refused"
    fa = "گزارش این دوره شدنی نیست."


class EndBeforeStart(PeriodRefused):
    """The period ends before it begins; swap the two dates."""

    code = "end_before_start"
    fa = "پایان دوره پیش از آغاز آن است؛ جای دو تاریخ را عوض کنید."


class PeriodTooLong(PeriodRefused):
    """A period may be ten years long at most; choose a shorter one."""

    code = "period_too_long"
    fa = "دورهٔ گزارش حداکثر ده سال است؛ دورهٔ کوتاه‌تری برگزینید."
