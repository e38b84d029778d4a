"""The texts that people read, in diagrams and forms, each with its place; and which languages a text lacks."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.dialect import Element, miz
from engine.dialect.names import GATEWAYS, extensions
from engine.lint.diagram import Diagram
from engine.lint.service import FormFile
from engine.model import Bilingual

_PERSIAN = re.compile(r"[\u0600-\u06ff]")
_LATIN = re.compile(r"[A-Za-z]")
#: a Latin word that is no abbreviation: «PDF», «SMS» and «ISO 9001» are the same in both languages
_LATIN_WORD = re.compile(r"[a-z]{3}")
_TASKS = ("userTask", "manualTask")
#: texts of a component, apart from its options
_PARTS = ("label", "dateLabel", "timeLabel", "description", "text", "content", "alt", "title")
#: what stands around a box, and its English in `properties`
_ADORNERS = (("prefixAdorner", "prefixEn"), ("suffixAdorner", "suffixEn"))
#: FEEL within a text: a value reads in each language as it does there
_HOLE = re.compile(r"\{\{.*?\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text as it is written: what it is of (in both languages), and where it stands."""

    text: Bilingual
    what: Bilingual
    element: Element | None = None
    component: Mapping[str, Any] | None = None


def missing_languages(text: Bilingual, languages: Collection[str]) -> tuple[str, ...]:
    """Those of `languages` (`fa`, `en`) in which a text says nothing. A Persian text in the place of the English one is
    none; a text of signs, digits or an abbreviation serves for both. Where both are empty nothing is missing."""
    fa, en = (_HOLE.sub("0", side).strip() for side in text)  # what is filled in is a word of no language
    if not fa and not en:
        return ()
    has_persian = bool(fa) and (_PERSIAN.search(fa) is not None or _LATIN_WORD.search(fa) is None)
    shown = en or (fa if not _PERSIAN.search(fa) else "")
    has_english = bool(shown) and (_LATIN.search(shown) is not None or _PERSIAN.search(shown) is None)
    found = {"fa": has_persian, "en": has_english}
    return tuple(language for language in ("fa", "en") if language in languages and not found[language])


def diagram_texts(diagram: Diagram) -> Iterator[ReadText]:
    """What applicants and staff read of a diagram: its name, stages, lanes of staff, tasks, attendances, and the names
    of the other steps, which the history of a case shows. Gateways aren't read, nor the applicant's lane."""
    for process in filter(diagram.runs, diagram.of("process")):
        yield ReadText(_pair(process, "name", miz("en")), Bilingual("نام فرایند", "name of the process"), process)
        for stage in extensions(process, "stage"):
            yield ReadText(_pair(stage, "name", "en"), _named("مرحله", "stage", stage.get("id", "")), process)
    for lane in diagram.of("lane"):
        if lane.get(miz("role")) and diagram.runs(lane):
            yield ReadText(_pair(lane, "name", miz("en")), Bilingual("نام خط", "name of the lane"), lane)
    for task in filter(diagram.runs, diagram.of(*_TASKS)):
        yield ReadText(_pair(task, "name", miz("en")), Bilingual("نام کار", "name of the task"), task)
        for attendance in extensions(task, "attendance"):
            reason = Bilingual("دلیل حضور", "reason of the attendance")
            yield ReadText(_pair(attendance, "reason", "reasonEn"), reason, task)
            for item in attendance.iterchildren(miz("bring")):
                yield ReadText(_pair(item, "name", "en"), Bilingual("مدرک همراه", "thing to bring"), task)
    for node in filter(diagram.runs, diagram.nodes):
        if diagram.kind[node] not in GATEWAYS and diagram.kind[node] not in _TASKS:
            yield ReadText(_pair(node, "name", miz("en")), Bilingual("نام گام", "name of the step"), node)


def form_texts(form: FormFile) -> Iterator[ReadText]:
    """What people read of a form: its title, and labels, descriptions, texts and options of its components. What FEEL
    makes of a text is left out."""
    content = form.content or {}
    yield ReadText(_of(content, "title"), Bilingual("عنوان فرم", "title of the form"))
    for component in form.components():
        for part in _PARTS:
            yield ReadText(_of(component, part), _named("متن", "text", part), component=component)
        if component.get("type") == "dynamiclist":
            yield ReadText(_entry_of(component), Bilingual("نام هر مورد", "name of an entry"), component=component)
        for side, english in _ADORNERS:
            yield ReadText(_around(component, side, english), _named("متن", "text", side), component=component)
        values = component.get("values")
        for option in values if isinstance(values, list) else ():
            if isinstance(option, Mapping):
                named = _named("گزینه", "option", str(option.get("value") or ""))
                yield ReadText(_of(option, "label"), named, component=component)


def _entry_of(component: Mapping[str, Any]) -> Bilingual:
    """What one entry of a list is called."""
    properties = component.get("properties")
    inner = properties if isinstance(properties, Mapping) else {}
    return Bilingual(str(inner.get("entry") or ""), str(inner.get("entryEn") or ""))


def plain(text: str) -> str:
    """Persian letters, blanks and marks made alike, so that patterns find words however they were typed."""
    joined = text.replace("\u200c", " ").replace("\u0654", "").replace("ۀ", "ه").replace("ة", "ه")
    return " ".join(joined.replace("ي", "ی").replace("ك", "ک").split())


def _pair(element: Element, persian: str, english: str) -> Bilingual:
    return Bilingual(element.get(persian) or "", element.get(english) or "")


def _of(part: Mapping[str, Any], name: str) -> Bilingual:
    """A text of form-js with its English, which stands beside it (options) or in `properties`."""
    properties = part.get("properties")
    inner = properties.get(f"{name}En") if isinstance(properties, Mapping) else None
    fa, en = part.get(name), part.get(f"{name}En") or inner
    texts = [text if isinstance(text, str) and not text.lstrip().startswith("=") else "" for text in (fa, en)]
    return Bilingual(*texts)


def _around(component: Mapping[str, Any], side: str, english: str) -> Bilingual:
    """What stands before or after the box of a component."""
    found = [component.get(holder) for holder in ("appearance", "properties")]
    appearance, properties = (one if isinstance(one, Mapping) else {} for one in found)
    texts = [text if isinstance(text, str) else "" for text in (appearance.get(side), properties.get(english))]
    return Bilingual(*("" if text.lstrip().startswith("=") else text for text in texts))


def _named(fa: str, en: str, name: str) -> Bilingual:
    return Bilingual(f"{fa} «{name}»", f"{en} “{name}”")
