"""Why a bundle isn't taken in, published or taken back."""

import engine
from app.usecases.errors import PublishingError


class BadServiceId(PublishingError):
    """A service id has small Latin letters, digits and single hyphens, begins with a letter: library-card."""

    code = "bad_service_id"
    fa = "شناسهٔ خدمت از حروف کوچک لاتین، رقم و خط تیرهٔ تکی ساخته می‌شود و با حرف آغاز می‌شود؛ مانند library-card."


class NoSuchService(PublishingError):
    """There is no service of this id among those of your agency."""

    code = "no_such_service"
    fa = "در میان خدمت‌های دستگاه شما خدمتی با این شناسه نیست."


class ServiceIdInUse(PublishingError):
    """A service of this id is there already. Choose it from the list, or take another id."""

    code = "service_id_in_use"
    fa = "خدمتی با این شناسه هست. آن را از فهرست برگزینید یا شناسهٔ دیگری بنویسید."


class BundleOfOthers(PublishingError):
    """The bundle belongs to {en}, for which you are not an analyst; package.yaml says so under “agency”."""

    code = "bundle_of_others"
    fa = "این بسته از آن {fa} است و شما تحلیلگر آن دستگاه نیستید؛ package.yaml زیر agency چنین می‌گوید."


class NothingChanged(PublishingError):
    """This bundle is the same as the current version; there is nothing to publish."""

    code = "nothing_changed"
    fa = "این بسته با نسخهٔ جاری یکی است؛ چیزی برای انتشار نیست."


class VersionMoved(PublishingError):
    """A colleague has published another version in the meantime. Compare with it, then publish again."""

    code = "version_moved"
    fa = "در این میان همکار شما نسخهٔ دیگری منتشر کرده است. با آن مقایسه و سپس دوباره منتشر کنید."


class GateRefused(PublishingError):
    """The gate found errors; repair them and upload the bundle again."""

    code = "gate_refused"
    fa = "بازبینی خطا یافت؛ آن‌ها را برطرف و بسته را دوباره بارگذاری کنید."

    def __init__(self, findings: tuple[engine.Finding, ...] = ()) -> None:
        super().__init__()
        self.findings = findings


class OtherAgency(PublishingError):
    """This service belongs to the agency “{agency}”; package.yaml names another one."""

    code = "other_agency"
    fa = "این خدمت از آن دستگاه «{agency}» است، ولی package.yaml دستگاه دیگری را نام می‌برد."


class NotNewer(PublishingError):
    """There is no newer version of this service to move cases to."""

    code = "not_newer"
    fa = "این خدمت نسخهٔ تازه‌تری ندارد که پرونده‌ها به آن بروند."


class NothingToMove(PublishingError):
    """No case runs on this version any more."""

    code = "nothing_to_move"
    fa = "دیگر پرونده‌ای روی این نسخه در جریان نیست."


class MigrationNotReady(PublishingError):
    """The dry run isn't over yet; wait until every case has been asked."""

    code = "migration_not_ready"
    fa = "اجرای آزمایشی هنوز تمام نشده است؛ تا پرسیدن از همهٔ پرونده‌ها صبر کنید."
