"""One believable paper of each kind in each language; tests and the benchmark set them."""

from datetime import UTC, date, datetime

from app.data.papers import DeskIntake, Language, Letter, Receipt, Signatory, Worksheet, WorksheetRow
from app.vocabulary import CaseResult, Indicator

TRACKING_CODE = "MZ-7K3Q-9TXA-4"
TRACKING_URL = "https://miz.example.ir/track/MZ-7K3Q-9TXA-4"
VERIFICATION_URL = "https://miz.example.ir/verify/V8RT-2MPX-61QD"
ACCEPTED_AT = datetime(2026, 5, 2, 6, 50, tzinfo=UTC)
PROMISED_AT = datetime(2026, 5, 16, 10, 30, tzinfo=UTC)


def receipt(language: Language) -> Receipt:
    """A building permit taken in at a front desk."""
    return _receipt_fa() if language == "fa" else _receipt_en()


def _receipt_fa() -> Receipt:
    return Receipt(
        agency="شهرداری اصفهان",
        service_title="صدور پروانهٔ ساختمانی",
        applicant="مریم کاظمی‌نژاد",
        national_id="1270456789",
        tracking_code=TRACKING_CODE,
        accepted_at=ACCEPTED_AT,
        promised_at=PROMISED_AT,
        clock="۱۰ روز کاری از زمان پذیرش؛ روزهایی که منتظر پاسخ شما هستیم شمرده نمی‌شود.",
        tracking_url=TRACKING_URL,
        intake=DeskIntake(front_desk="میز خدمت شهرداری منطقهٔ 5 اصفهان", operator="علی رضایی"),
        documents=("سند مالکیت ملک (۲ صفحه)", "نقشهٔ معماری، پروندهٔ plan-A3.pdf", "فرم تعهد مهندس ناظر"),
        next_steps=(
            "کارشناس فنی و کارشناس مالی هم‌زمان پرونده را بررسی می‌کنند.",
            "اگر مدرکی کم باشد، همین‌جا و با پیامک به شمارهٔ 0912***4567 از شما می‌خواهیم.",
            "پاسخ به‌صورت نامهٔ الکترونیکی در صفحهٔ پیگیری آماده می‌شود؛ مراجعهٔ حضوری لازم نیست.",
        ),
        contact="ادارهٔ شهرسازی، تلفن 031-32214567، روزهای شنبه تا چهارشنبه ساعت 8:00 تا 14:00",
        complaint="در صفحهٔ پیگیری گزینهٔ «شکایت و اعتراض» را برگزینید، یا با سامانهٔ 111 تماس بگیرید.",
    )


def _receipt_en() -> Receipt:
    return Receipt(
        agency="Municipality of Isfahan",
        service_title="Building permit",
        applicant="Maryam Kazeminejad",
        national_id="1270456789",
        tracking_code=TRACKING_CODE,
        accepted_at=ACCEPTED_AT,
        promised_at=PROMISED_AT,
        clock="10 working days from acceptance; days on which we wait for your reply are not counted.",
        tracking_url=TRACKING_URL,
        intake=DeskIntake(front_desk="Service desk of Isfahan municipality, district 5", operator="Ali Rezaei"),
        documents=(
            "Title deed (2 pages)",
            "Architectural plan, file plan-A3.pdf",
            "Engineer’s commitment",
        ),
        next_steps=(
            "A technical and a financial expert review your file at the same time.",
            "If a document is missing, we ask for it here and by SMS to 0912***4567.",
            "The answer is a letter on your tracking page; you need not come in person.",
        ),
        contact="Department of urban planning, telephone 031-32214567, Saturday to Wednesday, 8:00 to 14:00",
        complaint="Choose “Complain or object” on the tracking page, or call 111.",
    )


def letter(language: Language) -> Letter:
    """The permit itself."""
    persian = language == "fa"
    return Letter(
        agency="شهرداری اصفهان" if persian else "Municipality of Isfahan",
        number="1405/5/20871",
        date=date(2026, 5, 13),
        addressee="سرکار خانم مریم کاظمی‌نژاد" if persian else "Ms Maryam Kazeminejad",
        title="پروانهٔ ساختمانی پلاک ثبتی 4512/83" if persian else "Building permit, registered plot 4512/83",
        paragraphs=_PERSIAN_BODY if persian else _ENGLISH_BODY,
        outcome=CaseResult.GRANTED,
        signatory=Signatory(name="مهندس حسین صادقی", position="مدیر شهرسازی منطقهٔ ۵")
        if persian
        else Signatory(name="Hossein Sadeghi", position="Head of urban planning, district 5"),
        case_code=TRACKING_CODE,
        verification_code="V8RT-2MPX-61QD",
        verification_url=VERIFICATION_URL,
    )


_PERSIAN_BODY = (
    "با سلام و احترام",
    (
        "بازگشت به درخواست شما به کد رهگیری MZ-7K3Q-9TXA-4 مورخ 1405/02/12، به آگاهی می‌رساند بررسی فنی و مالی پروندهٔ "
        "ملک واقع در اصفهان، خیابان چهارباغ بالا، کد پستی 8163847561 انجام شد و ساخت بنای مسکونی در 4 طبقه با زیربنای "
        "620.5 متر مربع بلامانع است."
    ),
    (
        "عوارض به مبلغ 1,284,000,000 ریال با شناسهٔ پرداخت 900128476 در تاریخ 1405/02/20 پرداخت شده است. این پروانه "
        "از تاریخ صدور به مدت 24 ماه اعتبار دارد و آغاز عملیات ساختمانی باید دست‌کم 7 روز پیش‌تر اعلام شود."
    ),
    "در صورت اعتراض به این پاسخ، می‌توانید تا 20 روز کاری از صفحهٔ پیگیری همین درخواست اعتراض خود را ثبت کنید.",
)
_ENGLISH_BODY = (
    (
        "Further to your request MZ-7K3Q-9TXA-4 of 2 May 2026, the technical and financial review of the property at "
        "Chaharbagh-e Bala Street, Isfahan, postal code 8163847561, is complete. You may build a house of "
        "4 storeys with a floor area of 620.5 square metres."
    ),
    (
        "The fee of 1,284,000,000 rials was paid on 10 May 2026 with payment id 900128476. This permit is valid for "
        "24 months from its date; announce the start of construction at least 7 days before it."
    ),
    "If you object to this answer, you can do so within 20 working days on the tracking page of your request.",
)


def worksheet(language: Language) -> Worksheet:
    """All thirteen rows of the circular, for one spring."""
    persian = language == "fa"
    rows = _PERSIAN_ROWS if persian else _ENGLISH_ROWS
    return Worksheet(
        agency="شهرداری اصفهان" if persian else "Municipality of Isfahan",
        service_title="صدور پروانهٔ ساختمانی" if persian else "Building permit",
        service_id="10051234567",
        period="بهار 1405" if persian else "Spring 1405 (21 March to 21 June 2026)",
        prepared_at=datetime(2026, 6, 23, 7, 5, tzinfo=UTC),
        rows=tuple(
            WorksheetRow(indicator=indicator.value, title=title, value=value, evidence=evidence, remark=remark)
            for indicator, (title, value, evidence, remark) in zip(Indicator, rows, strict=True)
        ),
    )


_PERSIAN_ROWS = (
    ("پنجرهٔ واحد الکترونیکی", "دارد", "از 318 درخواست، 318 مورد از همین درگاه و میزهای آن پذیرفته شد.", ""),
    ("پذیرش درخواست و بارگذاری مدارک", "312 از 318", "6 درخواست در میز خدمت ثبت شد؛ همهٔ مدارک الکترونیکی است.", ""),
    ("رسید الکترونیکی و زمان صدور پاسخ", "100%", "برای هر 318 درخواست رسید با تاریخ پاسخ صادر شد.", ""),
    ("کد رهگیری منحصر به فرد", "100%", "کد در همان تراکنش پذیرش داده می‌شود.", ""),
    (
        "رهگیری مراحل گردش کار",
        "5 مرحله",
        "مراحل از نمودار فرایند نسخهٔ 3 برگرفته شده است.",
        "بازدید از تیر 1405 جدا شد.",
    ),
    ("ارائهٔ پاسخ الکترونیکی", "97%", "از 290 پاسخ، 281 نامه در صفحهٔ پیگیری باز شد.", ""),
    ("تعامل الکترونیکی در مراحل مختلف", "74 پرسش", "میانهٔ زمان پاسخ متقاضی 9 ساعت و 20 دقیقه است.", ""),
    ("بستهٔ اطلاع‌رسانی خدمت", "8 از 8 عنوان", "همهٔ عنوان‌های بسته پر است.", ""),
    ("دریافت نظر ارباب رجوع", "4.3 از 5", "121 نظر در دوره ثبت شد.", ""),
    ("گزارش‌های مدیریتی", "دارد", "میانگین زمان پاسخ 7.8 روز کاری است.", ""),
    ("پذیرش فقط در میز خدمت", "رعایت شده", "19 حضور، همه در میز خدمت منطقهٔ 5 و دفتر پیشخوان 72-14-1032.", ""),
    ("ارجاع‌ندادن به واحدهای داخلی", "رعایت شده", "در این خدمت هیچ مرحله‌ای به واحد داخلی راه نمی‌برد.", ""),
    ("اعلام زمان، دلیل و مدارک حضور", "19 از 19", "برای هر حضور دست‌کم 2 روز کاری پیش از آن پیامک فرستاده شد.", ""),
)
_ENGLISH_ROWS = (
    ("One electronic window", "Yes", "All 318 requests came through this portal and its front desks.", ""),
    ("Request and documents submitted electronically", "312 of 318", "6 requests were taken in at a front desk.", ""),
    ("Receipt with the time of the answer", "100%", "Each of 318 requests has a receipt with a promised date.", ""),
    ("Unique tracking code", "100%", "The code is given in the transaction of acceptance.", ""),
    (
        "Stages can be followed",
        "5 stages",
        "Derived from version 3 of the process diagram.",
        "Site visit is new.",
    ),
    ("Electronic answer", "97%", "281 of 290 letters were opened on the tracking page.", ""),
    ("Electronic interaction", "74 questions", "Applicants replied after a median of 9 hours 20 minutes.", ""),
    ("Information package", "8 of 8 headings", "All headings of the package are filled.", ""),
    ("Opinion of the citizen", "4.3 of 5", "121 opinions in the period.", ""),
    ("Management reports", "Yes", "Mean time to answer is 7.8 working days.", ""),
    ("Received at front desks only", "Kept", "19 attendances, all at front desks.", ""),
    ("Nobody sent to an inside unit", "Kept", "No step of this service leads to an inside unit.", ""),
    ("Attendance announced beforehand", "19 of 19", "An SMS went out at least 2 working days before each.", ""),
)
