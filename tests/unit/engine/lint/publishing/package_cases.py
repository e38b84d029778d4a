"""Services whose package or notices lack something, and nearly the same ones that are whole."""

from pathlib import Path

from tests.unit.engine.lint.case import Case
from tests.unit.engine.lint.diagrams import process

LINE = "s>a a>e"
PACKAGE = (Path(__file__).parents[5] / "processes/complaint/package.yaml").read_text(encoding="utf-8")
TITLE, NO_ID = "fa: شکایت و اعتراض به پاسخ", "service_id: null"
SENDING = "s:start <sendTask id='a' name='a' miz:notice='told'/>\ne:end"
NOTICE = "told: {fa: '{{ tracking_code }} ثبت شد.', en: '{{ tracking_code }} done.'}\n"


def packed(package: str = PACKAGE, notices: str = NOTICE, nodes: str = SENDING) -> dict[str, bytes]:
    """A service with this package and these notices."""
    files = {"package.yaml": package, "notices.yaml": notices}
    return {"process.bpmn": process(nodes, LINE), **{name: text.encode() for name, text in files.items()}}


PACKAGE_CASES: dict[str, Case] = {
    "package-unreadable": Case(packed("title: ["), packed()),
    "package-heading": Case(packed(PACKAGE.replace("hours:", "x-hours:")), packed(), publishing=True),
    "package-length": Case(packed(PACKAGE.replace(TITLE, f"fa: {'ش' * 301}")), packed()),
    "package-service-id": Case(packed(PACKAGE.replace(NO_ID, "service_id: 12")), packed(PACKAGE)),
    "notice-missing": Case(packed(notices="{}"), packed(), publishing=True),
    "notice-text": Case(packed(notices=NOTICE.replace("{{ tracking_code }} ثبت", "ثبت")), packed()),
    "diagram-length": Case(packed(nodes=SENDING.replace("name='a'", f"name='{'a' * 301}'")), packed(), publishing=True),
}
