"""What each error page says: what happened, what became of the answers, and what to do now."""

from dataclasses import dataclass
from typing import Final

from engine import Bilingual


@dataclass(frozen=True, slots=True)
class ErrorText:
    """One error page in both languages."""

    title: Bilingual
    #: what became of what the reader had typed
    kept: Bilingual
    #: what to do now
    remedy: Bilingual


_NOTHING_CHANGED = Bilingual("چیزی ثبت یا تغییر نکرده است.", "Nothing was recorded or changed.")
_GO_BACK_KEEPS = Bilingual(
    "چیزی ثبت نشده است. با دکمهٔ بازگشت مرورگر، نوشته‌های شما هنوز سر جای خود است.",
    "Nothing was recorded. What you typed is still there if you go back in your browser.",
)
_START = Bilingual(
    "از صفحهٔ نخست دوباره آغاز کنید یا خدمت را جست‌وجو کنید.",
    "Begin again from the front page, or search for the service.",
)

ERROR_TEXTS: Final[dict[int, ErrorText]] = {
    400: ErrorText(
        Bilingual("درخواست شما خوانده نشد", "Your request could not be read"),
        _GO_BACK_KEEPS,
        Bilingual("به صفحهٔ پیش برگردید، آن را تازه کنید و دوباره بفرستید.", "Go back, reload the page and send again."),
    ),
    401: ErrorText(
        Bilingual("نخست وارد شوید", "Sign in first"),
        _NOTHING_CHANGED,
        Bilingual("با کد ملی و کد پیامکی وارد شوید.", "Sign in with your national id and a code by SMS."),
    ),
    403: ErrorText(
        Bilingual("شما به این بخش دسترسی ندارید", "You don't have access to this"),
        _NOTHING_CHANGED,
        Bilingual(
            "اگر گمان می‌کنید باید دسترسی داشته باشید، با حساب درست وارد شوید یا از مدیر سامانه بپرسید.",
            "If you think you should have access, sign in with the right account or ask the administrator.",
        ),
    ),
    404: ErrorText(
        Bilingual("این صفحه پیدا نشد", "This page could not be found"),
        _NOTHING_CHANGED,
        Bilingual(
            "نشانی را بازبینی کنید؛ شاید حرفی جا افتاده باشد. از صفحهٔ نخست هم می‌توانید خدمت را جست‌وجو کنید.",
            "Check the address; a letter may be missing. You can also search from the front page.",
        ),
    ),
    405: ErrorText(
        Bilingual("این صفحه را نمی‌توان این‌گونه باز کرد", "This page can't be opened this way"), _NOTHING_CHANGED, _START
    ),
    409: ErrorText(
        Bilingual("وضعیت در این میان تغییر کرده است", "Things have changed in the meantime"),
        Bilingual("کار شما ثبت نشد و چیزی تغییر نکرد.", "Your action was not recorded, and nothing was changed."),
        Bilingual("صفحه را تازه کنید تا وضعیت کنونی را ببینید.", "Reload the page to see how things stand now."),
    ),
    410: ErrorText(
        Bilingual("این صفحه دیگر در دسترس نیست", "This page is no longer available"), _NOTHING_CHANGED, _START
    ),
    413: ErrorText(
        Bilingual("فایلی که فرستادید بزرگ‌تر از اندازهٔ مجاز است", "What you sent is larger than allowed"),
        _GO_BACK_KEEPS,
        Bilingual(
            "فایل را کوچک‌تر کنید (برای نمونه با وضوح کمتر عکس بگیرید) یا فایل‌ها را جداگانه بفرستید.",
            "Make the file smaller (a photo with a lower resolution, for example), or send the files one by one.",
        ),
    ),
    422: ErrorText(
        Bilingual("برخی پاسخ‌ها نیاز به اصلاح دارند", "Some answers need correction"),
        _GO_BACK_KEEPS,
        Bilingual("به صفحهٔ پیش برگردید و پاسخ‌ها را اصلاح کنید.", "Go back and correct the answers."),
    ),
    429: ErrorText(
        Bilingual("تلاش‌های پی‌درپی بیش از اندازه بود", "Too many tries in a short time"),
        _NOTHING_CHANGED,
        Bilingual("چند دقیقه صبر کنید و دوباره تلاش کنید.", "Wait a few minutes and try again."),
    ),
    500: ErrorText(
        Bilingual("ایرادی در سامانه پیش آمد", "Something went wrong on our side"),
        Bilingual(
            "آنچه همین حالا فرستادید ثبت نشده است؛ آنچه پیش‌تر ثبت شده بود سر جای خود است.",
            "What you sent just now was not recorded; what had been recorded before is safe.",
        ),
        Bilingual(
            "چند دقیقهٔ دیگر دوباره تلاش کنید. اگر ایراد ماند، کد پیگیری زیر را به پشتیبانی بگویید.",
            "Try again in a few minutes. If it happens again, tell the support the reference below.",
        ),
    ),
    503: ErrorText(
        Bilingual("سامانه موقتاً در دسترس نیست", "The desk is briefly unavailable"),
        Bilingual(
            "آنچه همین حالا فرستادید ثبت نشده است؛ آنچه پیش‌تر ثبت شده بود سر جای خود است.",
            "What you sent just now was not recorded; what had been recorded before is safe.",
        ),
        Bilingual("چند دقیقهٔ دیگر دوباره تلاش کنید.", "Try again in a few minutes."),
    ),
}

STALE_FORM: Final = ErrorText(
    Bilingual("این صفحه دیر فرستاده شد", "This page was sent too late"),
    Bilingual(
        "چیزی ثبت نشده است. صفحه پیش از ارسال کهنه شده بود (برای نمونه پس از خروج از حساب یا بستن مرورگر).",
        "Nothing was recorded. The page had become stale before it was sent (after signing out, for example).",
    ),
    Bilingual(
        "به صفحهٔ پیش برگردید، آن را تازه کنید و دوباره بفرستید.",
        "Go back, reload the page and send again.",
    ),
)


SESSION_ENDED: Final = ErrorText(
    Bilingual("نشست شما پایان یافته است", "Your session has ended"),
    Bilingual(
        "آنچه همین حالا فرستادید هنوز ثبت نشده، ولی در همین صفحه نگه داشته شده است (جز فایلی که تازه برگزیده‌اید).",
        "What you sent just now is not recorded yet, but this page has kept it (except a newly chosen file).",
    ),
    Bilingual(
        "در برگهٔ تازه‌ای وارد شوید؛ سپس به همین صفحه برگردید و «ارسال دوباره» را بزنید.",
        "Sign in in a new tab; then come back to this page and press “Send again”.",
    ),
)


def text_for(status: int) -> ErrorText:
    """The page of a status; of one without a page of its own, that of its class."""
    return ERROR_TEXTS.get(status) or ERROR_TEXTS[500 if status >= 500 else 400]
