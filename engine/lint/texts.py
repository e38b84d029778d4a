"""Letters and notices: can they be read, do they say anything, is what stands in their braces FEEL."""

from collections.abc import Iterator, Mapping

from engine.lint.messages.feel_slips import repair_of
from engine.lint.registry import WARNING, Problem, service_rule
from engine.lint.service import Service
from engine.lint.types.faults import known_in
from engine.lint.types.sources import IN_LETTERS
from engine.lint.types.texts import HOLE, SINGLE, Text, UnreadableTexts, read_texts

#: parts without which a letter is none
_NEEDED = ("title", "body", "signer")
_EMPTY = (
    "خالی است و متقاضی چیزی دریافت نمی‌کند؛ متن آن را به فارسی و انگلیسی بنویسید.",
    "is empty, so that the applicant is told nothing; write it in Persian and English.",
)
_UNSIGNED = (
    "خالی است و نامه امضاکننده‌ای ندارد؛ سمت یا نام او را به فارسی و انگلیسی بنویسید.",
    "is empty, so that the letter names nobody who signs it; write their position or name in Persian and English.",
)
_NO_PERSIAN = (
    "به فارسی نوشته نشده است و خوانندهٔ فارسی جای خالی می‌بیند؛ آن را بنویسید.",
    "has no Persian text, so that its place is empty for whoever reads Persian; write it.",
)


@service_rule("text-unreadable")
def find_unreadable_texts(service: Service) -> Iterator[Problem]:
    """Letters and notices that aren't YAML of plain texts."""
    for file, data in service.texts.items():
        try:
            read_texts(data)
        except UnreadableTexts as error:
            yield Problem(
                None,
                f"این فایل YAML درستی نیست ({error.text.fa})؛ آن را درست کنید.",
                f"This file is no YAML that can be read ({error.text.en}); correct it.",
                file=file,
            )


@service_rule("text-empty")
def find_empty_texts(service: Service) -> Iterator[Problem]:
    """Letters without title, body or signer, notices without words: the applicant would be sent nothing, or what nobody
    signs (I6, I7). What stands in English alone is empty for those who read Persian."""
    for file, texts in _read(service).items():
        written = [text for text in texts if text.text.strip() and text.text not in ("null", "~")]
        said, said_in_persian = ({text.head for text in some} for some in (written, filter(_serves_persian, written)))
        is_letter = file.startswith("letters/")
        wanted = _NEEDED if is_letter else tuple(dict.fromkeys(text.head for text in texts))
        for part in wanted:
            if part not in said:
                yield Problem(None, *(_UNSIGNED if is_letter and part == "signer" else _EMPTY), file=file, place=part)
            elif part not in said_in_persian:
                yield Problem(None, *_NO_PERSIAN, file=file, place=part)


def _serves_persian(text: Text) -> bool:
    return not text.path.endswith(".en")


@service_rule("text-hole")
def find_faulty_holes(service: Service) -> Iterator[Problem]:
    """Double braces that don't close, hold nothing or no FEEL: the reader would see them, or get no letter at all."""
    for file, texts in _read(service).items():
        for text in texts:
            yield from _holes(file, text, {**known_in(service), **IN_LETTERS})


def _holes(file: str, text: Text, known: Mapping[str, object]) -> Iterator[Problem]:
    for hole in HOLE.finditer(text.text):
        told = _fault(hole[0], hole[1])
        if told is not None:
            repair = repair_of(hole[1]) if hole[1].strip() else None
            changes = repair.changes(hole[1].strip()) if repair is not None else ()
            yield Problem(None, *told, file=file, place=text.path, changes=changes)
    rest = HOLE.sub("", text.text)
    if "{{" in rest or "}}" in rest:
        yield Problem(
            None,
            "آکولادهای دوتایی بسته نشده‌اند و خواننده همان‌ها را می‌بیند؛ مانند `{{ نام }}` بنویسید.",
            "has double braces that don't match, which the reader would see; write them as in `{{ name }}`.",
            file=file,
            place=text.path,
        )
    for single in (each for each in SINGLE.finditer(rest) if each[1] in known):
        yield Problem(
            None,
            changes=((single[0], f"{{{{ {single[1]} }}}}"),),
            fa=f"`{single[0]}` همان‌گونه دیده می‌شود. منظورتان `{{{{ {single[1]} }}}}` است؟",
            en=f"`{single[0]}` would be shown as it is. Did you mean `{{{{ {single[1]} }}}}`?",
            severity=WARNING,
            file=file,
            place=text.path,
        )


def _fault(hole: str, text: str) -> tuple[str, str] | None:
    """What is wrong with what stands in double braces, in both languages."""
    shown = " ".join(hole.split())[:60]
    if not text.strip():
        return (
            f"`{shown}` خالی است و متن فرستاده نمی‌شود؛ نام یک متغیر را بنویسید.",
            f"`{shown}` is empty, so that the text can't be sent; write the name of a variable.",
        )
    repair = repair_of(text)
    if repair is None:
        return None
    told = repair.told()
    return (
        f"`{shown}` عبارت FEEL درستی نیست و متن فرستاده نمی‌شود: {told.fa}. آن را درست کنید.",
        f"`{shown}` is not FEEL, so that the text can't be sent: {told.en}. Correct it.",
    )


def _read(service: Service) -> Mapping[str, tuple[Text, ...]]:
    """The texts of each file that can be read."""
    found: dict[str, tuple[Text, ...]] = {}
    for file, data in service.texts.items():
        try:
            found[file] = read_texts(data)
        except UnreadableTexts:
            continue
    return found
