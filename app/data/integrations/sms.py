"""SMS through a provider's HTTP gateway. Providers know approved templates by their own ids; the settings map them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.data.integrations.http import send_json
from app.data.integrations.ports import Message


@dataclass(frozen=True, slots=True)
class HttpSmsGateway:
    """A provider that takes JSON, authorised by a bearer token: `to` and `text`; and, for a kind of message that has an
    approved template there, `template` and `tokens`."""

    url: str
    token: str = field(repr=False)
    #: our names of messages → the provider's ids of templates
    templates: Mapping[str, str] = field(default_factory=dict)

    def send(self, message: Message) -> None:
        """Post the message. Raises GatewayError."""
        body: dict[str, object] = {"to": message.to, "text": message.text}
        if message.template in self.templates:
            body |= {"template": self.templates[message.template], "tokens": dict(message.tokens)}
        send_json(self.url, body, key=message.key, token=self.token)
