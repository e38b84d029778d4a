"""The texts of the rules on events."""

from collections.abc import Mapping

from engine.lint.messages.rule_texts.consequences import (
    CASE_STOPS,
    LATE,
    NEVER_HAPPENS,
    OTHER_WAY,
)
from engine.lint.messages.rule_texts.text import RuleText
from engine.model import Bilingual

EVENTS: Mapping[str, RuleText] = {
    "start-incoming": RuleText(
        Bilingual("جریان به رویداد شروع", "A flow into a start event"),
        what=Bilingual(
            "جریانی به رویداد شروع می‌رسد.",
            "A sequence flow leads into a start event.",
        ),
        remedy=Bilingual(
            "آن را به عنصر پس از شروع ببرید.",
            "Lead it to the element after the start.",
        ),
        consequence=NEVER_HAPPENS,
    ),
    "end-outgoing": RuleText(
        Bilingual("جریان از رویداد پایان", "A flow out of an end event"),
        what=Bilingual(
            "جریانی از رویداد پایان بیرون می‌رود.",
            "A sequence flow leaves an end event.",
        ),
        remedy=Bilingual(
            "آن را پاک کنید.",
            "Remove it, or make the event an intermediate one.",
        ),
        consequence=NEVER_HAPPENS,
    ),
    "boundary-host": RuleText(
        Bilingual("رویداد مرزی روی کار سطح دیگر", "A boundary event of another level"),
        what=Bilingual(
            "رویداد مرزی به کاری در سطح دیگر وصل است.",
            "A boundary event is attached to an activity of another level. (BPMN 2.0.2, 10.5.4)",
        ),
        remedy=Bilingual(
            "آن را کنار کار خودش بکشید.",
            "Draw it beside its activity, in the same process or sub-process.",
        ),
        consequence=NEVER_HAPPENS,
    ),
    "boundary-incoming": RuleText(
        Bilingual("جریان به رویداد مرزی", "A flow into a boundary event"),
        what=Bilingual(
            "جریانی به رویداد مرزی می‌رسد.",
            "A sequence flow leads into a boundary event, which happens only through its activity.",
        ),
        remedy=Bilingual(
            "آن را جابه‌جا کنید.",
            "Move the flow.",
        ),
        consequence=NEVER_HAPPENS,
    ),
    "cancel-event": RuleText(
        Bilingual("لغو بیرون از تراکنش", "A cancel event outside of a transaction"),
        what=Bilingual(
            "رویداد لغو بیرون از تراکنش است.",
            "A cancel event outside of a transaction.",
        ),
        remedy=Bilingual(
            "زیرفرایند را تراکنش کنید.",
            "Make the sub-process a transaction, or use an error event.",
        ),
        consequence=NEVER_HAPPENS,
    ),
    "event-definition": RuleText(
        Bilingual("نوع رویداد این‌جا روا نیست", "A kind of event that may not stand here"),
        what=Bilingual(
            "نوع رویداد در این جا مجاز نیست یا نوع ندارد.",
            "An event has a definition that may not stand there, or none where one is needed (BPMN 2.0.2, "
            "table 10.93).",
        ),
        remedy=Bilingual(
            "یکی از نوع‌های پیشنهادی را برگزینید.",
            "Choose one of the definitions that the message lists.",
        ),
        consequence=NEVER_HAPPENS,
    ),
    "event-subprocess": RuleText(
        Bilingual("زیرفرایند رویدادی نادرست", "A wrong event sub-process"),
        what=Bilingual(
            "زیرفرایند رویدادی درست یک رویداد شروع می‌خواهد و جریانی به آن نمی‌رسد و از آن بیرون نمی‌رود.",
            "An event sub-process has exactly one start event and no flows in or out (BPMN 2.0.2, 10.3.5).",
        ),
        remedy=Bilingual(
            "یک رویداد شروع با محرک نگه دارید و جریان‌های آن را پاک کنید.",
            "Keep one start event with a trigger; remove flows to and from the sub-process.",
        ),
        consequence=NEVER_HAPPENS,
    ),
    "event-without-reference": RuleText(
        Bilingual("رویداد چیزی را نام نمی‌برد", "An event that names nothing"),
        what=Bilingual(
            "پیام، سیگنال، خطا یا ارجاع بالاتر معرفی نشده است.",
            "A thrown error or escalation without a code; a message or signal without a name of its own is "
            "only remarked. (BPMN 2.0.2, 10.5.5)",
        ),
        remedy=Bilingual(
            "آن را تعریف و معرفی کنید.",
            "Define the message, signal, error or escalation and name it in the event.",
        ),
        consequence=NEVER_HAPPENS,
    ),
    "interrupting": RuleText(
        Bilingual("رویدادی که باید قطع‌کننده باشد", "An event that must interrupt"),
        what=Bilingual(
            "رویداد خطا یا لغو همیشه قطع‌کننده است.",
            "An error or cancel event marked as not interrupting: what it comes from is already over.",
        ),
        remedy=Bilingual(
            "آن را قطع‌کننده کنید.",
            "Make it interrupting.",
        ),
        consequence=OTHER_WAY,
    ),
    "parallel-multiple": RuleText(
        Bilingual("رویداد چندگانه با کمتر از دو تعریف", "A multiple event with less than two"),
        what=Bilingual(
            "رویداد `parallelMultiple` است ولی دو تعریف ندارد.",
            "An event is marked `parallelMultiple` but has no two event definitions. (BPMN 2.0.2, 10.5.1)",
        ),
        remedy=Bilingual(
            "تعریف دوم را بیفزایید یا نشان را بردارید.",
            "Add the second definition or remove the mark.",
        ),
        consequence=NEVER_HAPPENS,
    ),
    "link-event": RuleText(
        Bilingual("نیمهٔ پیوند نیست", "Half of a link is missing"),
        what=Bilingual(
            "نیمه دیگر پیوند نیست، دو مقصد هم‌نام دارد یا به پیوندی با نام دیگر اشاره می‌کند.",
            "A link without its other half at the same level, two targets of one name, or a `source` or `target` in "
            "its list that is a link of another name (BPMN 2.0.2, 10.5.5).",
        ),
        remedy=Bilingual(
            "آن را بکشید یا نام را عوض کنید.",
            "Draw the missing half, or rename.",
        ),
        consequence=CASE_STOPS,
    ),
    "link-flow": RuleText(
        Bilingual("جریان نادرست در پیوند", "A wrong flow at a link"),
        what=Bilingual(
            "جریانی از مبدأ پیوند بیرون می‌رود یا به مقصد آن می‌رسد.",
            "A sequence flow leaves the source of a link or enters its target, or its other side has none. "
            "(BPMN 2.0.2, 10.5.5)",
        ),
        remedy=Bilingual(
            "آن را پاک کنید.",
            "Remove the flow.",
        ),
        consequence=NEVER_HAPPENS,
    ),
    "timer": RuleText(
        Bilingual("زمان‌سنج زمانی ندارد", "A timer without a time"),
        what=Bilingual(
            "زمان‌سنج تاریخ، مدت یا دوره درستی ندارد.",
            "A timer without exactly one date, duration or cycle, or with a text that is neither ISO 8601 "
            "nor cron nor FEEL. (BPMN 2.0.2, 10.5.5)",
        ),
        remedy=Bilingual(
            "مثلاً `P10D` بنویسید.",
            "Write `P10D`, `2026-03-21T08:00:00+03:30`, `R3/PT1H` or FEEL.",
        ),
        consequence=LATE,
    ),
    "timer-sense": RuleText(
        Bilingual("زمانی که نمی‌تواند منظور باشد", "A time that can't be meant"),
        what=Bilingual(
            "زمان ثابتی که نمی‌تواند منظور باشد: دورهٔ بی طول پی‌درپی تکرار می‌شود و دوره‌ای که پیش از آغاز "
            "پایان یابد یا صفر نوبت داشته باشد رخ نمی‌دهد.",
            "A constant time that can't be meant: a cycle without length (`R/PT0S`) repeats without a pause, one that "
            "ends before it begins or has no rounds (`R0/PT1H`) never comes, a text in FEEL is neither a date nor a "
            "duration. (BPMN 2.0.2, 10.5.5)",
        ),
        remedy=Bilingual(
            "طول آن را بنویسید، مانند `P10D` یا `R/P1D`.",
            "Write how long it is: `P10D`, `R/P1D`, `PT8H`.",
        ),
        consequence=LATE,
    ),
    "condition-empty": RuleText(
        Bilingual("رویداد شرطی بی شرط", "A conditional event without condition"),
        what=Bilingual(
            "رویداد شرطی شرط ندارد.",
            "A conditional event without a condition never happens; a warning where an empty one is drawn. "
            "(BPMN 2.0.2, 10.5.5)",
        ),
        remedy=Bilingual(
            "آن را با FEEL بنویسید.",
            "Write its condition in FEEL.",
        ),
        consequence=NEVER_HAPPENS,
    ),
}
