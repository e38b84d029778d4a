"""The thirteen indicators of the circular as the worksheets title them, and the words for a verdict."""

from enum import StrEnum
from typing import Final

from app.vocabulary import DeskKind, Indicator
from engine import Bilingual


class IndicatorResult(StrEnum):
    """What a measurement says of an indicator."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not-met"
    #: nothing happened in the period that could be measured
    NOT_YET = "not-yet"


VERDICTS: Final = {
    IndicatorResult.MET: Bilingual("محقق", "Met"),
    IndicatorResult.PARTLY: Bilingual("تا حدی محقق", "Partly met"),
    IndicatorResult.NOT_MET: Bilingual("محقق نشده", "Not met"),
    IndicatorResult.NOT_YET: Bilingual("هنوز سنجیده نشده", "Not yet measured"),
}
TITLES: Final = {
    Indicator.SINGLE_WINDOW: Bilingual("پنجرهٔ واحد الکترونیکی", "Single electronic window"),
    Indicator.INTAKE: Bilingual(
        "پذیرش الکترونیکی درخواست و بارگذاری مدارک", "Request and documents submitted electronically"
    ),
    Indicator.RECEIPT: Bilingual("رسید الکترونیکی با زمان صدور پاسخ", "Electronic receipt with the date of the answer"),
    Indicator.TRACKING_CODE: Bilingual(
        "کد رهگیری یکتا در لحظهٔ پذیرش", "Unique tracking code at the moment of acceptance"
    ),
    Indicator.STAGES: Bilingual("رهگیری مراحل گردش کار", "Stages followed electronically"),
    Indicator.ANSWER: Bilingual("ارائهٔ پاسخ الکترونیکی", "Answer delivered electronically"),
    Indicator.INTERACTION: Bilingual("تعامل الکترونیکی در مراحل مختلف", "Electronic interaction at any stage"),
    Indicator.PACKAGE: Bilingual("بستهٔ اطلاع‌رسانی خدمت", "Information package of the service"),
    Indicator.OPINION: Bilingual("دریافت نظر ارباب رجوع", "The citizen’s opinion is taken"),
    Indicator.REPORTS: Bilingual("گزارش‌های تحلیلی، مقایسه‌ای و مدیریتی", "Analytic, comparative and managerial reports"),
    Indicator.FRONT_DESK_ONLY: Bilingual(
        "پذیرش حضوری تنها در میز خدمت، پیشخوان یا پست", "In person only at a service desk, counter or post office"
    ),
    Indicator.NO_INSIDE_UNIT: Bilingual(
        "نفرستادن مراجعه‌کننده به واحد داخلی یا کارشناس", "Nobody is sent to an inside unit or an expert"
    ),
    Indicator.ANNOUNCED: Bilingual(
        "اعلام قبلی زمان، علت و مدارک حضور", "Time, reason and what to bring announced beforehand"
    ),
}
DESK_KINDS: Final = {
    DeskKind.HEADQUARTERS: Bilingual("میز خدمت ستاد", "headquarters desk"),
    DeskKind.OPERATIONAL: Bilingual("میز خدمت واحد عملیاتی", "operational unit’s desk"),
    DeskKind.PISHKHAN: Bilingual("پیشخوان", "Pishkhan counter"),
    DeskKind.POST: Bilingual("دفتر پست", "post office"),
}
HEADINGS: Final = {
    "title": Bilingual("عنوان", "title"),
    "description": Bilingual("شرح", "description"),
    "documents": Bilingual("مدارک", "documents"),
    "fee": Bilingual("هزینه", "fee"),
    "laws": Bilingual("قوانین", "laws"),
    "place": Bilingual("محل و ساعت", "place and hours"),
    "responsible": Bilingual("مسئول و تماس", "responsible and contact"),
    "complaint": Bilingual("راه شکایت", "complaint route"),
    "stages": Bilingual("مراحل", "stages"),
    "forms": Bilingual("فرم‌ها", "forms"),
    "time": Bilingual("مدت", "time"),
}
