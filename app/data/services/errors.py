"""Why a service or a bundle isn't stored."""

from app.data.errors import DataError
from forms.values.digits import persian_digits


class ServiceIdTaken(DataError):
    """Somebody else has just published a service with the id “{id}”. Look at it before you go on."""

    code = "service_id_taken"
    fa = "همین حالا خدمتی با شناسهٔ «{id}» منتشر شد. پیش از ادامه آن را ببینید."


class BadBundle(DataError):
    """The bundle can't be taken: {reason}."""

    code = "bad_bundle"
    fa = "بسته پذیرفته نشد: {reason}."


class NotAZip(BadBundle):
    """This file is no zip, or is damaged. Pack the files of the service in a zip and choose it again."""

    code = "bundle_not_zip"
    fa = "این فایل zip نیست یا خراب است. فایل‌های خدمت را در یک فایل zip بسته‌بندی و دوباره انتخاب کنید."


class ZipLocked(BadBundle):
    """The zip has a password. Pack it without one."""

    code = "bundle_locked"
    fa = "فایل zip رمز دارد. آن را بی‌رمز بسته‌بندی کنید."


class BundleTooLarge(BadBundle):
    """“{path}” is too large: a bundle holds at most {bundle} MB unpacked, one file in it at most {file} MB."""

    code = "bundle_too_large"
    fa = "«{path}» بیش از اندازه بزرگ است: بستهٔ بازشده تا {bundle_fa} مگابایت و هر فایل درون آن تا {file_fa} مگابایت."

    def __init__(self, path: str, *, bundle: int, file: int) -> None:
        fa = {"bundle_fa": persian_digits(str(bundle)), "file_fa": persian_digits(str(file))}
        super().__init__(path=path, bundle=bundle, file=file, **fa)


class TooManyFiles(BadBundle):
    """The zip holds more than {limit} files. Pack the files of one service only."""

    code = "bundle_too_many"
    fa = "در فایل zip بیش از {most_fa} فایل هست. تنها فایل‌های یک خدمت را بسته‌بندی کنید."


class UnsafeName(BadBundle):
    """The name “{path}” leads out of the bundle, or stands in it twice. Pack the folder of the service anew."""

    code = "bundle_unsafe_name"
    fa = "نام «{path}» به بیرون از بسته می‌رود یا دو بار آمده است. پوشهٔ خدمت را از نو بسته‌بندی کنید."


class PictureRefused(BadBundle):
    """The picture “{path}” can't be taken: {why}"""

    code = "bundle_picture"
    fa = "تصویر «{path}» پذیرفته نشد: {why_fa}"


class NotUtf8(BadBundle):
    """“{path}” isn't text in UTF-8. Save it in UTF-8 and pack it again."""

    code = "bundle_encoding"
    fa = "متن «{path}» با کدگذاری UTF-8 نیست. آن را با UTF-8 ذخیره و دوباره بسته‌بندی کنید."


class NoDiagram(BadBundle):
    """The zip has no process.bpmn. It belongs at the top, or in one folder."""

    code = "bundle_no_diagram"
    fa = "در فایل zip فایل process.bpmn نیست. جای آن در بالای بسته یا درون یک پوشه است."


class OtherDiagram(BadBundle):
    """The zip has “{en}”, but no process.bpmn. Call the service's own diagram process.bpmn, or pack only that one."""

    code = "bundle_other_diagram"
    fa = (
        "در فایل zip نمودارهای «{fa}» هست ولی process.bpmn نیست. نام نمودار خود خدمت را process.bpmn بگذارید، یا تنها "
        "همان را بسته‌بندی کنید."
    )


class SeveralDiagrams(BadBundle):
    """The zip has more than one process.bpmn. Pack the files of one service only."""

    code = "bundle_several_diagrams"
    fa = "در فایل zip بیش از یک process.bpmn هست. تنها فایل‌های یک خدمت را بسته‌بندی کنید."
