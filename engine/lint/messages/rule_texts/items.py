"""The texts of the rules on items: what data, messages and operations carry."""

from collections.abc import Mapping

from engine.lint.messages.rule_texts.consequences import CASE_STOPS, MISREAD, OTHER_WAY, VALUE_LOST
from engine.lint.messages.rule_texts.text import RuleText
from engine.model import Bilingual

ITEMS: Mapping[str, RuleText] = {
    "data-types": RuleText(
        Bilingual("داده‌ای که به سر دیگر نمی‌خورد", "Data that don't fit their other end"),
        what=Bilingual(
            "پیوند داده‌ای که تبدیل ندارد و چند مبدأ دارد یا از یک نوع داده به نوعی دیگر می‌رود؛ یا دادهٔ هر نوبت از کار "
            "چندتایی عضو مجموعهٔ آن نیست. آنچه ساختار ندارد به هر نوعی می‌خورد.",
            "A data association without transformation or assignment has several sources, or leads from one kind of "
            "item to another; or the item of each instance of a multi-instance activity is no entry of its "
            "collection. Items differ where their definitions have other structures, or one is a collection; what "
            "has no structure may be anything. (BPMN 2.0.2, tables 10.29, 10.63)",
        ),
        remedy=Bilingual(
            "تعریف دادهٔ هر دو سر را یکسان کنید، یا تبدیلی بنویسید که یکی را از دیگری بسازد.",
            "Give both ends the same item definition, or write a transformation that makes the one out of the other.",
        ),
        consequence=VALUE_LOST,
    ),
    "data-set": RuleText(
        Bilingual("مجموعهٔ ورودی یا خروجی نادرست", "A wrong input or output set"),
        what=Bilingual(
            "مجموعهٔ ورودی یا خروجی چیزی را می‌آورد که از این عنصر نیست، یا اختیاری می‌نامد بی آن که در فهرست باشد، یا "
            "یکی از ورودی‌ها و خروجی‌ها در هیچ مجموعه‌ای نیست.",
            "An input or output set lists an input or output of another element, lists as optional or as coming while "
            "executing what it doesn't list at all, or leaves one of the element out, where the sets list any. (BPMN "
            "2.0.2, tables 10.59 to 10.62)",
        ),
        remedy=Bilingual(
            "همهٔ ورودی‌ها و خروجی‌ها را در مجموعه‌ای بیاورید، یا مجموعه‌ها را خالی بگذارید.",
            "List every input in an input set and every output in an output set, or leave the sets empty.",
        ),
        consequence=MISREAD,
    ),
    "call-data": RuleText(
        Bilingual("داده‌های فراخوانی با فراخوانده نمی‌خواند", "A call with other data than what it calls"),
        what=Bilingual(
            "ورودی‌ها یا خروجی‌های فراخوانی با فرایندی که صدا می‌زند یکی نیست: شمار دیگری دارد، یا در همان جا نوع دیگری.",
            "A call activity has other inputs or outputs than the process or global task that it calls, where both "
            "draw theirs: another number, or other items at the same place. (BPMN 2.0.2, 10.3.4)",
        ),
        remedy=Bilingual(
            "شمار و نوع ورودی‌ها و خروجی‌های هر دو را یکسان کنید.",
            "Make the inputs and outputs of the call activity those of what it calls.",
        ),
        consequence=VALUE_LOST,
    ),
    "data-state": RuleText(
        Bilingual("حالت یا نوع داده در جای دیگر", "A state or an item at the wrong place"),
        what=Bilingual(
            "خود داده حالتی دارد که تنها ارجاع به آن می‌گوید، یا ارجاع نوعی دارد که تنها خود داده دارد. هیچ‌کدام در اجرا "
            "اثری ندارد.",
            "A data object has a state, which only its references tell, or a reference has an item definition, which "
            "only the data object has. Neither has an effect when the process runs. (BPMN 2.0.2, 10.4.1)",
        ),
        remedy=Bilingual(
            "حالت را روی ارجاع و نوع را روی خود داده بنویسید.",
            "Write the state on the reference and the item definition on the data object.",
        ),
        consequence=MISREAD,
    ),
    "operation-message": RuleText(
        Bilingual("پیامی جز پیام عملیات", "Another message than that of the operation"),
        what=Bilingual(
            "کار یا رویداد پیام به پیامی اشاره می‌کند که پیام عملیات آن نیست، یا جریان پیام، پیامی جز پیام دو سر خود "
            "می‌برد.",
            "A send task, receive task or message event refers to a message and to an operation that takes another "
            "one; or a message flow carries another message than the element at its end. (BPMN 2.0.2, 8.4.3, 9.4, "
            "10.3.3)",
        ),
        remedy=Bilingual(
            "پیام عملیات را بنویسید یا اشاره به پیام را بردارید؛ جریان را هم‌پیام دو سر آن کنید.",
            "Write the message of the operation, or leave `messageRef` out; give the flow the message of its ends.",
        ),
        consequence=MISREAD,
    ),
    "message-data": RuleText(
        Bilingual("داده‌ای که پیام آن را نمی‌برد", "Data that the message doesn't carry"),
        what=Bilingual(
            "دادهٔ ورودی یا خروجی کار یا رویداد از نوعی نیست که پیام، علامت، خطا یا تشدید آن می‌برد، یا به جای یکی چند "
            "تا دارد. ورودی‌های بی نوع، جزءهای آنچه فرستاده می‌شود هستند.",
            "What a send, receive or service task, or an event, puts into a message, signal, error or escalation (its "
            "data inputs) or takes out of it (its data outputs) is another kind of item than that carries; or it has "
            "several where one is carried. Inputs without item definition are the entries of what is sent. (BPMN "
            "2.0.2, 10.3.3, 10.5.1)",
        ),
        remedy=Bilingual(
            "نوع دادهٔ ورودی یا خروجی را همان کنید که پیام، علامت، خطا یا تشدید دارد.",
            "Give the input or output the item definition of the message (`itemRef`), signal, error or escalation "
            "(`structureRef`).",
        ),
        consequence=VALUE_LOST,
    ),
    "correlation-key": RuleText(
        Bilingual("کلید همبستگی ناتمام", "A correlation key with holes"),
        what=Bilingual(
            "پیامی فقط برخی از ویژگی‌های یک کلید همبستگی را دارد، پس کلید از آن خوانده نمی‌شود و پرونده‌ها از هم جدا "
            "نمی‌شوند؛ یا یک ویژگی دو بار از یک پیام خوانده می‌شود، یا اشتراک همهٔ ویژگی‌های کلید را نمی‌دهد، یا کلید "
            "ویژگی ندارد.",
            "A message has some properties of a correlation key and lacks others, so that the key can't be read from "
            "it and the message tells no cases apart; a property is read twice from one message; a subscription "
            "binds other properties than those of its key; a key has no properties. (BPMN 2.0.2, 8.4.2)",
        ),
        remedy=Bilingual(
            "برای هر پیام و هر ویژگی کلید عبارت خواندن بنویسید و برای هر ویژگی اشتراک یک مقدار.",
            "Write a `correlationPropertyRetrievalExpression` for each message of the key at each of its properties, "
            "and a `correlationPropertyBinding` for each property of a subscription.",
        ),
        consequence=Bilingual(
            "پیام به پروندهٔ دیگری می‌رسد یا به هیچ پرونده‌ای نمی‌رسد.",
            "The message reaches another case, or none.",
        ),
    ),
    "parallel-start": RuleText(
        Bilingual("پیام‌های آغاز بی کلید مشترک", "Messages that begin together without a key"),
        what=Bilingual(
            "چند پیام با هم پرونده‌ای را آغاز می‌کنند، ولی نه کلید همبستگی مشترکی دارند و نه `miz:key`.",
            "A parallel event-based gateway begins a case by several messages, and neither a correlation key that "
            "all of them have nor `miz:key` tells which messages belong to one case. (BPMN 2.0.2, 10.6.6)",
        ),
        remedy=Bilingual(
            "کلیدی با عبارت خواندن برای هر پیام، یا `miz:key` روی هر یک، بنویسید.",
            "Write a correlation key with a retrieval expression for each of the messages, or `miz:key` at each.",
        ),
        consequence=OTHER_WAY,
    ),
    "quantity": RuleText(
        Bilingual("شمار نشانه‌ها کمتر از یک", "Fewer tokens than one"),
        what=Bilingual(
            "`startQuantity` یا `completionQuantity` کاری کمتر از ۱ است: بی هیچ نشانه‌ای آغاز می‌شود یا نشانه‌ای نمی‌دهد.",
            "`startQuantity` or `completionQuantity` of an activity is less than 1: it would need no token to begin, "
            "or give none. (BPMN 2.0.2, table 10.3)",
        ),
        remedy=Bilingual(
            "دست‌کم ۱ بنویسید یا آن را بردارید.",
            "Write 1 or more, or leave the attribute out.",
        ),
        consequence=CASE_STOPS,
    ),
    "participant-association": RuleText(
        Bilingual("جفت نادرست شرکت‌کنندگان", "Participants paired wrongly"),
        what=Bilingual(
            "شرکت‌کنندگان گفتگو یا همنوایی فراخوانده‌شده نادرست جفت شده‌اند: درونی از آنِ فراخوانده نیست، یا بیرونی هست.",
            "A call conversation or call choreography pairs participants wrongly: the inner one isn't of what it "
            "calls, or the outer one is. (BPMN 2.0.2, 9.3, 9.5)",
        ),
        remedy=Bilingual(
            "`innerParticipantRef` شرکت‌کننده‌ای از فراخوانده و `outerParticipantRef` یکی از همین نمودار باشد.",
            "Let `innerParticipantRef` name a participant of what is called and `outerParticipantRef` one of the "
            "calling diagram.",
        ),
        consequence=MISREAD,
    ),
    "complex-activation": RuleText(
        Bilingual("دروازهٔ پیچیده بی شرط فعال شدن", "A complex gateway that doesn't say when it goes on"),
        what=Bilingual(
            "دروازهٔ پیچیده چند شاخه را می‌بندد ولی شرط فعال شدن ندارد و مانند دروازهٔ شامل منتظر می‌ماند؛ یا شرط دارد و "
            "فقط یک ورودی، که چیزی برای انتظار نیست.",
            "A complex gateway joins branches and has no `activationCondition`: it then waits as an inclusive gateway "
            "does. Or it has one and only one way in, so that there is nothing to wait for. (BPMN 2.0.2, 10.6.5)",
        ),
        remedy=Bilingual(
            "شرط را بنویسید (مانند `activationCount >= 2`) یا دروازهٔ شامل بگذارید.",
            "Write when the branches that have come are enough (`activationCount >= 2`), or draw an inclusive gateway.",
        ),
        consequence=OTHER_WAY,
    ),
    "timer-rounds": RuleText(
        Bilingual("نوبت‌هایی که نمی‌رسند", "Rounds that never come"),
        what=Bilingual(
            "دوره‌ای با چند نوبت (`R3/P1D`) روی رویدادی که فقط یک بار رخ می‌دهد: رویداد میانی، یا رویدادی که کار یا "
            "فرایند را قطع می‌کند. نوبت نخست به حساب می‌آید و نوبت‌های دیگر هرگز نمی‌رسند. نوبت‌های یک لحظهٔ معلوم و کرون "
            "گفته نمی‌شوند.",
            "A cycle of several rounds (`R3/P1D`, `R/PT1H`) at an event that happens only once: an intermediate "
            "event, or one that interrupts its activity or process. Its first round counts, the others never come. "
            "Rounds from a moment on (`R/2026-01-05T09:00:00Z/P7D`) and cron say which moment is awaited, and are "
            "not told. (BPMN 2.0.2, 10.5.4, 10.5.5)",
        ),
        remedy=Bilingual(
            "مدت یا تاریخ بنویسید، یا رویداد را غیرقطع‌کننده کنید تا هر بار رخ دهد.",
            'Write a duration or a date, or let the event not interrupt (`cancelActivity="false"`), so that it happens '
            "each time.",
        ),
        consequence=Bilingual(
            "یادآوری یا پیگیری‌ای که باید چند بار برسد تنها یک بار می‌رسد.",
            "A reminder or check that should come several times comes only once.",
        ),
    ),
}
