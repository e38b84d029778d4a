"""The assembly: the one place that names every part. `connect` for commands, `create_app` for the web."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.data.db import db
from app.data.file_store import FileStore
from app.data.outside import Connector, HttpConnector, HttpSmsGateway, LocalOutbox, Outside, SmsGateway, outside
from app.data.papers.signing import Signer, generate_development_key
from config import Settings


def connect(settings: Settings) -> None:
    """Connect the database and hand in what lies outside the house."""
    db.connect(settings.database_url)
    outside.hand_in(
        Outside(
            files=FileStore(settings.data_dir / "files"),
            signer=_signer(settings),
            base_url=settings.base_url,
            sms=_sms(settings),
            connectors=_connectors(settings),
        )
    )


def create_app(settings: Settings) -> Flask:
    """The web application on these settings."""
    connect(settings)
    app = Flask("app", static_folder="static", template_folder="web/templates")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=settings.upload_limit,
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https://"),
        SESSION_COOKIE_SAMESITE="Lax",
        MIZ_SESSION_HOURS=settings.session_hours,
        MIZ_DEVELOPMENT=not settings.is_production,
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _signer(settings: Settings) -> Signer:
    path = settings.signing_key_file
    if path.exists() or settings.is_production:
        return Signer.from_pkcs12(path, settings.signing_key_password or None)
    return generate_development_key(path, settings.signing_key_password or None)


def _sms(settings: Settings) -> SmsGateway:
    if settings.sms_gateway_url is None:
        return LocalOutbox()
    return HttpSmsGateway(settings.sms_gateway_url, settings.sms_key or "")


def _connectors(settings: Settings) -> dict[str, Connector]:
    return {name: HttpConnector(c.url, c.secret) for name, c in settings.connectors.items()}
