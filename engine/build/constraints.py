"""What BPMN knows and the engine doesn't execute: refused, never ignored in silence."""

from collections.abc import Collection, Iterable

from engine.dialect import Element, Loss, Remark, local_name
from engine.dialect.names import SUB_PROCESSES, attached_to, children
from engine.errors import DefinitionError
from engine.model import Bilingual


def quantity(element: Element, attribute: str) -> int:
    """How many tokens `startQuantity` or `completionQuantity` asks for. Raises `DefinitionError`."""
    text, id_ = element.get(attribute, "1").strip(), element.get("id")
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= MAX_QUANTITY):
        raise DefinitionError(
            Bilingual(
                f"«{id_}»: `{attribute}` («{text}») عددی از ۱ تا {MAX_QUANTITY} نیست",
                f"{id_}: {attribute} “{text}” is not a number from 1 to {MAX_QUANTITY}",
            ),
            element=id_,
        )
    return int(text)


#: tokens that one activity may take or give at a time
MAX_QUANTITY = 1_000


def transaction_around(scope: Element | None) -> Element | None:
    """The transaction that a sub-process is, or lies in; None where there is none."""
    while scope is not None and local_name(scope) in SUB_PROCESSES - {"transaction"}:
        scope = scope.getparent()
    return scope if scope is not None and local_name(scope) == "transaction" else None


def refuse_stray_cancel(scope: Element, members: dict[str, Element]) -> None:
    """Cancel events belong to transactions: to an end inside of one, or to its boundary (BPMN 2.0, 10.5.6). Raises
    `DefinitionError`."""
    for id_, element in members.items():
        if next(children(element, "cancelEventDefinition"), None) is None:
            continue
        boundary = local_name(element) == "boundaryEvent"
        around = members.get(attached_to(element)) if boundary else transaction_around(scope)
        if around is None or local_name(around) != "transaction":
            raise DefinitionError(f"{id_}: a cancel event belongs to a transaction", element=id_)


def refuse_changed(remarks: Iterable[Remark], processes: Collection[str]) -> None:
    """What another modeler wrote, and without which these processes would act otherwise than drawn, where they are
    executable. Raises `DefinitionError`."""
    for remark in remarks:
        around = list(remark.element.iterancestors())
        process = next((one for one in around if local_name(one) == "process"), None)
        own = process is None or (process.get("isExecutable") == "true" and process.get("id") in processes)
        if remark.loss is Loss.CHANGED and own:
            id_ = next((id_ for one in (remark.element, *around) if (id_ := one.get("id"))), None)
            fa, en = ("", "") if remark.reason is None else (f": {remark.reason.fa}", f": {remark.reason.en}")
            raise DefinitionError(
                Bilingual(f"«{id_}»: «{remark.word}» اجرا نمی‌شود{fa}", f"{id_}: “{remark.word}” isn't executed{en}"),
                element=id_,
            )
