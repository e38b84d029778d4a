"""The texts of the rules on the desk and what the applicant meets."""

from collections.abc import Mapping

from engine.lint.messages.rule_texts.consequences import (
    BURDEN,
    CASE_STOPS,
    LATE,
    NO_ANSWER,
    NO_APPLICATION,
    NOT_FOLLOWED,
    NOT_UNDERSTOOD,
    SENT_AWAY,
    UNKNOWN,
    UNPREPARED,
    UNSEEN,
)
from engine.lint.messages.rule_texts.text import RuleText
from engine.model import Bilingual

DESK: Mapping[str, RuleText] = {
    "audience-missing": RuleText(
        Bilingual("روشن نیست کار چه کسی است", "Nobody knows whose task it is"),
        what=Bilingual(
            "روشن نیست کار چه کسی است.",
            "A user task does not say whose work it is.",
        ),
        remedy=Bilingual(
            "`miz:audience` را بنویسید.",
            "Set `miz:audience` to `applicant`, `staff` or `desk`.",
        ),
        consequence=UNSEEN,
    ),
    "attendance-incomplete": RuleText(
        Bilingual("اعلام حضور کامل نیست", "The announcement of an attendance is incomplete"),
        what=Bilingual(
            "دلیل، مدت یا مدارک حضور نوشته نشده است.",
            "A task at a front desk without reason, duration or list of what to bring; all three are "
            "announced beforehand (P3).",
        ),
        remedy=Bilingual(
            "`miz:attendance` را کامل کنید.",
            "Complete `<miz:attendance reason duration>` and its `<miz:bring name>`.",
        ),
        consequence=UNPREPARED,
    ),
    "attendance-elsewhere": RuleText(
        Bilingual("حضور جایی جز میز خدمت", "An attendance elsewhere than at a front desk"),
        what=Bilingual(
            "حضور فقط در میز خدمت ممکن است.",
            "An attendance on a task that is not done at a front desk; people are received nowhere else (P1, P2).",
        ),
        remedy=Bilingual(
            "`miz:audience` را `desk` کنید یا حضور را بردارید.",
            'Set `miz:audience="desk"` or remove the attendance.',
        ),
        consequence=SENT_AWAY,
    ),
    "attendance-uploaded": RuleText(
        Bilingual("مدرک بارگذاری‌شده دوباره خواسته شده", "What was uploaded is to be brought again"),
        what=Bilingual(
            "آنچه متقاضی بارگذاری کرده دوباره همراه خواسته شده است.",
            "Somebody is asked to bring to the front desk what they have uploaded, without a word that the "
            "original must be seen and why.",
        ),
        remedy=Bilingual(
            "آن را بردارید، یا بنویسید اصل آن برای چه باید دیده شود.",
            "Remove it from the list, or write: the original of …, and what for.",
        ),
        consequence=BURDEN,
    ),
    "stage-unused": RuleText(
        Bilingual("مرحله‌ای که کاری ندارد", "A stage without work"),
        what=Bilingual(
            "هیچ کاری در این مرحله نیست.",
            "A declared stage that no element belongs to; the citizen will never see it.",
        ),
        remedy=Bilingual(
            "آن را به کارها بدهید یا بردارید.",
            "Give it to elements, or remove it.",
        ),
        consequence=NOT_FOLLOWED,
    ),
    "stage-twice": RuleText(
        Bilingual("مرحلهٔ تکراری", "A stage declared twice"),
        what=Bilingual(
            "مرحله دو بار تعریف شده است.",
            "Two declared stages have one id.",
        ),
        remedy=Bilingual(
            "یکی را بردارید.",
            "Remove or rename one.",
        ),
        consequence=NOT_FOLLOWED,
    ),
    "stage-unknown": RuleText(
        Bilingual("مرحله‌ای که تعریف نشده", "A stage that isn't declared"),
        what=Bilingual(
            "مرحله تعریف نشده است.",
            "An element belongs to a stage that the process does not declare.",
        ),
        remedy=Bilingual(
            "آن را تعریف کنید یا نام را درست کنید.",
            "Declare it with `<miz:stage>` or correct the name.",
        ),
        consequence=NOT_FOLLOWED,
    ),
    "stages-missing": RuleText(
        Bilingual("خدمت مرحله ندارد", "No stages"),
        what=Bilingual(
            "متقاضی مرحله‌ای برای پیگیری ندارد.",
            "Neither stages nor lanes: the applicant has nothing to follow (I5).",
        ),
        remedy=Bilingual(
            "`miz:stage` تعریف کنید.",
            "Declare `<miz:stage>` and give it to the elements.",
        ),
        consequence=NOT_FOLLOWED,
    ),
    "stage-due": RuleText(
        Bilingual("مهلت مرحله درست نیست", "The due time of a stage is wrong"),
        what=Bilingual(
            "مهلت مرحله (`due`) مدت ISO 8601 نیست.",
            "The `due` of a `<miz:stage>` is the time within which the stage should be over; it must be an "
            "ISO 8601 duration.",
        ),
        remedy=Bilingual(
            'مثلاً `due="P5D"` بنویسید.',
            'Write for example `due="P5D"`.',
        ),
        consequence=LATE,
    ),
    "promise-missing": RuleText(
        Bilingual("زمان پاسخ وعده نشده", "No response time is promised"),
        what=Bilingual(
            "زمان پاسخ وعده داده نشده است.",
            "People work on the request, but no response time is promised (I3).",
        ),
        remedy=Bilingual(
            "`miz:responseTime` را بنویسید.",
            "Write `miz:responseTime` on the process.",
        ),
        consequence=NOT_FOLLOWED,
    ),
    "file-complete-unmarked": RuleText(
        Bilingual("روشن نیست پرونده کی کامل است", "Nobody knows when the file is complete"),
        what=Bilingual(
            "زمان پاسخ از تکمیل پرونده شمرده می‌شود، ولی نمودار نمی‌گوید پرونده کجا کامل است.",
            'The process has `miz:clockStart="file-complete"`, but no element of it has '
            '`miz:fileComplete="true"`, so the promise would never begin to run.',
        ),
        remedy=Bilingual(
            "`miz:fileComplete` را روی نخستین کار پس از تکمیل بنویسید.",
            'Set `miz:fileComplete="true"` on the first task after the check of completeness, or count from '
            "acceptance.",
        ),
        consequence=LATE,
    ),
    "warning-incomplete": RuleText(
        Bilingual("هشدار کامل نیست", "An incomplete warning"),
        what=Bilingual(
            "هشدار درست یکی از `before` و `after` و یک `do` شناخته ندارد، یا جایی است که مهلتی نیست.",
            "A `<miz:warn>` says what to do so long before or after something that is due: exactly one of "
            "`before` and `after`, an ISO 8601 duration, and `do`, one of `remind`, `supervisor`, "
            "`reassign`, `escalate`. It stands in a staff task with `miz:due`, or in a process with "
            "`miz:responseTime` (there only `supervisor`).",
        ),
        remedy=Bilingual(
            'مثلاً `<miz:warn before="P1D" do="remind" />` را روی کار کارکنان با مهلت، یا روی فرایند با '
            "زمان پاسخ بگذارید.",
            'Write for example `<miz:warn before="P1D" do="remind" />`.',
        ),
        consequence=LATE,
    ),
    "outcome-missing": RuleText(
        Bilingual("پایان بی نتیجه", "An end without a result"),
        what=Bilingual(
            "پرونده می‌تواند در این پایان بی پاسخ بسته شود.",
            "An end event at which a case can be over doesn't say what became of the request (I6): the case "
            "closes without an answer. An end beside the way (after a warning that interrupts nothing, or "
            "on a second branch) needs no outcome as long as the ends that answer come after it or "
            "terminate.",
        ),
        remedy=Bilingual(
            "`miz:outcome` را بنویسید، یا پایانی را که پاسخ می‌دهد پایان‌دهنده (`terminate`) کنید.",
            "Set `miz:outcome` on the end event, or make the end that answers a terminate end.",
        ),
        consequence=NO_ANSWER,
    ),
    "answer-missing": RuleText(
        Bilingual("پایان بی پاسخ به متقاضی", "An end without a word to the applicant"),
        what=Bilingual(
            "متقاضی در این پایان پاسخی نمی‌خواند.",
            "An end event with the outcome granted or refused answers by no letter, or one with another "
            "outcome by neither a letter nor a notice sent right before it (I6).",
        ),
        remedy=Bilingual(
            "برای `granted` و `refused` نامه بنویسید (`miz:letter`)؛ برای `withdrawn` و `lapsed` نامه، یا "
            "پیامی درست پیش از پایان.",
            "Name the letter in `miz:letter`. For withdrawn and lapsed requests a send task with "
            "`miz:notice` before the end is enough.",
        ),
        consequence=NO_ANSWER,
    ),
    "letter-missing": RuleText(
        Bilingual("نامه در بسته نیست", "The letter isn't in the bundle"),
        what=Bilingual(
            "نامه در بسته نیست.",
            "An end event answers by a letter that the bundle lacks.",
        ),
        remedy=Bilingual(
            "آن را بیفزایید.",
            "Add `letters/<id>.yaml`.",
        ),
        consequence=NO_ANSWER,
    ),
    "lane-role-missing": RuleText(
        Bilingual("کار از آنِ هیچ‌کس نیست", "Work that is nobody's"),
        what=Bilingual(
            "کار کارمند از آنِ هیچ‌کس نیست: نه خط آن نقش دارد و نه نامزدی.",
            "Staff work is nobody's: neither has its lane a role, nor is a role among its candidates.",
        ),
        remedy=Bilingual(
            "آن را در خطی با نقش بگذارید.",
            "Put the task in a lane with `miz:role`, or name a role in `miz:candidates`.",
        ),
        consequence=UNSEEN,
    ),
    "role-unknown": RuleText(
        Bilingual("نقشی که در میز نیست", "A role that the desk doesn't have"),
        what=Bilingual(
            "نقش این خط در میز نیست و کارهای آن در کارتابل هیچ‌کس نمی‌آید.",
            "A lane has a role that the desk where the service is to run doesn't have: no worklist would "
            "show its tasks. Told where a desk is given.",
        ),
        remedy=Bilingual(
            "نقشی از میز بنویسید؛ اگر نقش هست و کسی آن را ندارد، تنها هشدار است.",
            "Write a role of the desk, or ask its administrator for the role.",
        ),
        consequence=UNSEEN,
    ),
    "candidate-unknown": RuleText(
        Bilingual("نامزدی که در میز نیست", "A candidate that the desk doesn't have"),
        what=Bilingual(
            "کار به نقش، گروه یا کسی داده شده که در میز نیست.",
            "A task is given to a role, group or person (`miz:candidates`, or the candidate groups and "
            "users of other modelers) that the desk doesn't have: it would be in nobody's worklist. Groups "
            "are roles. What only the case's data tell isn't checked. Told where a desk is given.",
        ),
        remedy=Bilingual(
            "نام یکی از نقش‌های میز را میان دو گیومهٔ راست بنویسید، یا نامزد را بردارید.",
            'Name a role of the desk in quotation marks, such as `"clerk"`, or leave the attribute out.',
        ),
        consequence=UNSEEN,
    ),
    "connector-unknown": RuleText(
        Bilingual("رابطی که تنظیم نشده", "A connector that isn't set up"),
        what=Bilingual(
            "رابطی که نمودار نام می‌برد در میز تنظیم نشده است و هر پرونده آن‌جا می‌ایستد.",
            "A task asks a connector that isn't set up at the desk: every case would stop at it. Told where "
            "a desk is given.",
        ),
        remedy=Bilingual(
            "نام را درست کنید یا از پشتیبان بخواهید آن را تنظیم کند.",
            "Correct the name, or have the connector set up (`MIZ_CONNECTORS`).",
        ),
        consequence=CASE_STOPS,
    ),
    "desk-unchecked": RuleText(
        Bilingual("میز بررسی نشده", "The desk wasn't checked"),
        what=Bilingual(
            "میز مقصد داده نشده است و نقش‌ها، نامزدها، رابط‌ها و زبان‌ها بررسی نشده‌اند.",
            "No desk was given, so nobody knows whether its roles, candidates and connectors are there and "
            "which languages are wanted. The message lists what wasn't checked.",
        ),
        remedy=Bilingual(
            "میز را با `--desk` بدهید؛ استودیو خود این کار را می‌کند.",
            "Give the desk: `python -m engine lint FOLDER --desk FILE.json`. Publishing in the studio always does.",
        ),
        consequence=UNKNOWN,
    ),
    "start-form-missing": RuleText(
        Bilingual("آغاز بی فرم", "A start without form"),
        what=Bilingual(
            "رویداد شروع فرم ندارد و متقاضی نمی‌تواند درخواست را آغاز کند.",
            "The start event by which somebody applies shows no form. A warning where messages alone begin "
            "the service: then nobody can apply for it at the desk.",
        ),
        remedy=Bilingual(
            "فرم را در `miz:form` بنویسید.",
            "Write the form of the application in `miz:form` of the plain start event.",
        ),
        consequence=NO_APPLICATION,
    ),
    "start-impossible": RuleText(
        Bilingual("آغازی که رخ نمی‌دهد", "A start that never happens"),
        what=Bilingual(
            "این آغاز در میز هرگز رخ نمی‌دهد (زمان‌سنج، شرط یا چند پیام با هم).",
            "A start event never happens at a desk: one with a timer, with a condition, or of several "
            "messages together.",
        ),
        remedy=Bilingual(
            "آغاز ساده با فرم یا آغاز با یک پیام بگذارید.",
            "Use a plain start event with `miz:form`, or a start by one message. Timers and conditions "
            "inside a case run as drawn.",
        ),
        consequence=NO_APPLICATION,
    ),
    "language-missing": RuleText(
        Bilingual("متن به یک زبان نوشته نشده", "A text lacks a language"),
        what=Bilingual(
            "متنی که مردم می‌خوانند به یکی از زبان‌های میز نوشته نشده است.",
            "A text that applicants or staff read is not written in every language of the desk: names of "
            "stages, lanes, tasks and other steps, attendances, forms; in the studio also letters, notices and the "
            "package.",
        ),
        remedy=Bilingual(
            "فارسی و انگلیسی را هر دو بنویسید.",
            "Write Persian in `name` and its like, English in `miz:en`, `en`, `labelEn`.",
        ),
        consequence=NOT_UNDERSTOOD,
    ),
    "sent-elsewhere": RuleText(
        Bilingual("متقاضی جای دیگری فرستاده می‌شود", "The applicant is sent elsewhere"),
        what=Bilingual(
            "متقاضی به سامانه یا جای دیگری فرستاده می‌شود یا شماره و برگه‌ای از آن‌جا می‌آورد.",
            "A text or form sends the applicant to another system, bank or office, or asks for a number or "
            "paper that is given there (I1). In the studio also letters, notices and the package. Words are "
            "looked at, not meanings: you decide.",
        ),
        remedy=Bilingual(
            "این گام را با رابط از همین درگاه انجام دهید.",
            "Do the step from here: ask the other system by a connector, and show its answer.",
        ),
        consequence=SENT_AWAY,
    ),
}
