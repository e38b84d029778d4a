"""The `drools:` extensions of jBPM and Kogito (also written `tns:`), read into the dialect. Work items, rules and calls
that don't wait are refused; scripts on entry and exit and settings are named."""

from collections.abc import Callable, Mapping

from engine.dialect.adoption import Adoption, owner_of
from engine.dialect.juel import juel_to_feel
from engine.dialect.names import BPMN, bpmn, text_of
from engine.dialect.other_tools.extension_words import name_inner_words
from engine.dialect.xml import Element
from engine.model import Bilingual

DROOLS = "http://www.jboss.org/drools"
_PREFIX = f"{{{DROOLS}}}"
#: attributes of which nothing hangs: names in Java, the look, and copies of what BPMN says beside
SILENT = frozenset(
    """packageName version dtype selectable docs displayName icon bgcolor bordercolor fontcolor fontsize
    msgref sigref erefname esccode activityref boundaryca scriptFormat ruleLanguage""".split()  # noqa: SIM905
)
#: entries of `metaData` of which nothing hangs; names with a dot are of the picture
SILENT_DATA = frozenset({"elementname", "customDescription", "customTags", "customAsync", "riskLevel"})

_WORK_ITEM = Bilingual(
    'کار سرویس (serviceTask) با miz:connector="…" بکشید', 'draw a service task with miz:connector="…"'
)
_RULES = Bilingual(
    "قاعده‌ها را در جدول DMN بنویسید و miz:decision بگذارید", "write the rules as DMN and set miz:decision"
)
_NOT_WAITING = Bilingual(
    "این‌جا هر فراخوان منتظر پایان می‌ماند؛ شاخه‌ای موازی بکشید",
    "here each call waits for its end; draw a parallel branch",
)
_AD_HOC = Bilingual("کارها را درون یک adHocSubProcess بکشید", "draw the work inside an ad-hoc sub-process")
_SCRIPT = Bilingual("کار اسکریپت پیش یا پس از آن بکشید", "draw a script task before or behind it")
_GLOBAL = Bilingual("داده را در متغیر پرونده بگذارید", "keep it in a variable of the case")
_SLA = Bilingual("مهلت را در miz:due بنویسید", "write the deadline as miz:due")

#: attribute → the values that are so here anyway, and the reason why others are refused
REFUSED: Mapping[str, tuple[frozenset[str], Bilingual]] = {
    "taskName": (frozenset({"", "Human Task"}), _WORK_ITEM),
    "ruleFlowGroup": (frozenset({""}), _RULES),
    "waitForCompletion": (frozenset({"", "true"}), _NOT_WAITING),
    "adHoc": (frozenset({"", "false"}), _AD_HOC),
}
#: attribute → the values that need no word
NAMED: Mapping[str, frozenset[str]] = {"independent": frozenset({"", "true"})}


def adopt_jbpm(adoption: Adoption) -> None:
    """Read everything of this namespace, and the assignments of its modelers: fixed texts, and variables as `#{…}`."""
    for value in adoption.root.iter(bpmn("from")):
        text = (value.text or "").strip()
        feel = juel_to_feel(text) if text else None
        if feel is not None:
            value.text = feel
            value.attrib.pop("language", "")
    for element in adoption.root.iter(f"{{{BPMN}}}*"):
        for key, written in element.attrib.items():
            if str(key).startswith(_PREFIX):
                _attribute(adoption, element, str(key).removeprefix(_PREFIX), str(written).strip())
    for extension in adoption.root.iter(f"{_PREFIX}*"):
        parent, owner = extension.getparent(), owner_of(extension)
        if owner is not None and parent is not None and not parent.tag.startswith(_PREFIX):
            read = READERS.get(extension.tag.removeprefix(_PREFIX), _unknown)
            read(adoption, owner, extension)
    name_inner_words(adoption, DROOLS, "drools")


def _attribute(adoption: Adoption, element: Element, name: str, value: str) -> None:
    if name in REFUSED:
        anyway, reason = REFUSED[name]
        if value not in anyway:
            adoption.changed(element, f"drools:{name}", reason)
    elif name not in SILENT and value not in NAMED.get(name, ()):
        adoption.ignored(element, f"drools:{name}")


def _script(adoption: Adoption, owner: Element, extension: Element) -> None:
    if text_of(extension):
        adoption.ignored(owner, f"drools:{extension.tag.removeprefix(_PREFIX)}", _SCRIPT)


def _meta_data(adoption: Adoption, owner: Element, extension: Element) -> None:
    name = extension.get("name") or ""
    if name not in SILENT_DATA and "." not in name and text_of(extension) not in ("", "false"):
        adoption.ignored(owner, f"drools:metaData {name}", _SLA if name == "customSLADueDate" else None)


def _global(adoption: Adoption, owner: Element, extension: Element) -> None:
    adoption.ignored(owner, f"drools:global {extension.get('identifier') or ''}".strip(), _GLOBAL)


def _nothing(adoption: Adoption, owner: Element, extension: Element) -> None:
    """Classes of Java that its scripts use."""


def _unknown(adoption: Adoption, owner: Element, extension: Element) -> None:
    adoption.ignored(owner, f"drools:{extension.tag.removeprefix(_PREFIX)}")


#: what reads each element
READERS: Mapping[str, Callable[[Adoption, Element, Element], None]] = {
    "metaData": _meta_data,
    "import": _nothing,
    "global": _global,
    "onEntry-script": _script,
    "onExit-script": _script,
}
