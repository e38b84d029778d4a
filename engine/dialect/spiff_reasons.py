"""What is said beside the words of SpiffArena's modeler that have no counterpart here."""

from enum import Enum

from engine.model import Bilingual


class Reason(Enum):
    """In Persian and English."""

    INSTRUCTIONS = Bilingual("راهنما را در فرم، به صورت متن، بنویسید", "write the instructions as a text into the form")
    GUEST = Bilingual(
        'این‌جا متقاضی با شناسه خود وارد می‌شود؛ کار متقاضی miz:audience="applicant" است',
        'nobody works here without signing in; work of the applicant has miz:audience="applicant"',
    )
    CONFIRMATION = Bilingual("متن پایانی را در نامه یا پیام بنویسید", "write the closing words into a notice")
    BUTTON = Bilingual(
        "این‌جا کسی با دکمه سیگنال نمی‌فرستد؛ انتخاب را در فرم بگذارید و پس از آن تصمیم بگیرید",
        "nobody sends a signal by a button here; ask in the form and decide behind it",
    )
    METADATA = Bilingual(
        "مقدارهای همراه کار را در فرم یا در نتیجه کار پیشین بگذارید", "put such values into the form or the case data"
    )
    ONE_VARIABLE = Bilingual(
        "آنچه می‌رسد این‌جا با نام خود داده پرونده می‌شود و در یک متغیر گرد نمی‌آید؛ نام‌ها را جدا به کار ببرید",
        "what comes becomes case data by its own names here, not one variable; use these names",
    )
    EVENT_DATA = Bilingual(
        "سیگنال، خطا و تشدید این‌جا داده نمی‌برند؛ داده را پیش از آن در متغیر پرونده بگذارید",
        "signals, errors and escalations carry no data here; set a variable of the case before",
    )
    CORRELATION = Bilingual(
        "کلید تطبیق پیام را در miz:key همان رویداد بنویسید", "write the key of the message as miz:key on the event"
    )
    PROCESS_BESIDE = Bilingual(
        "فرایند دیگر را با فعالیت فراخوان (callActivity) آغاز کنید", "begin the other process by a call activity"
    )
    SCRIPT_NOT_RUN = Bilingual(
        "SpiffWorkflow هم این‌جا آن را اجرا نمی‌کند؛ آن را روی کار یا زیرفرایند بگذارید",
        "SpiffWorkflow doesn't run it here either; put it on a task, a call or a sub-process",
    )
    SCRIPT_OF_EVENT_SUB_PROCESS = Bilingual(
        "در زیرفرایند رویدادی آغاز آن روشن نیست؛ کار اسکریپت درون آن بگذارید",
        "on an event sub-process it runs as soon as the scope begins; draw a script task inside",
    )
    BACKOFF = Bilingual("فاصله تلاش‌ها را در miz:backoff بنویسید", "write the time between tries as miz:backoff")
    MESSAGE_OF_START = Bilingual(
        "محتوای پیامی که فرایند را آغاز می‌کند با نام‌های خود داده پرونده می‌شود؛ همان نام‌ها را به کار ببرید",
        "what comes with a message that begins a process becomes case data by its own names; use these",
    )
    MESSAGE_OF_SEVERAL = Bilingual(
        "رویداد چند پیام دارد؛ برای هر پیام رویدادی جدا بکشید", "the event waits for several; draw an event for each"
    )


#: what is left out, and the process runs as drawn without it
LEFT_OUT = {
    "instructionsForEndUser": Reason.INSTRUCTIONS,
    "allowGuest": Reason.GUEST,
    "guestConfirmation": Reason.CONFIRMATION,
    "signalButtonLabel": Reason.BUTTON,
    "taskMetadataValues": Reason.METADATA,
}
#: that without which it would run otherwise
NEEDED = {
    "variableName": Reason.ONE_VARIABLE,
    "payloadExpression": Reason.EVENT_DATA,
    "processVariableCorrelation": Reason.CORRELATION,
    "processModelToStartOnTaskAvailable": Reason.PROCESS_BESIDE,
}
