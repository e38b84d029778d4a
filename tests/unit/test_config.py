"""Settings: what production refuses, and what development makes for itself."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from config import ROOT, Environment, Settings, SettingsError


@pytest.fixture
def production(tmp_path: Path) -> dict[str, str]:
    key = tmp_path / "signing.p12"
    key.write_bytes(b"key")
    return {
        "MIZ_ENVIRONMENT": "production",
        "MIZ_SECRET_KEY": "f3b1" * 16,
        "MIZ_DATA_DIR": str(tmp_path),
        "MIZ_DATABASE_URL": "postgresql://miz@localhost/miz",
        "MIZ_BASE_URL": "https://desk.example/",
        "MIZ_SMS_GATEWAY_URL": "https://sms.example/send",
        "MIZ_SMS_KEY": "k" * 20,
        "MIZ_SIGNING_KEY_FILE": str(key),
        "MIZ_SIGNING_KEY_PASSWORD": "p" * 20,
        "MIZ_TRUSTED_PROXIES": "1",
    }


def faults(environ: dict[str, str]) -> str:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment(environ)
    return "\n".join(caught.value.faults)


def test_complete_production_settings_are_accepted_without_a_warning(production: dict[str, str]) -> None:
    settings = Settings.from_environment(production)

    assert settings.is_production
    assert settings.base_url == "https://desk.example"
    assert settings.warnings == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MIZ_SECRET_KEY", ""),
        ("MIZ_SECRET_KEY", "short"),
        ("MIZ_SECRET_KEY", "development-" + "a" * 64),
        ("MIZ_SECRET_KEY", "change-me" + "a" * 64),
        ("MIZ_SIGNING_KEY_FILE", "/nowhere/signing.p12"),
        ("MIZ_SIGNING_KEY_PASSWORD", ""),
        ("MIZ_BASE_URL", "http://desk.example"),
        ("MIZ_BASE_URL", ""),
        ("MIZ_SMS_GATEWAY_URL", ""),
        ("MIZ_SMS_KEY", ""),
        ("MIZ_SMS_KEY", "change-me"),
    ],
)
def test_production_refuses_to_start_with(name: str, value: str, production: dict[str, str]) -> None:
    assert name in faults({**production, name: value})


@pytest.mark.parametrize("name", ["MIZ_DEBUG", "FLASK_DEBUG"])
def test_production_refuses_debug(name: str, production: dict[str, str]) -> None:
    assert "debug is on" in faults({**production, name: "1"})


def test_nothing_said_means_production_and_every_fault_is_listed_at_once(tmp_path: Path) -> None:
    found = faults({"MIZ_DATA_DIR": str(tmp_path)})

    assert all(name in found for name in ("MIZ_SECRET_KEY", "MIZ_BASE_URL", "MIZ_SMS_GATEWAY_URL"))
    assert list(tmp_path.iterdir()) == []


def test_development_key_is_made_once_kept_private_and_refused_in_production(
    tmp_path: Path, production: dict[str, str]
) -> None:
    environ = {"MIZ_ENVIRONMENT": "development", "MIZ_DATA_DIR": str(tmp_path / "var")}
    first, second = Settings.from_environment(environ), Settings.from_environment(environ)

    assert first.secret_key == second.secret_key
    assert [file.name for file in first.data_dir.iterdir()] == ["development.key"]
    assert (first.data_dir / "development.key").stat().st_mode & 0o077 == 0
    assert "MIZ_SECRET_KEY" in faults({**production, "MIZ_SECRET_KEY": first.secret_key})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MIZ_ENVIRONMENT", "staging"),
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("MIZ_DEBUG", "perhaps"),
        ("MIZ_TICK_SECONDS", "0"),
        ("MIZ_SESSION_HOURS", "nan"),
        ("MIZ_UPLOAD_LIMIT", "12 MB"),
        ("MIZ_CONNECTORS", "{"),
        ("MIZ_SENDERS", "[1]"),
        ("MIZ_SENDERS", '{"bank": {"secret": "BANK_TOKEN"}}'),
        ("MIZ_SENDERS", '{"bank": {"secret": "BANK_TOKEN", "messages": "paid"}}'),
        ("MIZ_SENDERS", '{"a/b": {"secret": "BANK_TOKEN", "messages": ["paid"]}}'),
        ("MIZ_CONNECTORS", '["https://registry.example"]'),
        ("MIZ_CONNECTORS", '{"registry": {"url": "file:///etc/passwd"}}'),
        ("MIZ_CONNECTORS", '{"registry": {"url": "https://registry.example", "key": "in the open"}}'),
        ("MIZ_CONNECTORS", '{"registry": {"address": "https://registry.example"}}'),
        ("MIZ_HTTP_ORIGINS", '{"https://api.example/path": ""}'),
        ("MIZ_HTTP_ORIGINS", '{"ftp://api.example": ""}'),
        ("MIZ_HTTP_ORIGINS", '{"https://api.example": 1}'),
        ("MIZ_SMS_TEMPLATES", '{"login-code": 4711}'),
        ("MIZ_QUEUE", "celery"),
        ("MIZ_SMTP_PORT", "smtp"),
    ],
)
def test_value_of_the_wrong_kind_is_named(name: str, value: str, production: dict[str, str]) -> None:
    assert f"{name} must be" in faults({**production, name: value})


def test_connector_takes_its_secret_from_the_variable_it_names(production: dict[str, str]) -> None:
    connectors = '{"registry": {"url": "https://registry.example/ask", "secret": "REGISTRY_KEY"}}'
    settings = Settings.from_environment({**production, "MIZ_CONNECTORS": connectors, "REGISTRY_KEY": "s3cret"})

    assert settings.connectors["registry"].url == "https://registry.example/ask"
    assert settings.connectors["registry"].secret == "s3cret"
    assert "REGISTRY_KEY is missing" in faults({**production, "MIZ_CONNECTORS": connectors})


def test_host_takes_its_secret_from_the_variable_it_names(production: dict[str, str]) -> None:
    origins = '{"https://api.example": "API_KEY", "https://open.example:8443": ""}'
    settings = Settings.from_environment({**production, "MIZ_HTTP_ORIGINS": origins, "API_KEY": "s3cret"})

    assert settings.http_origins == {"https://api.example": "s3cret", "https://open.example:8443": None}
    assert "API_KEY is missing" in faults({**production, "MIZ_HTTP_ORIGINS": origins})


def test_mail_needs_a_sender_and_is_off_without_a_server(production: dict[str, str]) -> None:
    assert Settings.from_environment(production).mail_server is None
    assert "MIZ_SMTP_SENDER" in faults({**production, "MIZ_SMTP_HOST": "mail.example"})
    given = {"MIZ_SMTP_HOST": "mail.example", "MIZ_SMTP_SENDER": "desk@desk.example"}
    server = Settings.from_environment({**production, **given}).mail_server
    assert server is not None
    assert (server.port, server.tls) == (587, True)


def test_common_queue_needs_postgresql(production: dict[str, str]) -> None:
    assert "PostgreSQL" in faults({**production, "MIZ_QUEUE": "procrastinate", "MIZ_DATABASE_URL": ""})


def test_shipped_example_is_refused_for_each_placeholder_in_it() -> None:
    lines = (ROOT / "deploy" / "production.env").read_text(encoding="utf-8").splitlines()
    environ = dict(line.removeprefix("#").split("=", 1) for line in lines if re.match(r"#?[A-Z_]+=", line))
    found = faults(environ)

    left = {name for name, value in environ.items() if "change-me" in value}
    left = left - {"CIVIL_REGISTRY_KEY"} | {"the connector «civil-registry»"}
    assert [name for name in left if name not in found] == []


def test_command_says_what_is_wrong_without_a_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "config"]
    environ = {"MIZ_DATA_DIR": str(tmp_path)}
    done = subprocess.run(command, check=False, cwd=ROOT, env=environ, capture_output=True, text=True)

    assert done.returncode == 1
    assert "- MIZ_SECRET_KEY is missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_secrets_never_show(production: dict[str, str]) -> None:
    connectors = '{"registry": {"url": "https://registry.example/ask", "secret": "REGISTRY_KEY"}}'
    environ = {**production, "MIZ_CONNECTORS": connectors, "REGISTRY_KEY": "s3cret"}
    environ |= {"MIZ_HTTP_ORIGINS": '{"https://api.example": "API_KEY"}', "API_KEY": "0riginal"}
    environ |= {"MIZ_SMTP_HOST": "m", "MIZ_SMTP_SENDER": "a@b", "MIZ_SMTP_PASSWORD": "p0stman"}
    shown = repr(Settings.from_environment(environ))

    hidden = ("MIZ_SECRET_KEY", "MIZ_SMS_KEY", "MIZ_SIGNING_KEY_PASSWORD", "MIZ_DATABASE_URL", "REGISTRY_KEY")
    hidden += ("API_KEY", "MIZ_SMTP_PASSWORD")
    assert [name for name in hidden if environ[name] in shown] == []


def test_misspelt_setting_and_embedded_database_are_warned_of(production: dict[str, str]) -> None:
    environ = {**production, "MIZ_SESION_HOURS": "1", "MIZ_DATABASE_URL": "", "MIZ_TRUSTED_PROXIES": "0"}
    warnings = "\n".join(Settings.from_environment(environ).warnings)

    assert all(word in warnings for word in ("MIZ_SESION_HOURS", "embedded database", "MIZ_TRUSTED_PROXIES"))


def test_host_and_port_have_no_prefix_and_make_the_address(tmp_path: Path) -> None:
    environ = {"MIZ_ENVIRONMENT": "test", "MIZ_DATA_DIR": str(tmp_path), "HOST": "::", "PORT": "8123"}
    settings = Settings.from_environment(environ)

    assert settings.environment is Environment.TEST
    assert settings.base_url == "http://127.0.0.1:8123"
    assert settings.database_url == f"sqlite:///{tmp_path}/miz.db"


REGISTRY = {"MIZ_IDENTITY_REGISTRY_URL": "https://registry.example/match", "MIZ_IDENTITY_REGISTRY_KEY": "r" * 20}


def test_identity_registry_is_asked_with_its_key_or_not_at_all(production: dict[str, str]) -> None:
    assert Settings.from_environment(production).identity_registry is None

    registry = Settings.from_environment(production | REGISTRY).identity_registry

    assert registry is not None
    assert (registry.url, registry.secret) == ("https://registry.example/match", "r" * 20)
    assert "r" * 20 not in repr(registry)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("MIZ_IDENTITY_REGISTRY_URL", "http://registry.example/match", "must begin with https://"),
        ("MIZ_IDENTITY_REGISTRY_URL", "registry.example", "must be an address"),
        ("MIZ_IDENTITY_REGISTRY_KEY", "", "MIZ_IDENTITY_REGISTRY_KEY is missing"),
        ("MIZ_IDENTITY_REGISTRY_KEY", "change-me", "MIZ_IDENTITY_REGISTRY_KEY is missing, or a placeholder"),
    ],
)
def test_identity_registry_must_be_safe_in_production(
    production: dict[str, str], name: str, value: str, told: str
) -> None:
    assert told in faults(production | REGISTRY | {name: value})
