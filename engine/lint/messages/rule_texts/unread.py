"""The texts of the rules on what nothing reads."""

from collections.abc import Mapping

from engine.lint.messages.rule_texts.consequences import CLUTTER, NO_EFFECT, NOTHING_READ, WRONG_DECISION
from engine.lint.messages.rule_texts.text import RuleText
from engine.model import Bilingual

UNREAD: Mapping[str, RuleText] = {
    "without-effect": RuleText(
        Bilingual("واژه‌ای که در اجرا اثری ندارد", "A word of BPMN without effect"),
        what=Bilingual(
            "واژه‌ای از BPMN چیزی می‌گوید که اجرای این‌جا به آن اعتنا نمی‌کند، مانند `potentialOwner` یا "
            "`implementation`؛ یا متنی میان عنصرها آمده است. دیگر واژه‌ها یا عمل می‌کنند یا برای اجرا معنایی ندارند.",
            "A word of BPMN that says something and that execution here takes no notice of, such as `potentialOwner` "
            "or `implementation`; text between elements. (BPMN 2.0.2, 8, 10) All other words of the schema act, or "
            "mean nothing for execution.",
        ),
        remedy=Bilingual(
            "همان را با ویژگی‌های `miz` بنویسید، چنان‌که پیام می‌گوید، یا آن را بردارید.",
            "Say the same by an attribute of the dialect, as the finding tells, or remove it.",
        ),
        consequence=NO_EFFECT,
    ),
    "decision-word": RuleText(
        Bilingual("واژه‌ای که DMN ندارد", "A word that DMN doesn't have"),
        what=Bilingual(
            "فایل تصمیم واژه‌ای دارد که DMN آن‌جا ندارد و خوانده نمی‌شود؛ لغزشی مانند `hitpolicy` پاسخ تصمیم را عوض "
            "می‌کند. از ابزارهای دیگر هر واژه یک بار گفته می‌شود؛ پهنا، رنگ و یادداشت گفته نمی‌شوند.",
            "A word of a decision file that DMN does not have there, so that nothing reads it: a slip such as "
            "`hitpolicy` would change what is decided. Of other tools' namespaces each is named once; those that "
            "hold widths of columns, colours and notes are left alone.",
        ),
        remedy=Bilingual(
            "آن را چنان‌که پیشنهاد شده درست کنید یا بردارید.", "Correct the word as proposed, or remove it."
        ),
        consequence=WRONG_DECISION,
    ),
    "unknown-key": RuleText(
        Bilingual("کلیدی که خوانده نمی‌شود", "A key that nothing reads"),
        what=Bilingual(
            "کلیدی از `package.yaml`، نامه، پیام یا مسیر آزمون شناخته نیست؛ بیشتر لغزشی است که متن یا تنظیم آن بی "
            "خبر از دست می‌رود.",
            "A key of `package.yaml`, of a letter, a notice or a walk that nothing reads: usually a slip, whose text "
            "or setting would be missing without a word.",
        ),
        remedy=Bilingual(
            "کلیدی را که پیشنهاد شده بنویسید یا آن را بردارید.", "Write the key that is proposed, or remove it."
        ),
        consequence=NO_EFFECT,
    ),
    "key-type": RuleText(
        Bilingual("مقداری از نوع دیگر", "A value of another kind than its key wants"),
        what=Bilingual(
            "مقدار کلید از نوعی نیست که باید (متن به جای فهرست، عددی با صفر در آغاز): چنان خوانده می‌شود که گویی چیزی "
            "نوشته نشده، یا عدد دیگری است.",
            "A value of another kind than its key wants (a text for a list, a number with a leading zero): it would be "
            "read as if nothing stood there, or as another number.",
        ),
        remedy=Bilingual("نوعی را که پیام می‌گوید بنویسید.", "Write the kind of value that the message names."),
        consequence=NO_EFFECT,
    ),
    "duplicate-key": RuleText(
        Bilingual("کلیدی که دو بار نوشته شده", "A key that is written twice"),
        what=Bilingual(
            "کلیدی در یک بخش از فایل دو بار آمده است و تنها آخری به کار می‌آید.",
            "A key stands twice in one mapping of a YAML or JSON file, so only the last one counts.",
        ),
        remedy=Bilingual("یکی را نگه دارید.", "Keep one of them."),
        consequence=NO_EFFECT,
    ),
    "walk-unreadable": RuleText(
        Bilingual("مسیر آزمون خوانده نمی‌شود", "The walk can't be read"),
        what=Bilingual(
            "مسیر ضبط‌شده‌ای فایل JSON درستی نیست و هیچ آزمونی آن را بازپخش نمی‌کند.",
            "A walk is no JSON that can be read, so no test would replay it.",
        ),
        remedy=Bilingual(
            "آن را در جایی که پیام می‌گوید درست کنید.", "Correct the file at the place that the message names."
        ),
        consequence=Bilingual(
            "لغزش‌هایی که این مسیر نشان می‌داد تا متقاضی به آن‌ها برنخورد دیده نمی‌شوند.",
            "What this walk would have shown isn't noticed until an applicant meets it.",
        ),
    ),
    "file-unused": RuleText(
        Bilingual("فایلی که به کار نمی‌آید", "A file that nothing reads"),
        what=Bilingual(
            "فایلی در جایی است که چیزی آن را نمی‌خواند، یا نامه، پیام یا فایل تصمیمی که هیچ کاری آن را نمی‌خواهد.",
            "A file lies where nothing reads it, or a letter, a notice or a decision file is asked for by nothing.",
        ),
        remedy=Bilingual(
            "آن را به جایی که پیشنهاد شده ببرید، در نمودار به کار ببرید یا بردارید.",
            "Move it to the place that is proposed, use it in the diagram, or remove it.",
        ),
        consequence=CLUTTER,
    ),
    "file-path": RuleText(
        Bilingual("نام فایلی که پذیرفته نیست", "A name that no file of a bundle may have"),
        what=Bilingual(
            "نام فایلی از بسته راهی به بیرون دارد (`../`)، از ریشه آغاز می‌شود، بخشی خالی یا نویسه‌ای نادیدنی دارد، یا "
            "بیش از اندازه بلند است.",
            "The name of a file in the bundle leads out of it (`../`), begins at a root, has an empty part, a "
            "backslash or an invisible character, or is too long.",
        ),
        remedy=Bilingual(
            "فایل را در پوشهٔ خود بگذارید و نامی ساده به آن بدهید، مانند `forms/apply.form`.",
            "Put the file into its folder under a plain name, such as `forms/apply.form`.",
        ),
        consequence=NOTHING_READ,
    ),
}
