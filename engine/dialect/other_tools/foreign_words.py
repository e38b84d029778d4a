"""Words of namespaces that nothing here reads. Those that are known to hold only pictures, texts and figures for other
tools are left alone; of any other namespace one remark tells which elements the file has, one which attributes."""

from collections.abc import Iterator
from itertools import chain

from engine.dialect.adoption import Adoption, owner_of
from engine.dialect.names import BPMN, BPMNDI, MIZ, XSI, local_name
from engine.dialect.xml import Element
from engine.model import Bilingual

#: how the namespaces begin whose words mean nothing for how a process runs
METADATA = (
    # the picture, its colours, translations of labels
    *(BPMNDI, "http://www.omg.org/spec/DD/", "http://www.omg.org/spec/BPMN/non-normative/", "http://bpmn.io/"),
    *(XSI, "http://www.w3.org/"),
    # what a modeler notes of itself
    *("http://camunda.org/schema/modeler/", "http://activiti.com/modeler", "http://flowable.org/modeler"),
    *("http://flowable.org/design", "http://eclipse.org/bpmn2/", "http://org.eclipse.bpmn2/"),
    # repositories and drawing tools: descriptions, figures, colours
    *("http://www.signavio.com", "http://www.bizagi.com/", "http://www.trisotech.com/", "http://trisotech.com/"),
    *("http://www.ids-scheer.com/", "http://www.softwareag.com/", "http://www.aris.com/"),
    *("http://www.sparxsystems.com", "http://www.visual-paradigm.com", "http://www.boc-group.com"),
    *("http://www.itp-commerce.com", "http://bpmn.sourceforge.net"),
    # simulation
    "http://www.bpsim.org/",
)
#: words of one namespace that are told one by one
MOST_WORDS = 5
_FREE_TEXT = frozenset({"documentation", "text", "script"})
REASON = Bilingual(
    "اگر در آن ابزار کاری می‌کنند (کننده کار، فرم، فراخوانی، شرط)، همان را با ویژگی‌های miz بنویسید",
    "if they do something in that tool (who works, a form, a call, a condition), say it by miz: attributes",
)


def name_foreign_words(adoption: Adoption, read: frozenset[str]) -> None:
    """Remark on each namespace of which nothing is known; `read` are those that were read into the dialect."""
    left_alone = {BPMN, MIZ, *read}
    found: dict[tuple[str, bool], dict[str, Element]] = {}
    for owner, name, is_element in _foreign(adoption.root):
        namespace, word = name[1:].split("}") if name.startswith("{") else ("", name)
        if namespace not in left_alone and not (namespace and namespace.startswith(METADATA)):
            words = found.setdefault((namespace, is_element), {})
            if word not in words or (not _may_run(words[word]) and _may_run(owner)):
                words[word] = owner
    for (namespace, _), words in found.items():
        first = next(filter(_may_run, words.values()), next(iter(words.values())))
        shown = ", ".join(list(words)[:MOST_WORDS]) + (" …" if len(words) > MOST_WORDS else "")
        adoption.ignored(first, f"{shown} ({namespace or 'no namespace'})", REASON)


def _foreign(root: Element) -> Iterator[tuple[Element, str, bool]]:
    """Element of BPMN, name, and whether it is an element, of the outermost words of other namespaces. The picture is
    left out, and free text may hold whatever it likes."""
    pending = [root]
    while pending:
        element = pending.pop()
        kind = local_name(element)
        yield from ((element, str(name), False) for name in element.attrib if str(name).startswith("{"))
        for child in () if kind in _FREE_TEXT else reversed(element):
            if not isinstance(child.tag, str):
                continue
            if local_name(child) or child.tag.startswith(f"{{{MIZ}}}"):
                pending.append(child)
            elif not child.tag.startswith(f"{{{BPMNDI}}}"):
                owner = element if kind != "extensionElements" else owner_of(child)
                yield (element if owner is None else owner), child.tag, True


def _may_run(element: Element) -> bool:
    """Whether the element belongs to an executable process, or to none."""
    around = chain((element,), element.iterancestors())
    process = next((one for one in around if local_name(one) == "process"), None)
    return process is None or process.get("isExecutable") == "true"
