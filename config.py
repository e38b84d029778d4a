"""Settings: the only reader of the environment.

Built once in `wsgi.py` and handed in from there. Every default is safe in production and safe to publish: without
`MIZ_ENVIRONMENT` the desk is in production, and production has no default secret."""

import os
import secrets
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar
from urllib.parse import urlsplit

import orjson

from app.policy.setting_values import DEVELOPMENT_MARK, PLACEHOLDER, is_made_up, is_origin, within
from app.vocabulary import StaffFactor, StaffLogin

ROOT = Path(__file__).resolve().parent

SECRET_LENGTH = 32
MEBIBYTE = 1024 * 1024
ENVIRONMENT: Mapping[str, str] = os.environ

_Value = TypeVar("_Value")
_Choice = TypeVar("_Choice", bound=StrEnum)


class SettingsError(Exception):
    """The settings can't be used."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join((type(self).__doc__ or "", *(f"- {fault}" for fault in faults))))
        #: every fault found, so that one start is enough to repair them all
        self.faults = faults


class Environment(StrEnum):
    """Where the desk runs."""

    #: on the machine of somebody who works on it: keys are made, messages stay in the local outbox
    DEVELOPMENT = "development"
    #: for real citizens: nothing is assumed
    PRODUCTION = "production"
    #: inside the test suite
    TEST = "test"


@dataclass(frozen=True, kw_only=True)
class Connector:
    """Another organization's system: its address, and the secret that lets us in."""

    url: str
    secret: str | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """Where e-mail is handed over, and in whose name."""

    host: str
    port: int
    #: an address, or a name with one: «میز خدمت <desk@example.ir>»
    sender: str
    user: str
    password: str = field(repr=False)
    #: whether the connection is encrypted by STARTTLS
    tls: bool


class Queue(StrEnum):
    """Who hands out due work."""

    #: each ticking process claims due rows of the database
    EMBEDDED = "embedded"
    #: Procrastinate: jobs in the same PostgreSQL, taken by `make worker` on any number of machines
    PROCRASTINATE = "procrastinate"


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Another system that may send messages to cases: its token, and the names of the messages it may send."""

    token: str = field(repr=False)
    messages: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What may differ from one installation to the next. Secrets never show in its repr."""

    environment: Environment
    secret_key: str = field(repr=False)
    #: may contain a password
    database_url: str = field(repr=False)
    #: files, development keys and the embedded database
    data_dir: Path
    #: where the public reaches the desk; links in messages, letters and QR codes begin with it; no slash at the end
    base_url: str
    host: str = "127.0.0.1"
    port: int = 8000
    debug: bool = False
    #: None: messages stay in the local outbox
    sms_gateway_url: str | None = None
    sms_key: str | None = field(default=None, repr=False)
    #: our names of messages → ids of the provider's approved templates
    sms_templates: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    #: who knows whose mobile number is whose; None: nobody is asked
    identity_registry: Connector | None = None
    #: None: no e-mail is sent
    mail_server: MailServer | None = None
    connectors: Mapping[str, Connector] = field(default_factory=lambda: MappingProxyType({}))
    #: origins that the connector `http` may ask, each with the secret that lets us in, or None
    http_origins: Mapping[str, str | None] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    #: systems that may send messages to cases, by name
    senders: Mapping[str, Sender] = field(default_factory=lambda: MappingProxyType({}))
    #: PKCS#12 file that signs letters; outside production it is made where it is absent
    signing_key_file: Path
    signing_key_password: str = field(repr=False)
    #: whether each web process also runs due timers and the outbox
    embedded_scheduler: bool = True
    queue: Queue = Queue.EMBEDDED
    #: jobs that one worker process does at a time
    worker_threads: int = 4
    tick_seconds: float = 1.0
    #: after this time the process that holds a piece of work counts as dead
    lease_seconds: float = 30.0
    #: bytes of one request
    upload_limit: int = 25 * MEBIBYTE
    #: a session ends so long after its beginning, and earlier if nothing is asked for: of members of staff, of citizens
    session_hours: float = 8.0
    staff_idle_minutes: float = 30.0
    idle_minutes: float = 120.0
    staff_login: StaffLogin = StaffLogin.SMS
    staff_factor: StaffFactor = StaffFactor.ROLES
    #: how many reverse proxies in front of us may be believed about the client's address
    trusted_proxies: int = 0
    #: what works but deserves a look; printed at the start
    warnings: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read `environ` (by default the environment of the process). Raises SettingsError that lists every fault.

        Outside production a missing secret key is made and kept in the data directory."""
        reader = _Reader(os.environ if environ is None else environ)
        settings = _read(reader)
        if settings.environment is Environment.PRODUCTION:
            reader.faults += _faults_of_production(settings)
        if reader.faults:
            raise SettingsError(tuple(reader.faults))
        return settings

    @property
    def is_production(self) -> bool:
        """Whether real citizens are served."""
        return self.environment is Environment.PRODUCTION


class _Reader:
    """Takes typed values out of the environment and notes faults instead of stopping at the first."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._known = {"MIZ_ENVIRONMENT"}
        self.faults: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        self._known.add(name)
        return self._environ.get(name, "").strip() or default

    def optional(self, name: str) -> str | None:
        return self.text(name) or None

    def flag(self, name: str, *, default: bool) -> bool:
        words = dict.fromkeys(("1", "true", "yes", "on"), True) | dict.fromkeys(("0", "false", "no", "off"), False)
        return self._parsed(name, default, lambda raw: words[raw.lower()], "yes or no")

    def whole(self, name: str, default: int, *, least: int, limit: int) -> int:
        return self._parsed(name, default, within(int, least, limit), f"a whole number from {least} to {limit}")

    def positive(self, name: str, default: float) -> float:
        above_zero = within(float, sys.float_info.min, sys.float_info.max)
        return self._parsed(name, default, above_zero, "a number above zero")

    def choice(self, name: str, default: _Choice) -> _Choice:
        return self._parsed(name, default, type(default), f"one of {', '.join(type(default))}")

    def connectors(self, name: str) -> Mapping[str, Connector]:
        wanted = 'JSON such as {"civil-registry": {"url": "https://…", "secret": "NAME_OF_A_VARIABLE"}}'
        return self._named(name, self._connector, wanted)

    def names(self, name: str, wanted: str) -> Mapping[str, str]:
        """A JSON object of texts."""
        return self._named(name, _text, wanted)

    def http_origins(self, name: str) -> Mapping[str, str | None]:
        wanted = 'JSON such as {"https://api.example.ir": "NAME_OF_A_VARIABLE"}, with "" where no secret is needed'
        given = self.names(name, wanted)
        if not all(is_origin(origin) for origin in given):
            self.faults.append(f"{name} must be {wanted}: scheme, host and perhaps a port, nothing behind them")
        return MappingProxyType({o: self._named_secret(variable, o) for o, variable in given.items()})

    def mail_server(self) -> MailServer | None:
        host, sender = self.optional("MIZ_SMTP_HOST"), self.text("MIZ_SMTP_SENDER")
        server = MailServer(
            host=host or "",
            port=self.whole("MIZ_SMTP_PORT", 587, least=1, limit=65535),
            sender=sender,
            user=self.text("MIZ_SMTP_USER"),
            password=self.text("MIZ_SMTP_PASSWORD"),
            tls=self.flag("MIZ_SMTP_TLS", default=True),
        )
        if host and "@" not in sender:
            self.faults.append("MIZ_SMTP_SENDER must be the address that e-mail comes from")
        return server if host else None

    def registry(self, name: str) -> Connector | None:
        entry = {"url": self.text(f"{name}_URL"), "secret": f"{name}_KEY" if self.optional(f"{name}_KEY") else ""}
        return self._parsed(f"{name}_URL", None, lambda _: self._connector(name, entry), "an address: https://…")

    def senders(self, name: str) -> Mapping[str, Sender]:
        wanted = 'JSON such as {"bank": {"secret": "NAME_OF_A_VARIABLE", "messages": ["payment-received"]}}'
        return self._named(name, self._sender, wanted)

    def unknown(self) -> list[str]:
        """Names that look like settings but are none: most likely misspelt."""
        ours = (name for name in self._environ if name.startswith("MIZ_") and not name.startswith("MIZ_TEST_"))
        return sorted(set(ours) - self._known)

    def _sender(self, name: str, entry: Mapping[str, Any]) -> Sender:
        messages = entry["messages"]
        if set(entry) != {"secret", "messages"} or "/" in name or not isinstance(messages, list):
            raise ValueError
        token = self.text(entry["secret"])
        if len(token) < SECRET_LENGTH:
            self.faults.append(f"{entry['secret']} has fewer than {SECRET_LENGTH} characters: the token of «{name}»")
        return Sender(token=token, messages=frozenset(map(str, messages)))

    def _connector(self, name: str, entry: Mapping[str, str]) -> Connector:
        if not set(entry) <= {"url", "secret"} or urlsplit(entry["url"]).scheme not in {"http", "https"}:
            raise ValueError
        return Connector(url=entry["url"], secret=self._named_secret(entry.get("secret", ""), name))

    def _named_secret(self, variable: str, owner: str) -> str | None:
        secret = self.optional(variable) if variable else None
        if variable and secret is None:
            self.faults.append(f"{variable} is missing: the secret of the connector «{owner}»")
        return secret

    def _named(self, name: str, read: Callable[[str, Any], _Value], wanted: str) -> Mapping[str, _Value]:
        """A JSON object whose entries are read one by one."""

        def parse(raw: str) -> dict[str, _Value]:
            return {key: read(key, entry) for key, entry in dict(orjson.loads(raw)).items()}

        return MappingProxyType(self._parsed(name, {}, parse, wanted))

    def _parsed(self, name: str, default: _Value, parse: Callable[[str], _Value], wanted: str) -> _Value:
        raw = self.text(name)
        if not raw:
            return default
        try:
            return parse(raw)
        except (ValueError, KeyError, TypeError, AttributeError):
            self.faults.append(f"{name} must be {wanted}")
            return default


def _read(reader: _Reader) -> Settings:
    environment = reader.choice("MIZ_ENVIRONMENT", Environment.PRODUCTION)
    data_dir = Path(reader.text("MIZ_DATA_DIR", str(ROOT / "var"))).expanduser().resolve()
    host, port = reader.text("HOST", "127.0.0.1"), reader.whole("PORT", 8000, least=0, limit=65535)
    made_password = "" if environment is Environment.PRODUCTION else DEVELOPMENT_MARK + "signing"
    factor = StaffFactor.ROLES if environment is Environment.PRODUCTION else StaffFactor.ENROLLED
    settings = Settings(
        environment=environment,
        secret_key=reader.text("MIZ_SECRET_KEY") or _made_key(environment, data_dir),
        database_url=reader.text("MIZ_DATABASE_URL", f"sqlite:///{data_dir / 'miz.db'}"),
        data_dir=data_dir,
        base_url=reader.text("MIZ_BASE_URL", f"http://{_reachable(host)}:{port}").rstrip("/"),
        host=host,
        port=port,
        debug=reader.flag("MIZ_DEBUG", default=False) or reader.flag("FLASK_DEBUG", default=False),
        sms_gateway_url=reader.optional("MIZ_SMS_GATEWAY_URL"),
        sms_key=reader.optional("MIZ_SMS_KEY"),
        sms_templates=reader.names("MIZ_SMS_TEMPLATES", 'JSON such as {"login-code": "4711"}'),
        mail_server=reader.mail_server(),
        identity_registry=reader.registry("MIZ_IDENTITY_REGISTRY"),
        connectors=reader.connectors("MIZ_CONNECTORS"),
        http_origins=reader.http_origins("MIZ_HTTP_ORIGINS"),
        senders=reader.senders("MIZ_SENDERS"),
        signing_key_file=Path(reader.text("MIZ_SIGNING_KEY_FILE", str(data_dir / "signing.p12"))).expanduser(),
        signing_key_password=reader.text("MIZ_SIGNING_KEY_PASSWORD", made_password),
        embedded_scheduler=reader.flag("MIZ_EMBEDDED_SCHEDULER", default=True),
        queue=reader.choice("MIZ_QUEUE", Queue.EMBEDDED),
        worker_threads=reader.whole("MIZ_WORKER_THREADS", 4, least=1, limit=64),
        tick_seconds=reader.positive("MIZ_TICK_SECONDS", 1.0),
        lease_seconds=reader.positive("MIZ_LEASE_SECONDS", 30.0),
        upload_limit=reader.whole("MIZ_UPLOAD_LIMIT", 25 * MEBIBYTE, least=MEBIBYTE, limit=1024 * MEBIBYTE),
        session_hours=reader.positive("MIZ_SESSION_HOURS", 8.0),
        staff_idle_minutes=reader.positive("MIZ_STAFF_IDLE_MINUTES", 30.0),
        idle_minutes=reader.positive("MIZ_IDLE_MINUTES", 120.0),
        staff_login=reader.choice("MIZ_STAFF_LOGIN", StaffLogin.SMS),
        staff_factor=reader.choice("MIZ_STAFF_FACTOR", factor),
        trusted_proxies=reader.whole("MIZ_TRUSTED_PROXIES", 0, least=0, limit=5),
    )
    if settings.queue is Queue.PROCRASTINATE and settings.database_url.startswith("sqlite"):
        reader.faults.append("MIZ_QUEUE=procrastinate needs a PostgreSQL in MIZ_DATABASE_URL")
    return replace(settings, warnings=_warnings(settings, reader.unknown()))


def _made_key(environment: Environment, data_dir: Path) -> str:
    """The key that this machine made for itself. It appears whole or not at all, also where several processes start."""
    if environment is Environment.PRODUCTION:
        return ""
    file = data_dir / "development.key"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
        draft.touch(mode=0o600)
        draft.write_text(DEVELOPMENT_MARK + secrets.token_hex(SECRET_LENGTH), encoding="ascii")
        with suppress(FileExistsError):
            os.link(draft, file)
        draft.unlink()
    return file.read_text(encoding="ascii")


def _faults_of_production(settings: Settings) -> list[str]:
    faults = [
        (not settings.secret_key, "MIZ_SECRET_KEY is missing"),
        (is_made_up(settings.secret_key), "MIZ_SECRET_KEY is a development key or a placeholder"),
        (0 < len(settings.secret_key) < SECRET_LENGTH, f"MIZ_SECRET_KEY is shorter than {SECRET_LENGTH} characters"),
        (not settings.signing_key_file.is_file(), f"MIZ_SIGNING_KEY_FILE: no file at {settings.signing_key_file}"),
        (not settings.signing_key_password, "MIZ_SIGNING_KEY_PASSWORD is missing"),
        (is_made_up(settings.signing_key_password), "MIZ_SIGNING_KEY_PASSWORD is a placeholder"),
        (settings.debug, "debug is on (MIZ_DEBUG or FLASK_DEBUG)"),
        (urlsplit(settings.base_url).scheme != "https", "MIZ_BASE_URL must begin with https://"),
        (settings.sms_gateway_url is None, "MIZ_SMS_GATEWAY_URL is missing: messages would stay in the local outbox"),
        (settings.sms_key is None, "MIZ_SMS_KEY is missing"),
        (is_made_up(settings.sms_key or ""), "MIZ_SMS_KEY is a placeholder"),
        *_faults_of_registry(settings.identity_registry),
        (is_made_up(settings.mail_server.password if settings.mail_server else ""), "MIZ_SMTP_PASSWORD: placeholder"),
        (PLACEHOLDER in settings.database_url, "MIZ_DATABASE_URL has a placeholder for its password"),
    ]
    asked = {name: connector.secret for name, connector in settings.connectors.items()} | dict(settings.http_origins)
    unfilled = (name for name, secret in asked.items() if is_made_up(secret or ""))
    return [
        *(text for wrong, text in faults if wrong),
        *(f"the secret of the connector «{name}» is a placeholder" for name in unfilled),
    ]


def _text(_name: str, entry: object) -> str:
    if not isinstance(entry, str):
        raise ValueError
    return entry


def _faults_of_registry(registry: Connector | None) -> list[tuple[bool, str]]:
    if registry is None:
        return []
    has_key = bool(registry.secret) and not is_made_up(registry.secret or "")
    is_safe = urlsplit(registry.url).scheme == "https"
    wanted = "MIZ_IDENTITY_REGISTRY_URL must begin with https://"
    return [(not is_safe, wanted), (not has_key, "MIZ_IDENTITY_REGISTRY_KEY is missing, or a placeholder")]


def _warnings(settings: Settings, unknown: list[str]) -> tuple[str, ...]:
    warnings = [f"{name} is not a setting: is it misspelt?" for name in unknown]
    if settings.is_production and settings.database_url.startswith("sqlite"):
        warnings.append("The embedded database serves one machine only; MIZ_DATABASE_URL names a PostgreSQL")
    if settings.is_production and settings.trusted_proxies == 0:
        warnings.append("MIZ_TRUSTED_PROXIES is 0: behind a proxy all visitors share one address, and its rate limits")
    return tuple(warnings)


def _reachable(host: str) -> str:
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def main() -> int:
    """`python -m config`: tell what is wrong with the settings, before anything is started."""
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        sys.exit(str(error))
    sys.stderr.writelines(f"Warning: {warning}\n" for warning in settings.warnings)
    return 0


if __name__ == "__main__":
    sys.exit(main())
