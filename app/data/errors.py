"""What the stored data refuses: absent rows and lost races."""

from forms.texts import BilingualError


class DataError(BilingualError):
    """The stored data doesn't allow this."""

    code = "data"
    fa = "داده‌های ثبت‌شده اجازهٔ این کار را نمی‌دهد."


class NotFound(DataError):
    """There is no such thing."""

    code = "not_found"
    fa = "چنین موردی پیدا نشد."


class Taken(DataError):
    """Somebody else was faster."""

    code = "taken"
    fa = "کس دیگری زودتر این کار را کرد."
