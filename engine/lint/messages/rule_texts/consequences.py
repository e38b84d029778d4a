"""What comes of a fault as long as it stays, for the citizen or the staff: the same words for the same consequence."""

from engine.model import Bilingual

NOTHING_READ = Bilingual(
    "هیچ بخشی از خدمت خوانده نمی‌شود، پس منتشر نمی‌شود و کسی نمی‌تواند آن را درخواست کند.",
    "Nothing of the service can be read, so it isn't published and nobody can apply for it.",
)
CASE_STOPS = Bilingual(
    "پرونده در این گام می‌ایستد و متقاضی بی پاسخ می‌ماند تا کسی آن را دستی باز کند.",
    "A case stops at this step, and the applicant waits without an answer until somebody repairs it by hand.",
)
NEVER_HAPPENS = Bilingual(
    "این گام هرگز رخ نمی‌دهد، پس آنچه متقاضی از آن چشم دارد انجام نمی‌شود.",
    "This step never happens, so the applicant never gets what it is for.",
)
OTHER_WAY = Bilingual(
    "پرونده راهی جز آن که نویسنده خواسته می‌رود و متقاضی پاسخ نادرستی می‌گیرد.",
    "The case takes another way than its author means, and the applicant gets a wrong answer.",
)
DONE_TWICE = Bilingual(
    "گام‌های بعدی چند بار انجام می‌شوند: متقاضی چند پیام یا نامه می‌گیرد و کارمند کار تکراری.",
    "What follows is done several times: the applicant gets several messages or letters, and staff the same "
    "work again.",
)
NO_EFFECT = Bilingual(
    "آنچه نوشته شده در اجرا اثری ندارد و خدمت جز آن رفتار می‌کند که نویسنده می‌پندارد.",
    "What is written has no effect when it runs, and the service acts otherwise than its author believes.",
)
OTHER_TOOLS = Bilingual(
    "این‌جا اجرا می‌شود، ولی ابزارهای دیگر ممکن است فایل را نپذیرند یا چیز دیگری نشان دهند.",
    "It runs here, but other tools may refuse the file or show something else.",
)
MISREAD = Bilingual(
    "کسی که نمودار را می‌خواند چیزی جز آنچه اجرا می‌شود می‌بیند و خدمت را نادرست می‌فهمد.",
    "Whoever reads the drawing sees something else than what runs, and misunderstands the service.",
)
UNTOLD = Bilingual(
    "متقاضی و کارمند نمی‌خوانند که این گام چیست، و تاریخچه چیزی درباره‌اش نمی‌گوید.",
    "Neither applicant nor staff can read what this step is, and the history tells nothing of it.",
)
UNSEEN = Bilingual(
    "کار در کارتابل کسی که باید نمی‌آید و پروندهٔ متقاضی بی آن که کسی ببیند می‌ماند.",
    "The task isn't in the worklist of those who should do it, and the applicant's case lies unseen.",
)
NO_ANSWER = Bilingual(
    "متقاضی نمی‌داند درخواستش چه شد: پاسخ یا دلیلی به او نمی‌رسد.",
    "The applicant isn't told what became of the request: no answer and no reason arrives.",
)
NO_APPLICATION = Bilingual(
    "متقاضی نمی‌تواند خدمت را درخواست کند.",
    "Nobody can apply for the service.",
)
NOT_FOLLOWED = Bilingual(
    "متقاضی نمی‌بیند کارش تا کجا رفته است و کی پاسخ می‌گیرد.",
    "The applicant can't see how far the request has come, or when the answer is due.",
)
NOT_SHOWN = Bilingual(
    "پرسش یا متن فرم آن‌گونه که نوشته شده به مردم نشان داده نمی‌شود.",
    "People aren't shown the question or text as it is written.",
)
VALUE_LOST = Bilingual(
    "پاسخی که متقاضی داده یا مقداری که به دست آمده از میان می‌رود.",
    "What the applicant answered, or what was worked out, is lost.",
)
EMPTY_TEXT = Bilingual(
    "متقاضی متنی خالی یا با نشانه‌های خام می‌گیرد، یا هیچ متنی نمی‌گیرد.",
    "The applicant gets a text that is empty or shows raw signs, or none at all.",
)
NOT_UNDERSTOOD = Bilingual(
    "کسی که آن زبان را برگزیده است متن را نمی‌فهمد.",
    "Whoever has chosen that language can't read the text.",
)
BURDEN = Bilingual(
    "متقاضی کاری می‌کند یا چیزی می‌آورد که لازم نیست.",
    "The applicant does or brings what isn't needed.",
)
UNPREPARED = Bilingual(
    "متقاضی ناآماده به میز خدمت می‌آید و شاید دست خالی برگردد.",
    "The applicant comes to the front desk unprepared, and may have to come again.",
)
SENT_AWAY = Bilingual(
    "متقاضی جای دیگری می‌رود و پنجرهٔ واحد شکسته می‌شود.",
    "The applicant has to go elsewhere, and the one window is broken.",
)
FORBIDDEN = Bilingual(
    "از مردم مدرکی گرفته می‌شود که گرفتن آن ممنوع است.",
    "People are asked for a document that may not be asked of them.",
)
LATE = Bilingual(
    "مهلت، یادآوری یا پایان انتظار دیر، زود یا هرگز می‌رسد.",
    "A deadline, a reminder or the end of a wait comes too late, too early or never.",
)
NULL_VALUE = Bilingual(
    "مقدار تهی می‌شود: شرط برقرار نمی‌شود، قاعده به کار نمی‌آید و نامه جای خالی دارد.",
    "The value is null: a condition doesn't hold, a rule never matches, a letter has a gap.",
)
WRONG_DECISION = Bilingual(
    "تصمیم برای برخی درخواست‌ها نادرست است، یا پاسخی ندارد و پرونده می‌ایستد.",
    "The decision is wrong for some requests, or has no result and the case stops.",
)
UNKNOWN = Bilingual(
    "کسی نمی‌داند که خدمت در میز مقصد کار می‌کند یا نه.",
    "Nobody knows whether the service works at the desk where it is to run.",
)
CLUTTER = Bilingual(
    "برای متقاضی چیزی عوض نمی‌شود، ولی خدمت سخت‌تر نگه داشته می‌شود.",
    "Nothing changes for the applicant, but the service is harder to keep.",
)
