"""The texts of the rules on files, schema and references."""

from collections.abc import Mapping

from engine.lint.messages.rule_texts.consequences import (
    CASE_STOPS,
    MISREAD,
    NEVER_HAPPENS,
    NO_EFFECT,
    NOTHING_READ,
    OTHER_TOOLS,
    OTHER_WAY,
    UNTOLD,
)
from engine.lint.messages.rule_texts.text import RuleText
from engine.model import Bilingual

FILES: Mapping[str, RuleText] = {
    "unreadable": RuleText(
        Bilingual("فایل خوانده نمی‌شود", "The file can't be read"),
        what=Bilingual(
            "فایل XML درستی نیست، DOCTYPE دارد یا بیش از اندازه بزرگ است.",
            "The file is not well-formed XML, has a DOCTYPE or entities, or is larger than 8 MB, 300,000 tags or 2,000 "
            "attributes in one tag; or its expressions and scripts have more than 250,000 characters together.",
        ),
        remedy=Bilingual(
            "دوباره از ویرایشگر خروجی بگیرید و آنچه را بزرگ است بخش کنید.",
            "Export the diagram again from the editor; remove the DOCTYPE; divide what is too large.",
        ),
        consequence=NOTHING_READ,
    ),
    "not-bpmn": RuleText(
        Bilingual("فایل BPMN 2.0 نیست", "The file is no BPMN 2.0"),
        what=Bilingual(
            "فایل XML است ولی BPMN 2.0 نیست.",
            "The XML is fine, but its root is not `definitions` of BPMN 2.0 (XPDL and BPMN 1.x are other formats).",
        ),
        remedy=Bilingual(
            "آن را با قالب BPMN 2.0 ذخیره کنید.",
            "Save it as BPMN 2.0.",
        ),
        consequence=NOTHING_READ,
    ),
    "unknown-element": RuleText(
        Bilingual("عنصری که BPMN ندارد", "An element that BPMN doesn't have"),
        what=Bilingual(
            "عنصری که در BPMN 2.0 نیست؛ معمولاً غلط تایپی است.",
            "An element in BPMN's namespace that BPMN 2.0 does not have: usually a slip of the keyboard "
            "that would vanish without a trace.",
        ),
        remedy=Bilingual(
            "نام را درست کنید.",
            "Correct the name or remove the element.",
        ),
        consequence=NO_EFFECT,
    ),
    "misplaced-element": RuleText(
        Bilingual("عنصر در جای نادرست", "An element in the wrong place"),
        what=Bilingual(
            "عنصر در جایی است که استاندارد اجازه نمی‌دهد.",
            "An element stands where BPMN's schema does not allow it, such as a task outside of any process.",
        ),
        remedy=Bilingual(
            "آن را به جای درست ببرید.",
            "Move it to where it belongs.",
        ),
        consequence=NO_EFFECT,
    ),
    "repeated-element": RuleText(
        Bilingual("جزئی بیش از اندازه تکرار شده", "A part too many"),
        what=Bilingual(
            "از یک جزء بیش از حد مجاز آمده است.",
            "More child elements of a kind than BPMN's schema allows, such as two conditions on one flow, "
            "or two that exclude each other, such as a date and a duration in one timer. (BPMN's schema)",
        ),
        remedy=Bilingual(
            "یکی را نگه دارید.",
            "Keep one and remove the others.",
        ),
        consequence=OTHER_WAY,
    ),
    "missing-element": RuleText(
        Bilingual("جزئی جا افتاده است", "A part is missing"),
        what=Bilingual(
            "جزئی که BPMN لازم می‌داند نیست.",
            "A child element is absent that BPMN's schema requires, such as the output set of an "
            "input/output specification or the target of a data association. (BPMN's schema)",
        ),
        remedy=Bilingual(
            "آن را بیفزایید یا عنصر ناقص را پاک کنید.",
            "Add it, or remove the incomplete element.",
        ),
        consequence=CASE_STOPS,
    ),
    "element-order": RuleText(
        Bilingual("ترتیب اجزا با استاندارد یکی نیست", "Parts in another order"),
        what=Bilingual(
            "ترتیب اجزا با BPMN یکی نیست.",
            "Child elements stand in another order than the schema's; the engine doesn't mind, other tools "
            "may refuse the file. (BPMN's schema)",
        ),
        remedy=Bilingual(
            "فایل را یک بار در ویرایشگر BPMN ذخیره کنید.",
            "Save the file once from a BPMN editor.",
        ),
        consequence=OTHER_TOOLS,
    ),
    "missing-attribute": RuleText(
        Bilingual("ویژگی لازمی جا افتاده است", "An attribute is missing"),
        what=Bilingual(
            "ویژگی لازمی نوشته نشده است.",
            "An attribute is absent that BPMN's schema requires, such as the name of a link; a warning for "
            "`targetNamespace`. (BPMN's schema)",
        ),
        remedy=Bilingual(
            "آن را بنویسید.",
            "Write it.",
        ),
        consequence=CASE_STOPS,
    ),
    "schema-attribute": RuleText(
        Bilingual("ویژگی‌ای که BPMN ندارد", "An attribute that BPMN doesn't have"),
        what=Bilingual(
            "BPMN این ویژگی را روی این عنصر ندارد.",
            "An attribute without namespace that BPMN does not have on this element: a slip that would have "
            "no effect; a warning for `id` and `name`. (BPMN's schema)",
        ),
        remedy=Bilingual(
            "نام آن را درست کنید یا پاکش کنید.",
            "Correct its name or remove it; attributes of your tool need its namespace prefix.",
        ),
        consequence=NO_EFFECT,
    ),
    "schema-value": RuleText(
        Bilingual("مقدار ویژگی پذیرفته نیست", "A value that BPMN doesn't allow"),
        what=Bilingual(
            "مقدار ویژگی پذیرفته نیست.",
            "An attribute of BPMN has a value that is neither true nor false, no number, or no word of its "
            "list. (BPMN's schema)",
        ),
        remedy=Bilingual(
            "یکی از مقدارهایی را که پیام می‌گوید بنویسید.",
            "Write one of the values that the message names.",
        ),
        consequence=NO_EFFECT,
    ),
    "missing-id": RuleText(
        Bilingual("عنصر شناسه ندارد", "An element without id"),
        what=Bilingual(
            "عنصر شناسه ندارد، پس چیزی درباره آن ثبت نمی‌شود.",
            "A process, task, event or gateway without `id`. (BPMN 2.0.2, 8.3.1)",
        ),
        remedy=Bilingual(
            "شناسه‌ای یکتا بدهید.",
            "Give it a unique id.",
        ),
        consequence=UNTOLD,
    ),
    "invalid-id": RuleText(
        Bilingual("شناسه درست نیست", "An id that XML doesn't allow"),
        what=Bilingual(
            "شناسه درست نیست.",
            "An id that XML does not allow: with a blank or colon, or beginning with a digit. (BPMN's schema)",
        ),
        remedy=Bilingual(
            "با حرف یا زیرخط آغاز کنید و فاصله و دونقطه نگذارید؛ ارجاع‌ها را هم درست کنید.",
            "Begin with a letter or underscore and use letters, digits, dots, hyphens and underscores; "
            "correct the references as well.",
        ),
        consequence=OTHER_TOOLS,
    ),
    "duplicate-id": RuleText(
        Bilingual("شناسهٔ تکراری", "Two elements of one id"),
        what=Bilingual(
            "دو عنصر یک شناسه دارند.",
            "Two elements have the same id, so references reach only the first.",
        ),
        remedy=Bilingual(
            "یکی را عوض کنید.",
            "Rename one of them.",
        ),
        consequence=OTHER_WAY,
    ),
    "missing-reference": RuleText(
        Bilingual("ارجاع لازم نوشته نشده", "A reference is missing"),
        what=Bilingual(
            "ارجاع لازم (مانند دو سر جریان) نوشته نشده است.",
            "A reference that BPMN demands is absent: the ends of a flow, or the activity of a boundary event.",
        ),
        remedy=Bilingual(
            "عنصر را وصل کنید یا پاک کنید.",
            "Connect the element or remove it.",
        ),
        consequence=NEVER_HAPPENS,
    ),
    "dangling-reference": RuleText(
        Bilingual("ارجاع به چیزی که نیست", "A reference to nothing"),
        what=Bilingual(
            "ارجاع به شناسه‌ای است که وجود ندارد.",
            "A reference names an id that is not in the file; a warning where older engines write a "
            "variable there (`loopDataInputRef`). (BPMN 2.0.2, 8.1)",
        ),
        remedy=Bilingual(
            "آن عنصر را بکشید یا ارجاع را درست کنید.",
            "Draw what is meant, or correct the reference.",
        ),
        consequence=NEVER_HAPPENS,
    ),
    "wrong-reference": RuleText(
        Bilingual("ارجاع به عنصر نادرست", "A reference to the wrong kind"),
        what=Bilingual(
            "ارجاع به نوع نادرستی از عنصر است.",
            "A reference leads to an element of the wrong kind, such as a sequence flow into a data object; "
            "a warning for data and notes listed in lanes. (BPMN 2.0.2, 8–11)",
        ),
        remedy=Bilingual(
            "عنصر درست را برگزینید.",
            "Choose an element of the right kind.",
        ),
        consequence=NEVER_HAPPENS,
    ),
    "flow-lists": RuleText(
        Bilingual("فهرست جریان‌ها با نمودار نمی‌خواند", "Lists of flows contradict the flows"),
        what=Bilingual(
            "فهرست ورودی یا خروجی با جریان‌ها نمی‌خواند.",
            "The `incoming` or `outgoing` list of an element contradicts the flows. The flows count, the "
            "lists are ignored.",
        ),
        remedy=Bilingual(
            "نمودار را دوباره ذخیره کنید.",
            "Save the diagram again from an editor; it writes the lists anew.",
        ),
        consequence=OTHER_TOOLS,
    ),
    "diagram-interchange": RuleText(
        Bilingual("شکلی بی عنصر", "A shape without its element"),
        what=Bilingual(
            "شکلی در تصویر هست که عنصرش در فرایند نیست.",
            "A shape or edge of the picture belongs to an element that does not exist, so the picture shows "
            "more than the process.",
        ),
        remedy=Bilingual(
            "شکل را پاک کنید.",
            "Remove the shape.",
        ),
        consequence=MISREAD,
    ),
}
