"""A message that brings more data than a case may have is refused in words, and its case waits as before."""

from datetime import timedelta

import pytest

import engine
from app.data.database.transactions import transaction
from app.data.outbox import mailbox
from app.usecases.messages import outgoing
from app.usecases.messages.outgoing import IncomingMessage
from app.vocabulary import MessageState
from tests.factories import NOW
from tests.integration import small_services
from tests.integration.small_services import START, Place, diagram

WAITS = diagram(
    START + '<receiveTask id="r" name="paid" miz:key="k"/><userTask id="after"/>', "start->r, r->after, after->end"
)


@pytest.mark.parametrize(
    ("held", "brought", "why"),
    [
        (engine.MAX_CASE_DATA - 100, 200, "More data than a case may have"),
        (0, engine.MAX_MESSAGE, "More data than a message may have"),
    ],
)
def test_a_message_that_is_too_much_lapses_and_its_case_waits(place: Place, held: int, brought: int, why: str) -> None:
    with transaction():
        small_services.publish("waits", WAITS, agency_id=place.agency_id)
    case_id = small_services.begin("waits", place.citizen, {"k": "A", "held": "x" * held})
    message = IncomingMessage("bank", "A/1", "paid", "A", {"more": "x" * brought}, timedelta(days=1))

    with transaction():
        row = outgoing.accept_message(message, now=NOW).id
    small_services.drain()

    assert small_services.standing(case_id).active_elements == ["r"]
    assert '"more"' not in small_services.data_of(case_id)
    with transaction():
        kept = mailbox.get_message_for_update(row)
        assert kept.state is MessageState.LAPSED
        assert str(kept.error).startswith(why)
