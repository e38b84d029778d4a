"""Why a use case refuses: one class per reason; the docstring is the English message, `fa` the Persian one."""

from collections.abc import Mapping

from app.policy.errors import DeskError
from forms.texts import Bilingual


class CaseworkError(DeskError):
    """This can't be done with the case."""

    code = "casework"
    fa = "این کار برای این پرونده ممکن نیست."


class WorkItemTaken(CaseworkError):
    """A colleague ({name}) is already working on this item."""

    code = "item_taken"
    fa = "همکار شما ({name}) پیش‌تر این کار را برداشته است."


class WorkItemClosed(CaseworkError):
    """This item has already been done; nothing was changed."""

    code = "item_closed"
    fa = "این کار پیش‌تر انجام شده است؛ چیزی تغییر نکرد."


class WorkItemDone(WorkItemClosed):
    """This item has already been done, by {name}; nothing was changed."""

    code = "item_done"
    fa = "این کار را {name} پیش‌تر انجام داده است؛ چیزی تغییر نکرد."


class NotClaimed(CaseworkError):
    """Claim the item first."""

    code = "not_claimed"
    fa = "نخست کار را بردارید."


class NotTheirWork(CaseworkError):
    """{name} may not do this item: choose a colleague who works in its unit and lane."""

    code = "not_their_work"
    fa = "{name} نمی‌تواند این کار را انجام دهد؛ همکاری را انتخاب کنید که در همان واحد و جایگاه کار می‌کند."


class NotRecallable(CaseworkError):
    """The hand-over can't be taken back any more: somebody has gone on with the item."""

    code = "not_recallable"
    fa = "این ارجاع را دیگر نمی‌توان پس گرفت؛ کسی کار را ادامه داده است."


class CaseClosed(CaseworkError):
    """This case has already been answered or closed; nothing was changed."""

    code = "case_closed"
    fa = "این پرونده پیش‌تر پاسخ داده یا بسته شده است؛ چیزی تغییر نکرد."


class ConsentMissing(CaseworkError):
    """The applicant hasn't agreed to this request yet; nothing was sent."""

    code = "consent_missing"
    fa = "متقاضی هنوز این درخواست را تأیید نکرده است؛ چیزی ثبت نشد."


class DraftChanged(CaseworkError):
    """This request was changed elsewhere in the meantime; nothing was saved or sent."""

    code = "draft_changed"
    fa = "این درخواست در این میان جای دیگری تغییر کرده است؛ چیزی ذخیره یا ثبت نشد."


class NothingPromised(CaseworkError):
    """No date was promised for this case, so there is none to put off."""

    code = "nothing_promised"
    fa = "برای این پرونده زمان پاسخی اعلام نشده است که بتوان آن را تمدید کرد."


class NothingToChange(CaseworkError):
    """That changes nothing: it is so already."""

    code = "nothing_to_change"
    fa = "چیزی برای تغییر نیست؛ همین حالا هم چنین است."


class CalendarMoved(CaseworkError):
    """The calendar was changed meanwhile by somebody else; look at it again."""

    code = "calendar_moved"
    fa = "تقویم در این میان به دست کس دیگری تغییر کرد؛ دوباره ببینید."


class QuestionClosed(CaseworkError):
    """This question has already been answered."""

    code = "question_closed"
    fa = "به این پرسش پیش‌تر پاسخ داده شده است."


class QuestionOpen(CaseworkError):
    """An earlier question to the applicant is still open."""

    code = "question_open"
    fa = "پرسش پیشین هنوز بی‌پاسخ است؛ نخست منتظر پاسخ آن بمانید."


class NoSuchLane(CaseworkError):
    """The process has no such lane."""

    code = "no_such_lane"
    fa = "این فرایند چنین جایگاهی ندارد."


class AlreadyGiven(CaseworkError):
    """You have already given your opinion on this case. Thank you."""

    code = "opinion_given"
    fa = "شما پیش‌تر نظر خود را دربارهٔ این پرونده داده‌اید. سپاسگزاریم."


class NotAnswered(CaseworkError):
    """This request has not been answered yet; give your opinion after the answer."""

    code = "not_answered"
    fa = "این درخواست هنوز پاسخ نگرفته است؛ نظر خود را پس از پاسخ بدهید."


class IncidentClosed(CaseworkError):
    """Somebody has already settled this; nothing was changed."""

    code = "incident_closed"
    fa = "پیش‌تر به این رخداد رسیدگی شده است؛ چیزی تغییر نکرد."


class CaseMovedOn(CaseworkError):
    """The case has moved on since you looked at it; look again before you change anything."""

    code = "case_moved_on"
    fa = "پرونده پس از آنکه آن را دیدید پیش رفته است؛ پیش از هر تغییر دوباره نگاه کنید."


class ReasonMissing(CaseworkError):
    """Write why; it is kept in the history of the case."""

    code = "reason_missing"
    fa = "دلیل را بنویسید؛ در تاریخچهٔ پرونده می‌ماند."


class SendsInside(CaseworkError):
    """This text seems to send the applicant inside the house; applicants are received at front desks only."""

    code = "sends_inside"
    fa = "این متن گویا متقاضی را به داخل اداره می‌فرستد؛ متقاضی فقط در میز خدمت پذیرفته می‌شود."


class MessageIdTaken(CaseworkError):
    """Another message was sent under this id before; give each message an id of its own."""

    code = "message_id_taken"
    fa = "پیش‌تر پیام دیگری با همین شناسه فرستاده شده است؛ به هر پیام شناسهٔ خودش را بدهید."


class FormRefused(CaseworkError):
    """Some answers need correction."""

    code = "form_refused"
    fa = "برخی پاسخ‌ها نیاز به اصلاح دارند."

    def __init__(self, errors: Mapping[str, Bilingual] | None = None) -> None:
        super().__init__()
        #: message by field key
        self.errors = dict(errors or {})


class ServiceNotOffered(CaseworkError):
    """This service isn't offered at the moment."""

    code = "service_not_offered"
    fa = "این خدمت در حال حاضر ارائه نمی‌شود."


class NoSuchPlace(CaseworkError):
    """That unit doesn't give this service."""

    code = "no_such_place"
    fa = "این واحد این خدمت را ارائه نمی‌کند."


class NoFreeTime(CaseworkError):
    """That time is no longer free. Choose another one."""

    code = "no_free_time"
    fa = "این زمان دیگر خالی نیست. زمان دیگری برگزینید."


class NotYetTime(CaseworkError):
    """The hour of this appointment has not come yet."""

    code = "not_yet_time"
    fa = "زمان این نوبت هنوز نرسیده است."


class LoginError(DeskError):
    """Logging in failed."""

    code = "login"
    fa = "ورود انجام نشد."


class WrongCode(LoginError):
    """The code isn't right or has expired. Check it, or ask for a new one."""

    code = "wrong_code"
    fa = "کد درست نیست یا اعتبار آن گذشته است. آن را بازبینی کنید یا کد تازه بخواهید."


class WrongMobile(LoginError):
    """This national id is registered with another mobile number. Use that number, or go to a front desk."""

    code = "wrong_mobile"
    fa = "این کد ملی با شمارهٔ همراه دیگری ثبت شده است. همان شماره را وارد کنید یا به میز خدمت بیایید."


class PublishingError(DeskError):
    """The bundle can't be published."""

    code = "publishing"
    fa = "این بسته را نمی‌توان منتشر کرد."


class BundleUnreadable(PublishingError):
    """The bundle can't be read: {what}."""

    code = "bundle_unreadable"
    fa = "بسته خوانده نمی‌شود: {what}."

    def __init__(self, *, what: str, file: str) -> None:
        super().__init__(what=what)
        #: the file of the bundle that can't be read
        self.file = file


class NotNewer(PublishingError):
    """There is no newer version of this service to move cases to."""

    code = "not_newer"
    fa = "این خدمت نسخهٔ تازه‌تری ندارد که پرونده‌ها به آن بروند."


class NothingToMove(PublishingError):
    """No case runs on this version any more."""

    code = "nothing_to_move"
    fa = "دیگر پرونده‌ای روی این نسخه در جریان نیست."


class TransferNotReady(PublishingError):
    """The dry run isn't over yet; wait until every case has been asked."""

    code = "transfer_not_ready"
    fa = "اجرای آزمایشی هنوز تمام نشده است؛ تا پرسیدن از همهٔ پرونده‌ها صبر کنید."


class TrackingFailed(DeskError):
    """No request matches this code and number."""

    code = "tracking_failed"
    fa = "درخواستی با این کد و شماره پیدا نشد."
