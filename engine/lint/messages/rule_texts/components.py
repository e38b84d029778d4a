"""The texts of the rules on single components of forms."""

from collections.abc import Mapping

from engine.lint.messages.rule_texts.consequences import NOT_SHOWN, VALUE_LOST
from engine.lint.messages.rule_texts.text import RuleText
from engine.model import Bilingual

COMPONENTS: Mapping[str, RuleText] = {
    "form-hidden": RuleText(
        Bilingual("پرسشی که پاسخ خودش پنهانش می‌کند", "A question that its own answer hides"),
        what=Bilingual(
            "شرط پنهان شدن (`conditional.hide`) پرسش، گروه یا فهرستی پاسخی را می‌پرسد که تنها در همان پرسیده می‌شود.",
            "The condition (`conditional.hide`) of a question, group or list asks an answer that is only asked in it.",
        ),
        remedy=Bilingual(
            "شرط را بر پرسش دیگری بگذارید؛ برای محدود کردن پاسخ `validate` را به کار ببرید.",
            "Make the condition one about another question; to limit an answer use `validate`.",
        ),
        consequence=VALUE_LOST,
    ),
    "form-list": RuleText(
        Bilingual("فهرستی که پرسیدنی نیست", "A list that can't be asked"),
        what=Bilingual(
            "فهرست (`dynamiclist`) نامی (`path`) برای نگه‌داری ندارد، پرسشی ندارد، عددهای `defaultRepetitions`، "
            "`least` یا `most` آن عدد درست تا ۱۰۰ نیست یا با هم نمی‌خواند، پرسشی با `profile` در آن است، یا در بیش از "
            "دو فهرست دیگر جا دارد.",
            "A list of a form (`dynamiclist`) has no `path` where its entries would be kept, no question, a "
            "`defaultRepetitions`, `properties.least` or `properties.most` that is no whole number up to 100 or "
            "contradicts the others, a question with `properties.profile` (the applicant is one, the entries are "
            "many), or stands within more than two other lists.",
        ),
        remedy=Bilingual(
            'نامی برای فهرست بنویسید (`"path": "owners"`)، پرسش‌هایش را درون آن بگذارید و عددها را درست کنید.',
            'Give the list a name (`"path": "owners"`), put its questions in it, and make the numbers fit.',
        ),
        consequence=NOT_SHOWN,
    ),
    "form-value": RuleText(
        Bilingual("مقداری که میز به آن عمل نمی‌کند", "A value that the desk can't honour"),
        what=Bilingual(
            "ویژگی‌ای از جزء فرم مقداری دارد که میز نمی‌تواند به آن عمل کند؛ مانند `timeSerializingFormat` ناشناخته یا "
            "`timeInterval` نیم‌دقیقه‌ای.",
            "A property of a form's component has a value that the desk can't honour, such as a "
            "`timeSerializingFormat` that form-js doesn't know, or a `timeInterval` of half a minute.",
        ),
        remedy=Bilingual("یکی از مقدارهایی را که پیام می‌گوید بنویسید.", "Write one of the values in the message."),
        consequence=Bilingual(
            "اگر به گونهٔ دیگری خوانده می‌شد، پاسخ متقاضی بی آن که کسی بداند معنای دیگری می‌یافت.",
            "Were it read as something else, an answer would silently mean something else.",
        ),
    ),
    "form-content": RuleText(
        Bilingual("متنی که صفحه نشان نمی‌دهد", "Content that a page doesn't show"),
        what=Bilingual(
            "متنی در فرم چیزی دارد که صفحهٔ میز نشان نمی‌دهد یا جور دیگری نشان می‌دهد: در جزء `html` عنصر، ویژگی یا "
            "نشانی‌ای که پذیرفته نیست یا بسته نشده است؛ در جزء `text` نشانه‌گذاری، تصویر یا بخشی که خوانده نمی‌شود.",
            "A text of a form has something that a page of the desk would leave out or show otherwise: in an `html` "
            "component an element, attribute or address that isn't shown, an element that isn't closed or stands where "
            "browsers move it away; in a `text` component HTML, pictures, or Markdown that isn't read. What the gate "
            "accepts is shown as it is written.",
        ),
        remedy=Bilingual(
            "پیام هر یک را نام می‌برد و می‌گوید به جایش چه بنویسید.",
            "The message names each of them, with what to write instead.",
        ),
        consequence=NOT_SHOWN,
    ),
    "form-picture": RuleText(
        Bilingual("تصویری که در بسته نیست یا بی متن است", "A picture from outside, or without words"),
        what=Bilingual(
            "تصویر فرم فایلی از بسته نیست، یا به یکی از زبان‌های میز متن جایگزین ندارد.",
            "An `image` of a form isn't a file of the bundle, or has no words in a language of the desk. Addresses of "
            "other systems would tell them of each visit and may show something else tomorrow; `data:` makes the form "
            "large; FEEL could name any address.",
        ),
        remedy=Bilingual(
            "آن را با نام `images/….png` (یا `jpg` و `webp`، تا یک مبی‌بایت) در بسته بگذارید، همان را در `source` "
            "بنویسید و `alt` و `properties.altEn` را پر کنید.",
            "Put the picture into the bundle as `images/<name>.png` (or `.jpg`, `.webp`, at most 1 MiB), name it in "
            "`source`, and write `alt` and `properties.altEn`.",
        ),
        consequence=Bilingual(
            "تصویر نشان داده نمی‌شود، و کسی که نمی‌بیند نمی‌داند چه بوده است.",
            "The picture isn't shown, and who doesn't see it isn't told what it shows.",
        ),
    ),
}
