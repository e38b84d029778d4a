"""Services of half a language or with a second window, and nearly the same ones without."""

from engine.desk import Desk
from tests.unit.engine.lint.case import Case
from tests.unit.engine.lint.diagrams import form, process, text

LINE = "s>a a>e"
APPLYING = "<startEvent id='s' name='s' miz:form='f'/>\n{}\ne:end"
COMING = (
    "<userTask id='a' name='a' miz:audience='desk'><extensionElements><miz:attendance reason='تحویل' "
    "reasonEn='Handing in' duration='PT15M'><miz:bring name='{}' en='{}'/></miz:attendance></extensionElements>"
    "</userTask>"
)
DEED = {
    "type": "filepicker",
    "key": "deed",
    "label": "تصویر سند مالکیت",
    "properties": {"labelEn": "Picture of the title deed"},
}


def named(persian: str, english: str) -> bytes:
    """A task of that name."""
    return process(f"s:start <userTask id='a' name='{persian}' miz:en='{english}'/>\ne:end", LINE)


def applied(*components: dict[str, object], task: str = "a:task") -> dict[str, bytes]:
    """A service that begins by a form of these components."""
    return {"process.bpmn": process(APPLYING.format(task), LINE), "forms/f.form": form(*components)}


TEXT_CASES: dict[str, Case] = {
    "language-missing": Case(named("بررسی", "بررسی"), named("بررسی", "Check"), publishing=True, desk=Desk()),
    "sent-elsewhere": Case(
        applied(text("sana_code", label="کد پیگیری سامانهٔ ثنا")), applied(text("x", label="موضوع")), publishing=True
    ),
    "attendance-uploaded": Case(
        applied(DEED, task=COMING.format("سند مالکیت", "Title deed")),
        applied(
            DEED,
            task=COMING.format("اصل سند مالکیت (برای تطبیق)", "The original title deed (to compare it)"),
        ),
        publishing=True,
    ),
}
