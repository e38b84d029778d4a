"""What another system may do that shows its token: send the messages named for it, and nothing that people may."""

from uuid import uuid4

import pytest

from app.policy import access
from app.policy.access import Permission
from app.policy.actors import Actor, Seat, Sender
from app.policy.errors import NotPermitted
from app.vocabulary import Role

BANK = Sender("bank", frozenset({"paid"}))


@pytest.mark.parametrize("permission", Permission)
def test_sender_may_send_and_see_what_is_public_and_nothing_else(permission: Permission) -> None:
    assert access.may(BANK, permission) is (permission in (Permission.PUBLIC, Permission.SEND_MESSAGES))


@pytest.mark.parametrize("role", Role)
def test_person_never_sends_messages(role: Role) -> None:
    assert not access.may(Actor(uuid4(), "زهرا کریمی", (Seat(role),)), Permission.SEND_MESSAGES)
    assert not access.may(None, Permission.SEND_MESSAGES)


def test_sender_may_send_the_messages_named_for_it_only() -> None:
    access.require_message(BANK, "paid")
    with pytest.raises(NotPermitted):
        access.require_message(BANK, "born")
