"""The texts of the rules on the information package, on notices, and on what the desk has room for."""

from collections.abc import Mapping

from engine.lint.messages.rule_texts.consequences import NO_ANSWER, NOT_SHOWN, NOTHING_READ
from engine.lint.messages.rule_texts.text import RuleText
from engine.model import Bilingual

_UNINFORMED = Bilingual(
    "متقاضی پیش از درخواست نمی‌داند خدمت برای کیست، چه می‌خواهد و چه هزینه و زمانی دارد.",
    "Before applying nobody can read for whom the service is, what it asks, what it costs and how long it takes.",
)
_DISCLOSED = Bilingual(
    "پیامک بریده می‌شود، گیرنده نمی‌داند دربارهٔ کدام درخواست است، یا دیگران دادهٔ شخصی او را می‌خوانند.",
    "The message is cut, its reader can't tell which request it is about, or others read personal data.",
)
PACKAGE: Mapping[str, RuleText] = {
    "package-unreadable": RuleText(
        Bilingual("بستهٔ اطلاع‌رسانی خوانده نمی‌شود", "The information package can't be read"),
        what=Bilingual("فایل `package.yaml` نوشتهٔ YAML درستی نیست.", "`package.yaml` is no YAML of keys and values."),
        remedy=Bilingual("سطری را که پیام می‌گوید درست کنید.", "Correct the line that the message names."),
        consequence=NOTHING_READ,
    ),
    "package-heading": RuleText(
        Bilingual("سرفصلی در بستهٔ اطلاع‌رسانی نیست", "A heading of the package is missing"),
        what=Bilingual(
            "سرفصلی که هر خدمت باید داشته باشد (I8) خالی است یا خود بسته نیست.",
            "A heading that each service must have (I8) is empty, or there is no package at all.",
        ),
        remedy=Bilingual("آن را در `package.yaml` بنویسید.", "Write it in `package.yaml`."),
        consequence=_UNINFORMED,
    ),
    "package-length": RuleText(
        Bilingual("متن بسته بلند است", "A text of the package is too long"),
        what=Bilingual(
            "عنوان، خلاصه یا دسته بلندتر از آن است که فهرست خدمت‌ها جا دارد.",
            "The title, summary or category is longer than the catalogue has room for.",
        ),
        remedy=Bilingual("آن را کوتاه کنید.", "Shorten it."),
        consequence=NOT_SHOWN,
    ),
    "package-service-id": RuleText(
        Bilingual("شناسهٔ خدمت درست نیست", "The id of the service is wrong"),
        what=Bilingual("شناسهٔ خدمت نزد سازمان ۱۱ رقم دارد.", "The Organization's id of a service has eleven digits."),
        remedy=Bilingual("۱۱ رقم بنویسید، یا `null`.", "Write eleven digits, or `null`."),
        consequence=Bilingual(
            "متقاضی و ارزیاب خدمت را با شناسهٔ رسمی آن پیدا نمی‌کنند.",
            "Neither applicants nor evaluators find the service by its official id.",
        ),
    ),
    "notice-missing": RuleText(
        Bilingual("پیام در بسته نیست", "The notice isn't in the bundle"),
        what=Bilingual(
            "کاری پیامی را نام می‌برد که در `notices.yaml` نیست.",
            "An element sends a notice that `notices.yaml` lacks.",
        ),
        remedy=Bilingual("آن را بنویسید یا نام را درست کنید.", "Write it, or correct the name."),
        consequence=NO_ANSWER,
    ),
    "notice-text": RuleText(
        Bilingual("متن پیام روا نیست", "A notice that may not be sent so"),
        what=Bilingual(
            "پیام بلندتر از ۱۴۰ نویسه است، با کد رهگیری آغاز نمی‌شود، یا دادهٔ شخصی می‌آورد.",
            "A notice is longer than 140 characters, doesn't begin with the tracking code, or tells personal data.",
        ),
        remedy=Bilingual(
            "با `{{ tracking_code }}` آغاز کنید، کوتاه بنویسید و دادهٔ شخصی را بردارید.",
            "Begin with `{{ tracking_code }}`, be short, and leave personal data out.",
        ),
        consequence=_DISCLOSED,
    ),
    "diagram-length": RuleText(
        Bilingual("نام یا شناسه بلند است", "A name or id that is too long"),
        what=Bilingual(
            "شناسه‌ای از ۸۰ نویسه یا نامی از ۳۰۰ نویسه بلندتر است و پرونده جای آن را ندارد.",
            "An id of more than 80 characters, or a name of more than 300: a case has no room for it.",
        ),
        remedy=Bilingual(
            "آن را کوتاه کنید و توضیح را در `documentation` بنویسید.",
            "Shorten it, and explain in the documentation of the element.",
        ),
        consequence=NOT_SHOWN,
    ),
}
