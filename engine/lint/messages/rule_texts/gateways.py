"""The texts of the rules on conditions and gateways."""

from collections.abc import Mapping

from engine.lint.messages.rule_texts.consequences import (
    CASE_STOPS,
    CLUTTER,
    DONE_TWICE,
    MISREAD,
    NO_APPLICATION,
    OTHER_TOOLS,
    OTHER_WAY,
)
from engine.lint.messages.rule_texts.text import RuleText
from engine.model import Bilingual

GATEWAYS: Mapping[str, RuleText] = {
    "condition-missing": RuleText(
        Bilingual("راهی بی شرط", "A way without condition"),
        what=Bilingual(
            "یکی از راه‌های خروج دروازه شرط ندارد، یا شرط جریانی که از کاری بیرون می‌آید خالی است و آن "
            "جریان همیشه پیموده می‌شود.",
            "One of several ways out of a deciding gateway has no condition and is not the default; a "
            "warning where no way out of it has one. Or the condition of a flow out of an activity is there "
            "and empty, so that the flow is always taken. (BPMN 2.0.2, 10.6.2, 8.4.13)",
        ),
        remedy=Bilingual(
            "شرط را بنویسید یا آن را مسیر پیش‌فرض کنید.",
            "Write the condition, make the flow the default, or remove an empty condition.",
        ),
        consequence=OTHER_WAY,
    ),
    "default-condition": RuleText(
        Bilingual("مسیر پیش‌فرض با شرط", "A default flow with a condition"),
        what=Bilingual(
            "مسیر پیش‌فرض شرط دارد.",
            "A default flow with a condition: it is taken when no other is, so the condition is never "
            "asked. (BPMN 2.0.2, table 10.43)",
        ),
        remedy=Bilingual(
            "شرط را بردارید.",
            "Remove the condition, or choose another default.",
        ),
        consequence=OTHER_WAY,
    ),
    "default-elsewhere": RuleText(
        Bilingual("مسیر پیش‌فرض از آنِ دیگری است", "The default flow of another element"),
        what=Bilingual(
            "مسیر پیش‌فرض از آنِ عنصر دیگری است.",
            "The default flow of an element is not one of its own ways out.",
        ),
        remedy=Bilingual(
            "از خروجی‌های خودش برگزینید.",
            "Choose one of its own.",
        ),
        consequence=CASE_STOPS,
    ),
    "condition-place": RuleText(
        Bilingual("شرط در جایی که پرسیده نمی‌شود", "A condition where none is asked"),
        what=Bilingual(
            "شرط روی خروجی عنصری است که شرط نمی‌پرسد.",
            "A condition on a flow out of an event, a parallel or an event-based gateway, where none is asked.",
        ),
        remedy=Bilingual(
            "شرط را بردارید.",
            "Remove it, or put an exclusive or inclusive gateway there.",
        ),
        consequence=OTHER_WAY,
    ),
    "condition-alone": RuleText(
        Bilingual("تنها راه خروج شرط دارد", "The only way out has a condition"),
        what=Bilingual(
            "تنها خروجی کار شرط دارد.",
            "The only way out of an activity has a condition; where it fails, the work stops with an "
            "incident. (BPMN 2.0.2, 8.4.13)",
        ),
        remedy=Bilingual(
            "شرط را بردارید یا راه دیگری بکشید.",
            "Remove the condition, or draw the other way.",
        ),
        consequence=CASE_STOPS,
    ),
    "gateway-direction": RuleText(
        Bilingual("جهت دروازه با جریان‌ها نمی‌خواند", "The direction contradicts the flows"),
        what=Bilingual(
            "جهت دروازه با جریان‌ها نمی‌خواند.",
            "`gatewayDirection` says other than the flows (BPMN 2.0.2, 10.6.1): a converging gateway that "
            "splits, a diverging one that joins, a mixed one that does not do both.",
        ),
        remedy=Bilingual(
            "`gatewayDirection` را درست کنید یا بردارید.",
            "Correct or remove the attribute.",
        ),
        consequence=MISREAD,
    ),
    "gateway-mixing": RuleText(
        Bilingual("دروازه‌ای که هم می‌بندد و هم باز می‌کند", "A gateway that joins and splits"),
        what=Bilingual(
            "یک دروازه هم می‌بندد و هم باز می‌کند.",
            "A parallel or inclusive gateway both joins and splits. Legal, and hard to read.",
        ),
        remedy=Bilingual(
            "دو دروازه بکشید.",
            "Draw two gateways.",
        ),
        consequence=MISREAD,
    ),
    "idle-gateway": RuleText(
        Bilingual("دروازهٔ بی‌کار", "A gateway that does nothing"),
        what=Bilingual(
            "دروازه یک ورودی و یک خروجی دارد.",
            "A gateway with one way in and one way out does nothing.",
        ),
        remedy=Bilingual(
            "آن را پاک کنید.",
            "Remove it, or draw the way that is missing.",
        ),
        consequence=CLUTTER,
    ),
    "event-gateway": RuleText(
        Bilingual("پس از دروازهٔ رویدادی رویدادی نیست", "No events after an event-based gateway"),
        what=Bilingual(
            "پس از دروازهٔ رویدادی چیزی آمده که منتظر رویدادی نیست یا راه ورودی دیگری دارد، یا تنها یک رویداد آمده است.",
            "After an event-based gateway stands something that waits for no event, that has another way "
            "in, or a receive task with boundary events; or there is only one event; or one that begins a "
            "case in parallel takes something else than messages. (BPMN 2.0.2, 10.6.6)",
        ),
        remedy=Bilingual(
            "دست‌کم دو رویداد گیرنده یا کار دریافت بگذارید.",
            "Put catch events or receive tasks there, at least two.",
        ),
        consequence=CASE_STOPS,
    ),
    "event-gateway-mixing": RuleText(
        Bilingual("کار دریافت و رویداد پیام با هم", "Receive tasks and message events together"),
        what=Bilingual(
            "پس از دروازهٔ رویدادی هم کار دریافت آمده است و هم رویداد پیام؛ تنها یکی از این دو رواست.",
            "An event-based gateway is followed by receive tasks and by message events; only one of the two "
            "may stand there. (BPMN 2.0.2, 10.6.6)",
        ),
        remedy=Bilingual(
            "همه را رویداد پیام بکشید، یا همه را کار دریافت.",
            "Draw all of them as message events, or all as receive tasks.",
        ),
        consequence=OTHER_TOOLS,
    ),
    "join-deadlock": RuleText(
        Bilingual("دروازه‌ای که تا همیشه منتظر می‌ماند", "A join that waits for ever"),
        what=Bilingual(
            "دروازه موازی منتظر شاخه‌هایی است که با هم نمی‌رسند.",
            "A parallel join waits for branches that never arrive together, found by playing the tokens of "
            "the level with all choices; a warning where it happens on some ways only. (BPMN 2.0.2, 13.4.1)",
        ),
        remedy=Bilingual(
            "دروازه‌ها را جفت کنید.",
            "Split with a parallel gateway, or join with an exclusive one.",
        ),
        consequence=CASE_STOPS,
    ),
    "endless-loop": RuleText(
        Bilingual("حلقهٔ بی پایان", "A loop that nothing leaves"),
        what=Bilingual(
            "حلقه راه خروج ندارد.",
            "A cycle that nothing leaves; a warning where some step of it waits. (BPMN 2.0.2, 13.2)",
        ),
        remedy=Bilingual(
            "دروازه‌ای با شرط خروج بکشید.",
            "Draw a gateway with a condition to leave it.",
        ),
        consequence=CASE_STOPS,
    ),
    "unsynchronized": RuleText(
        Bilingual("شاخه‌ها بی دروازه به هم می‌رسند", "Branches meet without a join"),
        what=Bilingual(
            "شاخه‌های هم‌زمان بی دروازه موازی به هم می‌رسند و ادامه چند بار انجام می‌شود.",
            "Branches that run side by side meet without a join, so what follows is done several times. "
            "(BPMN 2.0.2, 10.6)",
        ),
        remedy=Bilingual(
            "آن‌ها را با دروازه موازی ببندید.",
            "Join them by a parallel gateway, unless that is meant.",
        ),
        consequence=DONE_TWICE,
    ),
    "several-starts": RuleText(
        Bilingual("چند آغاز", "Several starts"),
        what=Bilingual(
            "روشن نیست پرونده از کدام رویداد شروع آغاز می‌شود.",
            "Several events begin the service, and none of them is plain, or more than one.",
        ),
        remedy=Bilingual(
            "یکی را نگه دارید.",
            "Keep one plain start event.",
        ),
        consequence=NO_APPLICATION,
    ),
}
