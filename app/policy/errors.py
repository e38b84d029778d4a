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
