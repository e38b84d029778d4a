"""E-mail by SMTP (RFC 5321): notices to people who gave an address, and letters that a diagram sends to an office."""

import hashlib
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, parseaddr

from app.data.integrations.errors import GatewayError, GatewayRefused
from app.data.integrations.ports import Courier, Message

TIMEOUT_SECONDS = 10
LONGEST_SUBJECT = 120


@dataclass(frozen=True, slots=True)
class Smtp:
    """A mail server that takes our messages; with `tls` the connection is encrypted by STARTTLS first."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = True

    def send(self, message: Message) -> None:
        """Hand the message over; the first line of its text is the subject. Raises GatewayError, GatewayRefused."""
        mail = self._mail(message)
        try:
            with smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS) as server:
                if self.tls:
                    server.starttls(context=ssl.create_default_context())
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(mail)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError) as error:
            raise GatewayRefused("MAIL_REFUSED", "the mail server refused the address") from error
        except (smtplib.SMTPException, OSError) as error:
            raise GatewayError(f"the mail server: {error}") from error

    def _mail(self, message: Message) -> EmailMessage:
        mail = EmailMessage()
        name = parseaddr(self.sender)[1]
        mail["From"], mail["To"], mail["Date"] = self.sender, message.to, formatdate()
        # the same for every try: a mail server or reader can tell a repetition
        mail["Message-ID"] = f"<{hashlib.sha256(message.key.encode()).hexdigest()[:40]}@{name.partition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        lines = message.text.strip().splitlines() or [""]
        mail["Subject"] = " ".join(lines[0].split())[:LONGEST_SUBJECT]
        mail.set_content(message.text, cte="base64")  # not every server passes 8 bits
        return mail


@dataclass(frozen=True, slots=True)
class MailConnector:
    """The connector `email`: inputs `to`, `subject` and `text`; the answer says that it was handed over."""

    courier: Courier

    def ask(self, payload: Mapping[str, object], *, key: str) -> dict[str, object]:
        """Send it. Raises GatewayError, or GatewayRefused where the address is none."""
        to = str(payload.get("to") or "")
        if not is_address(to):
            raise GatewayRefused("MAIL_ADDRESS", "«to» is not an e-mail address")
        text = f"{payload.get('subject') or ''}\n\n{payload.get('text') or ''}"
        self.courier.send(Message(to=to, text=text, key=key))
        return {"sent": True}


def is_address(text: str) -> bool:
    """Whether this is one plain e-mail address, without names, lists or line ends."""
    local, _, domain = text.rpartition("@")
    return bool(local and "." in domain and text.isascii() and text.isprintable() and not set(text) & set(' ,;:<>()"'))
