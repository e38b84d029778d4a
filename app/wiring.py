"""The assembly: the one place that names every part. `create_app` for the web, `connect` for workers and commands."""

import hmac
from datetime import timedelta

import structlog
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import engine
from app.administration import init_administration
from app.api import init_api
from app.data.database.transactions import UNREACHABLE
from app.data.errors import DataError, NotFound
from app.data.files.errors import UploadRefused, UploadTooLarge
from app.data.files.file_store import FileStore
from app.data.integrations import (
    Connector,
    Courier,
    Gateways,
    GuardedConnector,
    GuardedCourier,
    GuardedRegistry,
    HttpConnector,
    HttpIdentityRegistry,
    HttpSmsGateway,
    IdentityRegistry,
    LocalOutbox,
    MailConnector,
    RestConnector,
    Smtp,
    gateways,
)
from app.data.papers.signing import Signer, generate_development_key
from app.frontdesk import init_frontdesk
from app.jobs import distributed, scheduler
from app.jobs.scheduler import Working
from app.policy.errors import DeskError, NotPermitted, TooManyTries
from app.policy.sessions import SessionLimits
from app.policy.staff_login import LoginRules
from app.portal import init_portal
from app.reports import init_reports
from app.studio import init_studio
from app.usecases.cases.errors import TrackingFailed
from app.usecases.errors import CaseworkError, FormRefused, PublishingError
from app.usecases.publishing.errors import VersionMoved
from app.usecases.services.errors import ServiceNotOffered
from app.web.database import init_database
from app.web.errors import register_errors
from app.web.pages import init_pages
from app.web.permissions import check_all_declare
from app.web.security import init_security
from app.web.session import init_session
from app.web.templating import init_templating
from app.worklist import init_worklist
from config import Queue, Settings, SettingsError

#: the one table from refusals to HTTP statuses; the nearest class decides
STATUSES: dict[type[Exception], int] = {
    NotPermitted: 403,
    TooManyTries: 429,
    NotFound: 404,
    UploadTooLarge: 413,
    UploadRefused: 422,
    FormRefused: 422,
    ServiceNotOffered: 404,
    TrackingFailed: 404,
    CaseworkError: 409,
    VersionMoved: 409,
    PublishingError: 422,
    DeskError: 400,
    DataError: 400,
    engine.TaskNotOpen: 409,
    engine.DataTooLarge: 422,
    engine.EngineError: 500,
    **dict.fromkeys(UNREACHABLE, 503),
}
#: what a request may carry in addition to the one file
ROOM_FOR_FIELDS = 512 * 1024


def connect(settings: Settings) -> Flask:
    """An application without pages, for workers and commands: they ask the database within its `app_context()`."""
    app = Flask("app", static_folder=None)
    _connect(app, settings)
    return app


def _connect(app: Flask, settings: Settings) -> None:
    """Connect the database and install the gateways to other systems."""
    _configure_log()
    init_database(app, settings.database_url)
    mail = _mail(settings)
    gateways.install(
        Gateways(
            files=FileStore(settings.data_dir / "files"),
            signer=_signer(settings),
            base_url=settings.base_url,
            sms=_sms(settings),
            connectors=_connectors(settings, mail),
            code_key=hmac.digest(settings.secret_key.encode(), b"one-time codes", "sha256"),
            mail=mail,
            registry=_registry(settings),
        )
    )
    if settings.queue is Queue.PROCRASTINATE:
        distributed.connect(settings.database_url)


def start_working(app: Flask, settings: Settings) -> Working:
    """Do due work in the background of this process, each piece in a context of `app`, which is connected already."""
    lease = timedelta(seconds=settings.lease_seconds)
    if settings.queue is Queue.PROCRASTINATE:
        return scheduler.start_distributed(
            settings.database_url, context=app.app_context, jobs_at_once=settings.worker_threads, lease=lease
        )
    return scheduler.start_embedded(context=app.app_context, tick_seconds=settings.tick_seconds, lease=lease)


def _configure_log() -> None:
    """Lines with their moment and level; a traceback never shows what variables held, which is citizens' data."""
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(
        processors=[structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso"), plain]
    )


def create_app(settings: Settings) -> Flask:
    """The web application on these settings."""
    app = Flask("app", static_folder="static", template_folder="web/templates")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=settings.upload_limit + ROOM_FOR_FIELDS,
        MIZ_UPLOAD_LIMIT=settings.upload_limit,
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https://"),
        SESSION_COOKIE_SAMESITE="Lax",
        MIZ_SESSION_LIMITS=SessionLimits(
            life=timedelta(hours=settings.session_hours),
            staff_idle=timedelta(minutes=settings.staff_idle_minutes),
            citizen_idle=timedelta(minutes=settings.idle_minutes),
        ),
        MIZ_LOGIN_RULES=LoginRules(login=settings.staff_login, factor=settings.staff_factor),
        MIZ_SENDERS={name: (sender.token, sender.messages) for name, sender in settings.senders.items()},
        MIZ_DEVELOPMENT=not settings.is_production,
    )
    _connect(app, settings)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # Flask's default provider has it
    _add_web(app, settings)
    _add_audiences(app, settings)
    check_all_declare(app)
    return app


def _add_web(app: Flask, settings: Settings) -> None:
    init_templating(app)
    init_security(app, https=settings.base_url.startswith("https://"), upload_limit=settings.upload_limit)
    init_pages(app, design=not settings.is_production)
    register_errors(app, STATUSES)
    init_session(app)


def _add_audiences(app: Flask, settings: Settings) -> None:
    init_portal(app, development=not settings.is_production)
    init_worklist(app)
    init_frontdesk(app)
    init_studio(app)
    init_reports(app)
    init_administration(app)
    init_api(app)


def _signer(settings: Settings) -> Signer:
    path = settings.signing_key_file
    if path.exists() or settings.is_production:
        signer = Signer.from_pkcs12(path, settings.signing_key_password or None)
        if settings.is_production and signer.is_development:
            raise SettingsError((f"MIZ_SIGNING_KEY_FILE: {path} is a development key, whatever its password",))
        return signer
    return generate_development_key(path, settings.signing_key_password or None)


def _sms(settings: Settings) -> Courier:
    if settings.sms_gateway_url is None:
        return LocalOutbox()
    return GuardedCourier(HttpSmsGateway(settings.sms_gateway_url, settings.sms_key or "", settings.sms_templates))


def _mail(settings: Settings) -> Courier | None:
    server = settings.mail_server
    if server is None:
        return None
    smtp = Smtp(server.host, server.port, server.sender, server.user, server.password, server.tls)
    return GuardedCourier(smtp)


def _registry(settings: Settings) -> IdentityRegistry | None:
    registry = settings.identity_registry
    return GuardedRegistry(HttpIdentityRegistry(registry.url, registry.secret)) if registry else None


def _connectors(settings: Settings, mail: Courier | None) -> dict[str, Connector]:
    """The configured systems, each behind a breaker of its own, `http` and `email`; outside production the desk plays
    the other agency itself, over real HTTP."""
    named: dict[str, Connector] = {name: HttpConnector(c.url, c.secret) for name, c in settings.connectors.items()}
    if not settings.is_production:
        named.setdefault("inquiry", HttpConnector(f"{settings.base_url}/development/agency/inquiry"))
    guarded: dict[str, Connector] = {name: GuardedConnector(connector) for name, connector in named.items()}
    if settings.http_origins:
        guarded.setdefault("http", RestConnector(settings.http_origins))
    if mail is not None:
        guarded.setdefault("email", MailConnector(mail))
    return guarded
