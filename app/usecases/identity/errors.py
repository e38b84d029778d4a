"""Why a login fails."""

from app.policy.errors import DeskError


class LoginError(DeskError):
    """Logging in failed."""

    code = "login"
    fa = "ورود انجام نشد."


class WrongMobile(LoginError):
    """This national id is registered with another mobile number. Use that number, or go to a front desk."""

    code = "wrong_mobile"
    fa = "این کد ملی با شمارهٔ همراه دیگری ثبت شده است. همان شماره را وارد کنید یا به میز خدمت بیایید."
