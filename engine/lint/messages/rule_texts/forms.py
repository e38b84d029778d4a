"""The texts of the rules on forms."""

from collections.abc import Mapping

from engine.lint.messages.rule_texts.consequences import (
    BURDEN,
    CASE_STOPS,
    CLUTTER,
    FORBIDDEN,
    NOT_SHOWN,
    VALUE_LOST,
)
from engine.lint.messages.rule_texts.text import RuleText
from engine.model import Bilingual

FORMS: Mapping[str, RuleText] = {
    "form-unreadable": RuleText(
        Bilingual("فرم خوانده نمی‌شود", "The form can't be read"),
        what=Bilingual(
            "فرم خوانده نمی‌شود.",
            "A form that is not form-js JSON.",
        ),
        remedy=Bilingual(
            "آن را دوباره ذخیره کنید.",
            "Save it again from the form editor.",
        ),
        consequence=NOT_SHOWN,
    ),
    "form-refused": RuleText(
        Bilingual("جزئی که پرسیدنی نیست", "A component that can't be asked"),
        what=Bilingual(
            "جزئی از فرم به این شکل پرسیدنی نیست.",
            "A component that the desk can't ask or show as it is written: options without values, a "
            "pattern that may run for ever, a number that is none, a property of another shape than form-js "
            "writes.",
        ),
        remedy=Bilingual(
            "آنچه را پیام می‌گوید درست کنید.",
            "Correct what the message names.",
        ),
        consequence=NOT_SHOWN,
    ),
    "form-component": RuleText(
        Bilingual("نوعی که میز ندارد", "A type that the desk doesn't have"),
        what=Bilingual(
            "نوع جزء فرم شناخته نیست.",
            "A component type that the desk does not show.",
        ),
        remedy=Bilingual(
            "یکی از نوع‌های پیشنهادی را برگزینید.",
            "Choose one of the types in the message.",
        ),
        consequence=NOT_SHOWN,
    ),
    "form-key": RuleText(
        Bilingual("کلید پرسش نیست یا تکراری است", "A question without a key of its own"),
        what=Bilingual(
            "کلید پرسش نیست یا تکراری است.",
            "A question without key, or two with the same.",
        ),
        remedy=Bilingual(
            "کلید یکتا بدهید.",
            "Give each question a key of its own.",
        ),
        consequence=VALUE_LOST,
    ),
    "form-kind": RuleText(
        Bilingual("نوع یا دادهٔ ناشناخته", "An unknown kind or profile field"),
        what=Bilingual(
            "`kind` یا `profile` شناخته نیست.",
            "`properties.kind` or `properties.profile` names something unknown.",
        ),
        remedy=Bilingual(
            "یکی از نام‌های پیشنهادی را بنویسید.",
            "Choose one of the names in the message.",
        ),
        consequence=NOT_SHOWN,
    ),
    "form-feel": RuleText(
        Bilingual("FEEL فرم درست نیست", "FEEL of a form that can't be read"),
        what=Bilingual(
            "عبارت FEEL در فرم خوانده نمی‌شود: شرط پنهان شدن، عبارت محاسبه، آنچه پس از «=» یا میان «{{ }}» آمده است.",
            "Something in a component that is FEEL can't be read: the condition that hides it, the "
            "expression that computes it, what stands behind a `=` in another property, or between `{{` and "
            "`}}` in a text.",
        ),
        remedy=Bilingual(
            "آن را اصلاح کنید.",
            "Correct it.",
        ),
        consequence=NOT_SHOWN,
    ),
    "form-property": RuleText(
        Bilingual("ویژگی بی اثر", "A property that does nothing"),
        what=Bilingual(
            "ویژگی‌ای در فرم هست که کاری نمی‌کند: میز آن را نمی‌شناسد (نام نادرست یا واژهٔ ابزاری دیگر) یا "
            "آنجا معنا ندارد.",
            "A property of a form or of one of its components that does nothing: the desk doesn't know it "
            "(a slip of the keyboard, or a word of another tool), or it means nothing where it stands, such "
            "as `validate.min` on a text or `timeInterval` on a date.",
        ),
        remedy=Bilingual(
            "نام را مانند پیشنهاد پیام درست کنید یا آن را بردارید.",
            "Correct the name as the message proposes, or remove the property.",
        ),
        consequence=NOT_SHOWN,
    ),
    "identity-copy": RuleText(
        Bilingual("تصویر مدرک هویتی", "A copy of an identity document"),
        what=Bilingual(
            "فرم تصویر کارت ملی یا شناسنامه می‌خواهد که ممنوع است.",
            "A document field asks for a copy of a national card or birth certificate. Asking citizens for "
            "such copies is forbidden: identity is checked by inquiry.",
        ),
        remedy=Bilingual(
            "پرسش را بردارید و استعلام کنید.",
            "Remove the question.",
        ),
        consequence=FORBIDDEN,
    ),
    "asked-twice": RuleText(
        Bilingual("پرسش تکراری", "Asked twice"),
        what=Bilingual(
            "پرسشی تکراری است و پاسخ آن را داریم.",
            "The applicant is asked for what an earlier form or an inquiry has already told (I1). The same "
            "form shown again for correction is fine.",
        ),
        remedy=Bilingual(
            "آن را بردارید یا `readonly` کنید.",
            "Remove the question, or show it with `properties.readonly`.",
        ),
        consequence=BURDEN,
    ),
    "form-missing": RuleText(
        Bilingual("فرم در بسته نیست", "The form isn't in the bundle"),
        what=Bilingual(
            "فرم در بسته نیست.",
            "The diagram names a form that the bundle lacks. A user task without any form is a warning.",
        ),
        remedy=Bilingual(
            "آن را بیفزایید یا نام را درست کنید.",
            "Add `forms/<id>.form` or correct the name.",
        ),
        consequence=CASE_STOPS,
    ),
    "form-id": RuleText(
        Bilingual("شناسهٔ فرم با نام فایل یکی نیست", "The id of a form is another than its file's name"),
        what=Bilingual(
            "نمودار فرم را با نام فایل می‌شناسد، ولی فرم درون خود شناسهٔ دیگری دارد.",
            "The diagram knows a form by the name of its file, and the form has another id inside.",
        ),
        remedy=Bilingual("نام فایل یا شناسه را عوض کنید تا یکی شوند.", "Rename the file, or correct the id."),
        consequence=NOT_SHOWN,
    ),
    "form-unused": RuleText(
        Bilingual("فرمی که نشان داده نمی‌شود", "A form that nothing shows"),
        what=Bilingual(
            "هیچ کاری این فرم را نشان نمی‌دهد.",
            "No task shows this form.",
        ),
        remedy=Bilingual(
            "آن را پاک کنید.",
            "Remove it, or name it in a task.",
        ),
        consequence=CLUTTER,
    ),
}
