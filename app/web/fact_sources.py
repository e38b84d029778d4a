"""Where a fact of a person comes from, in the words that stand below it."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from app.policy.days import ZONE
from app.usecases.identity.assurance import SMS_CODE
from app.usecases.identity.facts import RECORD, Fact, facts_of
from app.vocabulary import FactSource
from forms import Bilingual, Form
from forms.values.dates import date_words

if TYPE_CHECKING:
    from app.data.models import Person

WHERE: Final = {
    FactSource.REGISTRY.value: Bilingual("از ثبت احوال", "From the civil registry"),
    RECORD: Bilingual("ثبت‌شده در میز خدمت", "On record at the desk"),
    SMS_CODE: Bilingual("تأییدشده با کد پیامکی", "Confirmed by a code sent to it"),
}
MESSAGES_GO_HERE: Final = Bilingual("پیامک‌ها به همین شماره فرستاده می‌شود", "messages are sent to this number")


def sources_of(form: Form, keys: Collection[str], person: "Person") -> dict[str, Bilingual]:
    """What to say of the facts that these questions show, by key."""
    facts = facts_of(person)
    return {f.key: _words(f.profile or "", facts[f.profile or ""]) for f in form.asked if f.key in keys}


def _words(name: str, fact: Fact) -> Bilingual:
    where = WHERE[fact.source]
    day = [date_words(fact.at.astimezone(ZONE).date(), language) for language in ("fa", "en")]
    if name == "mobile":
        return Bilingual(
            f"{where.fa}، {day[0]}؛ {MESSAGES_GO_HERE.fa}.", f"{where.en}, {day[1]}; {MESSAGES_GO_HERE.en}."
        )
    return Bilingual(f"{where.fa}، {day[0]}.", f"{where.en}, {day[1]}.")
