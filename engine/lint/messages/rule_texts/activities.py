"""The texts of the rules on activities, data, pools, and what is executed."""

from collections.abc import Mapping

from engine.lint.messages.rule_texts.consequences import (
    CASE_STOPS,
    CLUTTER,
    MISREAD,
    NEVER_HAPPENS,
    NO_EFFECT,
    UNSEEN,
    VALUE_LOST,
)
from engine.lint.messages.rule_texts.text import RuleText
from engine.model import Bilingual

ACTIVITIES: Mapping[str, RuleText] = {
    "instantiating": RuleText(
        Bilingual("آغازگر با جریان ورودی", "What begins a case has a flow into it"),
        what=Bilingual(
            "آغازگر پرونده نباید جریان ورودی داشته باشد.",
            'What begins a case (`instantiate="true"`) has a flow into it, or a parallel event-based '
            "gateway does not begin a case. (BPMN 2.0.2, 10.3.3, 10.6.6)",
        ),
        remedy=Bilingual(
            "جریان یا `instantiate` را بردارید.",
            "Remove the flow or the attribute; a parallel event-based gateway stands only where a case begins.",
        ),
        consequence=NEVER_HAPPENS,
    ),
    "ad-hoc": RuleText(
        Bilingual("زیرفرایند موردی نادرست", "A wrong ad-hoc sub-process"),
        what=Bilingual(
            "زیرفرایند موردی رویداد شروع یا پایان دارد، یا هیچ کاری در آن نیست.",
            "An ad-hoc sub-process holds a start or end event, or no activity at all (a warning where it is "
            "only drawn). (BPMN 2.0.2, 10.3.5)",
        ),
        remedy=Bilingual(
            "رویدادها را بردارید یا آن را زیرفرایند ساده کنید، و دست‌کم یک کار بکشید.",
            "Remove the events, or make it a plain sub-process; draw at least one activity.",
        ),
        consequence=CASE_STOPS,
    ),
    "loop": RuleText(
        Bilingual("حلقه نمی‌گوید چند بار", "A loop that doesn't say how often"),
        what=Bilingual(
            "حلقه نمی‌گوید چند بار.",
            "A loop does not say how often: no condition or maximum, no number of instances or collection, "
            "or both of these (a warning where it is only drawn). (BPMN 2.0.2, 10.3.8)",
        ),
        remedy=Bilingual(
            "شرط، حداکثر، تعداد یا مجموعه را بنویسید.",
            "Write `loopCondition` or `loopMaximum`; for several instances `loopCardinality` or a collection.",
        ),
        consequence=CASE_STOPS,
    ),
    "loop-behavior": RuleText(
        Bilingual("رویداد پایان هر بار نوشته نشده", "No event for the end of each instance"),
        what=Bilingual(
            "کار چندباره نمی‌گوید با پایان هر بار چه رویدادی بفرستد.",
            "A multi-instance that throws an event as its instances complete (`behavior` None, One or "
            "Complex) does not say which. (BPMN 2.0.2, 10.3.8)",
        ),
        remedy=Bilingual(
            "رویداد را بنویسید یا `behavior` را بردارید.",
            "Write `noneBehaviorEventRef`, `oneBehaviorEventRef` or `complexBehaviorDefinition`, or leave "
            "`behavior` out.",
        ),
        consequence=NEVER_HAPPENS,
    ),
    "compensation-flow": RuleText(
        Bilingual("جریان در جبران", "Flows at a compensation"),
        what=Bilingual(
            "کار جبران و رویداد مرزی آن جریان توالی ندارند.",
            "A compensation activity, or the boundary event before it, has sequence flows: compensation "
            "runs beside the flow. (BPMN 2.0.2, 10.7.1)",
        ),
        remedy=Bilingual(
            "جریان‌ها را پاک کنید و پیوند (`association`) بکشید.",
            "Remove the flows; an association leads from the boundary event to the handler.",
        ),
        consequence=NEVER_HAPPENS,
    ),
    "compensation-handler": RuleText(
        Bilingual("جبران بی کار جبران", "A compensation without its activity"),
        what=Bilingual(
            "رویداد جبران به درست یک کار نشان‌دار برای جبران (`isForCompensation`) پیوند ندارد.",
            "A compensation boundary event is not associated with exactly one activity that is marked "
            "`isForCompensation` (a warning where it is only drawn without any). (BPMN 2.0.2, 10.7.1)",
        ),
        remedy=Bilingual(
            "پیوندی به یک کار بکشید و آن کار را برای جبران نشان کنید.",
            "Draw an association to one activity and mark that for compensation.",
        ),
        consequence=NEVER_HAPPENS,
    ),
    "compensation-target": RuleText(
        Bilingual("جبران کار سطح دیگر", "Compensation of another level"),
        what=Bilingual(
            "کاری جبران می‌شود که در این سطح نیست.",
            "A compensation throw names an activity of another level, which it can't reach. (BPMN 2.0.2, 10.7.2)",
        ),
        remedy=Bilingual(
            "`activityRef` را درست کنید.",
            "Name an activity of the same level, or of the level around an event sub-process.",
        ),
        consequence=NEVER_HAPPENS,
    ),
    "script-empty": RuleText(
        Bilingual("اسکریپت خالی", "An empty script"),
        what=Bilingual(
            "کار اسکریپت خالی است.",
            "A script task without a script. (BPMN 2.0.2, 10.3.3)",
        ),
        remedy=Bilingual(
            "عبارت FEEL آن را بنویسید.",
            "Write the FEEL expression, or make it a plain task.",
        ),
        consequence=CLUTTER,
    ),
    "script-unused": RuleText(
        Bilingual("مقدار اسکریپت جایی نمی‌ماند", "A script whose value goes nowhere"),
        what=Bilingual(
            "مقدار اسکریپت جایی نگه داشته نمی‌شود. `x = 1` در FEEL مقایسه است، نه مقداردهی.",
            "A script whose value nothing keeps: it has no `miz:result` and its value is no context. FEEL "
            "has no assignment: `x = 1` compares, and sets nothing. (BPMN 2.0.2, 10.3.3)",
        ),
        remedy=Bilingual(
            "`{x: 1}` بنویسید یا نام مقدار را در `miz:result` بگذارید.",
            "Write `{x: 1}`, whose entries become variables, or name the value by `miz:result`.",
        ),
        consequence=VALUE_LOST,
    ),
    "target-path": RuleText(
        Bilingual("نام به بخشی از مقدار نمی‌رسد", "A name that leads to no entry"),
        what=Bilingual(
            "نام نقطه‌دار به بخشی از یک مقدار می‌رسد (`out.y` بخشی از `out`). این‌جا چنین بخشی نیست: بخشی "
            "از نام خالی است، یا متغیر چیز دیگری است و از میان می‌رود.",
            "A result or output with dots in its name is put into an entry of a context (`out.y` into "
            "`out`, as in Camunda 8). Here there can be no such entry: a part of the name is empty or no "
            "name, or the variable is something else than a context, which would be lost. (BPMN 2.0.2, "
            "10.4)",
        ),
        remedy=Bilingual(
            "نام را درست کنید.",
            "Write names between the dots, and another variable than the one that holds a text, number or list.",
        ),
        consequence=VALUE_LOST,
    ),
    "effect-missing": RuleText(
        Bilingual("کار نمی‌گوید چه را صدا می‌زند", "A task that doesn't say what it calls"),
        what=Bilingual(
            "کار نمی‌گوید چه چیزی را صدا می‌زند.",
            "A service task, call activity or business rule that does not say what it calls. An error when publishing.",
        ),
        remedy=Bilingual(
            "آن را بنویسید.",
            "Write `miz:connector`, `calledElement` or `miz:decision`.",
        ),
        consequence=NEVER_HAPPENS,
    ),
    "data-scope": RuleText(
        Bilingual("دادهٔ سطح دیگر", "Data of another level"),
        what=Bilingual(
            "داده در سطح دیگری است.",
            "A data object reference means a data object of another process, or of a sub-process that it is "
            "not in. (BPMN 2.0.2, 10.4.1)",
        ),
        remedy=Bilingual(
            "آن را در همین سطح یا بیرون آن بگذارید.",
            "Put the data object at the level of the reference, or around it.",
        ),
        consequence=VALUE_LOST,
    ),
    "data-association": RuleText(
        Bilingual("پیوند دادهٔ عنصر دیگر", "A data association of another element"),
        what=Bilingual(
            "پیوند داده به ورودی یا خروجی عنصر دیگری می‌رود.",
            "A data association fills the input of another element or of the process, or takes its output. "
            "(BPMN 2.0.2, 10.4.2)",
        ),
        remedy=Bilingual(
            "از آن خود عنصر را بنویسید.",
            "Lead it to the input or output of the element that it belongs to.",
        ),
        consequence=VALUE_LOST,
    ),
    "data-collection": RuleText(
        Bilingual("تعریف داده با خودش نمی‌خواند", "Data contradict their definition"),
        what=Bilingual(
            "`isCollection` داده با تعریف آن یکی نیست.",
            "A data object, input or output says otherwise about `isCollection` than its item definition. "
            "(BPMN 2.0.2, tables 10.52, 10.59, 10.60)",
        ),
        remedy=Bilingual(
            "هر دو را یکسان بنویسید.",
            "Write the same value at both.",
        ),
        consequence=MISREAD,
    ),
    "data-holder": RuleText(
        Bilingual("ورودی و خروجی زیرفرایند", "Inputs and outputs of a sub-process"),
        what=Bilingual(
            "زیرفرایند ورودی و خروجی خود ندارد.",
            "A sub-process has inputs or outputs of its own: it sees the data around it. (BPMN 2.0.2, 10.4.1)",
        ),
        remedy=Bilingual(
            "آن‌ها را بردارید یا آن را فراخوانی فرایند کنید.",
            "Remove them, or make it a call activity.",
        ),
        consequence=NO_EFFECT,
    ),
    "data-ignored": RuleText(
        Bilingual("ورودی و خروجی اختیاری", "Optional inputs and outputs"),
        what=Bilingual(
            "ورودی و خروجی اختیاری در اجرا اثری ندارد.",
            "Optional inputs and outputs choose nothing when the process runs.",
        ),
        remedy=Bilingual(
            "آن‌ها را بردارید.",
            "Remove them.",
        ),
        consequence=NO_EFFECT,
    ),
    "participant-multiplicity": RuleText(
        Bilingual("شمار شرکت‌کنندگان نادرست", "A wrong number of participants"),
        what=Bilingual(
            "کمینهٔ شرکت‌کنندگان از بیشینه بیشتر یا منفی است، یا بیشینه صفر است.",
            "The least number of participants is above the most, negative, or the most is none. (BPMN 2.0.2, 9.3)",
        ),
        remedy=Bilingual(
            "کمینه را از صفر تا بیشینه، و بیشینه را دست‌کم یک بنویسید.",
            "Write 0 ≤ minimum ≤ maximum, and a maximum of at least 1.",
        ),
        consequence=MISREAD,
    ),
    "pool-process": RuleText(
        Bilingual("دو استخر برای یک فرایند", "Two pools for one process"),
        what=Bilingual(
            "دو استخر یک فرایند را نشان می‌دهند.",
            "Two pools of one collaboration show the same process. (BPMN 2.0.2, 9.3)",
        ),
        remedy=Bilingual(
            "به هر یک فرایند خودش را بدهید.",
            "Give each pool a process of its own.",
        ),
        consequence=MISREAD,
    ),
    "lane-content": RuleText(
        Bilingual("عنصر در دو خط یا خط بیگانه", "An element in the wrong lane"),
        what=Bilingual(
            "خط شنا عنصر فرایند دیگری را دارد یا عنصری که در خط کناری هم هست.",
            "A lane lists an element of another process, or one that the lane beside it lists as well. "
            "(BPMN 2.0.2, 10.8)",
        ),
        remedy=Bilingual(
            "هر عنصر را در یک خط بگذارید.",
            "Put each element in one lane of its own process.",
        ),
        consequence=UNSEEN,
    ),
    "conversation-link": RuleText(
        Bilingual("پیوند گفتگوی نادرست", "A wrong conversation link"),
        what=Bilingual(
            "پیوند گفتگو یک گفتگو را به یک شرکت‌کننده وصل نمی‌کند.",
            "A conversation link does not join a conversation and a participant. (BPMN 2.0.2, 9.5)",
        ),
        remedy=Bilingual(
            "آن را از شرکت‌کننده به گفتگو بکشید.",
            "Lead it from a participant to a conversation.",
        ),
        consequence=MISREAD,
    ),
    "choreography-participants": RuleText(
        Bilingual("آغازگری که شرکت نمی‌کند", "A beginner who doesn't take part"),
        what=Bilingual(
            "آغازگر کار رقص‌نگاری در میان شرکت‌کنندگان آن نیست.",
            "The participant who begins a choreography activity does not take part in it. (BPMN 2.0.2, 11.4)",
        ),
        remedy=Bilingual(
            "یکی از آن‌ها را برگزینید.",
            "Choose one of its participants as `initiatingParticipantRef`.",
        ),
        consequence=MISREAD,
    ),
    "unsupported": RuleText(
        Bilingual("این‌جا اجرا نمی‌شود", "Not executed here"),
        what=Bilingual(
            "این عنصر در استاندارد هست ولی اجرا نمی‌شود.",
            "BPMN allows it, the engine does not execute it, and nothing is silently ignored: also code of "
            "other languages, and what the engine itself refuses though no rule objects.",
        ),
        remedy=Bilingual(
            "جایگزین پیشنهادی را بکشید.",
            "The message says what to draw instead.",
        ),
        consequence=NO_EFFECT,
    ),
    "modeler-attribute": RuleText(
        Bilingual("واژه‌ای که این‌جا همتایی ندارد", "A word without counterpart here"),
        what=Bilingual(
            "واژه‌ای از Camunda، Activiti، Flowable، Operaton یا SpiffArena در موتور میز همتایی ندارد و "
            "نادیده گرفته می‌شود.",
            "A word of Camunda, Activiti, Flowable, Operaton or SpiffArena without counterpart (table). "
            "`docs/modelers.md` tells what becomes of each.",
        ),
        remedy=Bilingual(
            "ببینید فرایند بی آن هم درست است، یا همان را به گویش میز بنویسید.",
            "See that the process does without it, or say the same in the dialect.",
        ),
        consequence=NO_EFFECT,
    ),
}
