"""Everything outside of the process: the ports that use cases know, and the adapters that `wiring` chooses among."""

from app.data.integrations.breaker import Breaker, GuardedConnector, GuardedCourier
from app.data.integrations.errors import GatewayBusy, GatewayError, GatewayRefused
from app.data.integrations.http import HttpConnector, RestConnector
from app.data.integrations.mail import MailConnector, Smtp
from app.data.integrations.ports import (
    Connector,
    Courier,
    Gateways,
    Identified,
    IdentityRegistry,
    LocalOutbox,
    Message,
    gateways,
)
from app.data.integrations.registry import GuardedRegistry, HttpIdentityRegistry
from app.data.integrations.sms import HttpSmsGateway

__all__ = [
    "Breaker",
    "Connector",
    "Courier",
    "GatewayBusy",
    "GatewayError",
    "GatewayRefused",
    "Gateways",
    "GuardedConnector",
    "GuardedCourier",
    "GuardedRegistry",
    "HttpConnector",
    "HttpIdentityRegistry",
    "HttpSmsGateway",
    "Identified",
    "IdentityRegistry",
    "LocalOutbox",
    "MailConnector",
    "Message",
    "RestConnector",
    "Smtp",
    "gateways",
]
