"""Find requests by what people quote: a tracking code, or a national id."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.data.cases import case_store
from app.data.people import person_store
from app.policy.tracking_codes import parse_tracking_code
from forms.problems import Refusal
from forms.values.digits import normalise_digits
from forms.values.kinds import KINDS

if TYPE_CHECKING:
    from app.data.models import Case


def matching(typed: str) -> Sequence["Case"]:
    """The requests of that code, or of the person of that number, latest first; the caller narrows it to theirs."""
    text = normalise_digits(typed.strip())
    code = parse_tracking_code(text)
    if code is not None:
        case = case_store.find_by_code(code)
        return [case] if case else []
    try:
        person = person_store.find_by_national_id(str(KINDS["national-id"].read(text)))
    except Refusal:
        return []
    return case_store.list_of_applicant(person.id) if person else []
