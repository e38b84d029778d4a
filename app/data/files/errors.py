"""Why a file isn't stored, read or written: one class per reason, the docstring is the English message."""

from app.data.errors import DataError, NotFound


class FileNotStored(NotFound):
    """There is no such file in the store."""

    code = "file_not_stored"
    fa = "چنین فایلی در بایگانی نیست."


class FileDamaged(DataError):
    """A stored file is no longer what was stored."""

    code = "file_damaged"
    fa = "فایل بایگانی‌شده دیگر همان نیست که ذخیره شد."


class FileTooLong(DataError):
    """The file is larger than {limit} bytes."""

    code = "file_too_long"
    fa = "فایل از {limit} بایت بزرگ‌تر است."


class StoreFull(DataError):
    """There is no room left for files. Try again later; the administrators have been told."""

    code = "store_full"
    fa = "جایی برای نگهداری فایل نمانده است. کمی بعد دوباره تلاش کنید؛ به راهبران سامانه خبر داده شد."


class UploadRefused(DataError):
    """This file can't be taken."""

    code = "upload"
    fa = "این فایل پذیرفته نشد."


class EmptyUpload(UploadRefused):
    """“{name}” is empty. Choose the file again."""

    code = "upload_empty"
    fa = "فایل «{name}» خالی است. فایل را دوباره انتخاب کنید."


class UploadTooLarge(UploadRefused):
    """“{name}” is larger than {limit} MB. Upload a smaller file, such as a photo of lower quality."""

    code = "upload_size"
    fa = "فایل «{name}» از {limit_fa} مگابایت بزرگ‌تر است. فایل کوچک‌تری بارگذاری کنید؛ مثلاً عکسی با کیفیت کمتر."


class UploadTypeRefused(UploadRefused):
    """“{name}” is not of a type that is accepted. Upload one of: {types_en}."""

    code = "upload_type"
    fa = "نوع فایل «{name}» پذیرفته نیست. یکی از این نوع‌ها را بارگذاری کنید: {types_fa}."


class UploadDamaged(UploadRefused):
    """“{name}” can't be opened; it is damaged or incomplete. Make the file anew and upload it again."""

    code = "upload_damaged"
    fa = "فایل «{name}» باز نمی‌شود؛ خراب یا ناقص است. فایل را از نو بسازید و دوباره بارگذاری کنید."


class UploadLocked(UploadRefused):
    """“{name}” has a password. Remove the password and upload it again."""

    code = "upload_password"
    fa = "فایل «{name}» رمز دارد. رمز آن را بردارید و دوباره بارگذاری کنید."


class UploadActive(UploadRefused):
    """“{name}” holds a program that starts by itself. Print the document to a new PDF and upload that."""

    code = "upload_active"
    fa = "فایل «{name}» برنامه‌ای دارد که خودبه‌خود اجرا می‌شود. سند را به یک PDF تازه چاپ کنید و آن را بارگذاری کنید."


class UploadTooManyPixels(UploadRefused):
    """The picture “{name}” has too many pixels. Upload it in a smaller size."""

    code = "upload_pixels"
    fa = "ابعاد عکس «{name}» بیش از اندازه بزرگ است. آن را با اندازهٔ کوچک‌تری بارگذاری کنید."


class UploadTooLong(UploadRefused):
    """“{name}” has too many pages or parts. Upload it in several files."""

    code = "upload_pages"
    fa = "فایل «{name}» صفحه‌ها یا بخش‌های بسیار زیادی دارد. آن را در چند فایل بارگذاری کنید."


class ExportError(Exception):
    """The table could not be exported."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class TooManyRows(ExportError):
    """A worksheet can't hold so many rows; a CSV file can."""


class TableRefused(DataError):
    """This table can't be read."""

    code = "table"
    fa = "این جدول خوانده نمی‌شود."


class TableUnreadable(TableRefused):
    """This file is no table: save it as XLSX, or as CSV in UTF-8, and upload it again."""

    code = "table_unreadable"
    fa = "این فایل جدول نیست؛ آن را به شکل XLSX یا CSV (با UTF-8) ذخیره و دوباره بارگذاری کنید."


class TableOutdated(TableRefused):
    """This workbook is locked or of an old kind (XLS): save it as XLSX without a password."""

    code = "table_outdated"
    fa = "این کارپوشه رمز دارد یا از نوع قدیمی (XLS) است؛ آن را بدون رمز به شکل XLSX ذخیره کنید."


class TableTooLarge(TableRefused):
    """This table is too large; it may have {rows} rows, {columns} columns and {megabytes} MB. Divide it."""

    code = "table_too_large"
    fa = "این جدول بزرگ‌تر از اندازه است؛ حداکثر {rows} ردیف، {columns} ستون و {megabytes} مگابایت. آن را بخش کنید."
