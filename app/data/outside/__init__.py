"""What lies outside the house: the ports that use cases know, and the adapters that `wiring` chooses among."""

from app.data.outside.breaker import Breaker, GuardedConnector, GuardedCourier
from app.data.outside.http import HttpConnector, RestConnector
from app.data.outside.mail import MailConnector, Smtp
from app.data.outside.ports import (
    Connector,
    Courier,
    LocalOutbox,
    Message,
    Outside,
    OutsideBusy,
    OutsideError,
    OutsideRefused,
    outside,
)
from app.data.outside.sms import HttpSmsGateway

__all__ = [
    "Breaker",
    "Connector",
    "Courier",
    "GuardedConnector",
    "GuardedCourier",
    "HttpConnector",
    "HttpSmsGateway",
    "LocalOutbox",
    "MailConnector",
    "Message",
    "Outside",
    "OutsideBusy",
    "OutsideError",
    "OutsideRefused",
    "RestConnector",
    "Smtp",
    "outside",
]
