"""Files of a bundle, letters, notices and decisions that nothing reads."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from engine.dialect import local_name, miz, parse_xml
from engine.dialect.xml import XmlError
from engine.lint.registry import WARNING, Problem, service_rule
from engine.lint.service import Service
from engine.lint.unread.written import Entries, NotReadable, read_yaml

DIAGRAM = "process.bpmn"
#: files that the desk or the gate reads; pictures are for whoever looks at the bundle
_READ = re.compile(
    r"process\.bpmn|package\.yaml|notices\.yaml|letters/.+\.yaml|forms/.+\.form|.+\.dmn|walks/.+\.json|called/.+"
    r"|.+\.(svg|png|jpe?g|gif|webp|md)"
)
#: characters of the name of a file with its folders
LONGEST_PATH = 200
#: parts of a name that lead elsewhere, or nowhere
_BARRED = frozenset({"", ".", ".."})
_SIGNS = re.compile(r"[\\:]")
_PLACES = ("package.yaml", "notices.yaml", "process.bpmn")


@service_rule("file-path")
def refuse_paths(service: Service) -> Iterator[Problem]:
    """Names of files that lead out of the bundle or that no file of it may have, as an upload refuses them."""
    for file in sorted(service.files):
        parts = file.split("/")
        if len(file) > LONGEST_PATH or not file.isprintable() or not _BARRED.isdisjoint(parts) or _SIGNS.search(file):
            shown = "".join(sign if sign.isprintable() else "?" for sign in file[:80])
            yield Problem(
                None,
                f"نام «{shown}» را فایلی از بسته نمی‌تواند داشته باشد: «..»، بخش خالی، وارونه‌خط یا نویسهٔ نادیدنی دارد "
                "یا بلند است. نامی ساده به آن بدهید.",
                f"No file of a bundle can be called “{shown}”: it has “..”, an empty part, a backslash or an invisible "
                "character, or is too long. Give it a plain name.",
                file=file,
            )


@service_rule("file-unused", WARNING, publishing=True)
def find_unused_files(service: Service) -> Iterator[Problem]:
    """Files that lie where nothing reads them, letters that no end sends, notices that no task sends, decision files of
    which no decision is asked."""
    if all(diagram.file != DIAGRAM for diagram in service.diagrams):
        return  # a single file looked at alone, or a diagram that can't be read and may use all of them
    for file in sorted(service.files):
        if not _READ.fullmatch(file) and ".." not in file.split("/"):
            yield _astray(file)
    yield from _letters(service)
    yield from _notices(service)
    yield from _decision_files(service)


def _astray(file: str) -> Problem:
    name = file.rpartition("/")[2]
    near = get_close_matches(file, _PLACES, 1, 0.8)
    if near:
        meant = near[0]
    elif file.endswith(".form"):
        meant = f"forms/{name}"
    elif file.endswith(".yaml"):
        meant = f"letters/{name}"
    else:
        meant = ""
    fa = f"منظورتان «{meant}» است؟" if meant else "آن را بردارید."
    en = f"Did you mean “{meant}”?" if meant else "Remove it."
    return Problem(
        None, f"این فایل را هیچ چیز نمی‌خواند. {fa}", f"This file is read by nothing. {en}", file=file, place=None
    )


def _named(service: Service, attribute: str) -> set[str]:
    """The values of a `miz:` attribute in all diagrams."""
    return {
        (element.get(miz(attribute)) or "").strip() for diagram in service.diagrams for element in diagram.with_dialect
    }


def _letters(service: Service) -> Iterator[Problem]:
    used = _named(service, "letter")
    for file in sorted(service.files):
        is_letter = file.startswith("letters/") and file.endswith(".yaml")
        if is_letter and file.removeprefix("letters/").removesuffix(".yaml") not in used:
            yield Problem(
                None,
                "هیچ پایانی این نامه را نمی‌فرستد (miz:letter)؛ آن را به پایانی بدهید یا بردارید.",
                "No end sends this letter (miz:letter); give it to an end, or remove it.",
                file=file,
            )


def _notices(service: Service) -> Iterator[Problem]:
    used = _named(service, "notice")
    try:
        notices = read_yaml(service.written.get("notices.yaml", b""))
    except NotReadable:
        return
    for name, _ in notices.pairs if isinstance(notices, Entries) else ():
        if name not in used:
            yield Problem(
                None,
                "هیچ کاری این پیام را نمی‌فرستد (miz:notice)؛ آن را به یک sendTask بدهید یا بردارید.",
                "No task sends this notice (miz:notice); give it to a send task, or remove it.",
                file="notices.yaml",
                place=name,
            )


def _decision_files(service: Service) -> Iterator[Problem]:
    asked = _named(service, "decision")
    models = {}
    for file, data in service.decision_files.items():
        try:
            models[file] = parse_xml(data)
        except XmlError:
            continue
    imported = {one.get("namespace") for model in models.values() for one in model.iter("{*}import")}
    for file, model in models.items():
        ids = {one.get("id") for one in model.iter("{*}decision", "{*}decisionService")}
        if not ids & asked and model.get("namespace") not in imported and not local_name(model):
            yield Problem(
                None,
                "هیچ کاری تصمیمی از این فایل نمی‌خواهد (miz:decision)؛ آن را به کار ببرید یا بردارید.",
                "No task asks a decision of this file (miz:decision); use it, or remove it.",
                file=file,
            )
