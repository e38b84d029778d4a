"""What arrives on telephones: messages with their codes, as the development outbox shows them."""

import re

from app.data.database.session import db
from app.policy.one_time_codes import CODE_DIGITS, CodeUse
from app.usecases.notices import code_messages
from app.usecases.notices.code_messages import SentMessage

CODE = re.compile(rf"(?<!\d)\d{{{CODE_DIGITS}}}(?!\d)")


def messages(use: CodeUse) -> list[SentMessage]:
    """The messages with codes of this use, the latest first."""
    db.session.rollback()
    found = [message for message in code_messages.latest() if message.template == use]
    db.session.remove()
    return found


def code_in(message: SentMessage) -> str:
    """The code of a message, the same in both languages."""
    (fa,), (en,) = CODE.findall(message.text_fa), CODE.findall(message.text_en)
    assert fa == en
    return str(fa)


def latest_code(use: CodeUse) -> str:
    """The code of the latest message of this use."""
    return code_in(messages(use)[0])


def other_than(code: str) -> str:
    """A code that this one isn't."""
    return f"{(int(code) + 1) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"
