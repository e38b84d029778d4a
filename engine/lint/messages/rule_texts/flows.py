"""The texts of the rules on the skeleton of a process and its flows."""

from collections.abc import Mapping

from engine.lint.messages.rule_texts.consequences import (
    CASE_STOPS,
    DONE_TWICE,
    MISREAD,
    NEVER_HAPPENS,
    NO_ANSWER,
    NO_APPLICATION,
    UNTOLD,
)
from engine.lint.messages.rule_texts.text import RuleText
from engine.model import Bilingual

FLOWS: Mapping[str, RuleText] = {
    "no-process": RuleText(
        Bilingual("فرایندی کشیده نشده", "No process is drawn"),
        what=Bilingual(
            "فرایندی کشیده نشده است.",
            "No process with any element is drawn: a library, a choreography, a mere collaboration.",
        ),
        remedy=Bilingual(
            "رویداد شروع، کارها و رویداد پایان را بکشید.",
            "Draw a start event, the work, and an end event.",
        ),
        consequence=NO_APPLICATION,
    ),
    "not-executable": RuleText(
        Bilingual("فرایند اجراپذیر نیست", "The process isn't executable"),
        what=Bilingual(
            "هیچ فرایندی اجراپذیر نیست.",
            'No process has `isExecutable="true"`. An error when publishing.',
        ),
        remedy=Bilingual(
            "`isExecutable` را `true` کنید.",
            "Set it on the process that is to run.",
        ),
        consequence=NO_APPLICATION,
    ),
    "no-start": RuleText(
        Bilingual("رویداد شروع ندارد", "No start event"),
        what=Bilingual(
            "رویداد شروع ندارد.",
            "An end event is drawn but no start event. (BPMN 2.0.2, 10.5.2)",
        ),
        remedy=Bilingual(
            "آن را بکشید.",
            "Draw the start event.",
        ),
        consequence=NO_APPLICATION,
    ),
    "no-end": RuleText(
        Bilingual("رویداد پایان ندارد", "No end event"),
        what=Bilingual(
            "رویداد پایان ندارد.",
            "A start event is drawn but no end event. (BPMN 2.0.2, 10.5.3)",
        ),
        remedy=Bilingual(
            "آن را بکشید.",
            "Draw the end event.",
        ),
        consequence=NO_ANSWER,
    ),
    "unreachable": RuleText(
        Bilingual("به عنصر راهی نیست", "No way leads to the element"),
        what=Bilingual(
            "از هیچ رویداد شروعی به این عنصر راهی نیست.",
            "No way leads from a start event to this element, so it can never happen.",
        ),
        remedy=Bilingual(
            "آن را وصل کنید یا پاک کنید.",
            "Connect it or remove it.",
        ),
        consequence=NEVER_HAPPENS,
    ),
    "implicit-end": RuleText(
        Bilingual("شاخه‌ای بی پایان", "A branch ends without an end event"),
        what=Bilingual(
            "شاخه بی‌آن‌که رویداد پایان داشته باشد تمام می‌شود.",
            "A dead end: an element without a way out although end events are drawn, which then every way "
            "must lead to. (BPMN 2.0.2, 10.5.3, 10.5.4)",
        ),
        remedy=Bilingual(
            "رویداد پایان یا جریان جاافتاده را بکشید.",
            "Draw an end event, or the missing flow.",
        ),
        consequence=NO_ANSWER,
    ),
    "gateway-without-exit": RuleText(
        Bilingual("دروازه بی خروجی", "A gateway without a way out"),
        what=Bilingual(
            "دروازه خروجی ندارد.",
            "A gateway that nothing leaves decides nothing and loses its tokens; a warning where it joins "
            "branches and no end event is drawn. (BPMN 2.0.2, 10.6.1)",
        ),
        remedy=Bilingual(
            "خروجی بکشید یا رویداد پایان بگذارید.",
            "Draw the ways out, or an end event in its place.",
        ),
        consequence=CASE_STOPS,
    ),
    "unnamed": RuleText(
        Bilingual("کار نام ندارد", "A task without a name"),
        what=Bilingual(
            "کار نام ندارد.",
            "A task of people without a name: nobody would know what to do.",
        ),
        remedy=Bilingual(
            "بنویسید چه باید کرد.",
            "Name it: a verb and its object.",
        ),
        consequence=UNTOLD,
    ),
    "flow-border": RuleText(
        Bilingual("جریان از مرز می‌گذرد", "A flow crosses a border"),
        what=Bilingual(
            "جریان از مرز استخر یا زیرفرایند می‌گذرد.",
            "A sequence flow crosses the border of a pool or of a sub-process (BPMN 2.0.2, 7.6.1).",
        ),
        remedy=Bilingual(
            "میان استخرها جریان پیام بکشید.",
            "Between pools draw a message flow; connect to the sub-process itself or to an event on its border.",
        ),
        consequence=NEVER_HAPPENS,
    ),
    "duplicate-flow": RuleText(
        Bilingual("دو جریان میان دو عنصر", "Two flows between the same two"),
        what=Bilingual(
            "دو جریان میان دو عنصر یکسان است و کار دو بار انجام می‌شود.",
            "Two sequence flows between the same two elements; each makes a token of its own, so the work "
            "is done twice.",
        ),
        remedy=Bilingual(
            "یکی را پاک کنید.",
            "Remove one, or join the conditions by `or`.",
        ),
        consequence=DONE_TWICE,
    ),
    "message-flow-pool": RuleText(
        Bilingual("جریان پیام درون یک استخر", "A message flow within one pool"),
        what=Bilingual(
            "جریان پیام درون یک استخر است.",
            "A message flow begins and ends in the same pool.",
        ),
        remedy=Bilingual(
            "درون استخر جریان توالی بکشید.",
            "Inside a pool draw a sequence flow.",
        ),
        consequence=MISREAD,
    ),
    "message-flow-ends": RuleText(
        Bilingual("سر نادرست جریان پیام", "The wrong end of a message flow"),
        what=Bilingual(
            "یک سر جریان پیام نمی‌تواند پیام بفرستد یا بگیرد.",
            "A message flow starts or ends at an element that can not send or receive: a gateway, an event "
            "of the other direction, or one that is no message event (a warning for plain start events, and "
            "for others where only drawn). (BPMN 2.0.2, 7.6.2, 10.5)",
        ),
        remedy=Bilingual(
            "کار یا رویداد پیام بگذارید.",
            "Use a task, or a message event of the right direction.",
        ),
        consequence=NEVER_HAPPENS,
    ),
}
