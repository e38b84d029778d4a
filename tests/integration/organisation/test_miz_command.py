"""The command `miz` as an operator types it, on an empty database of each kind."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.data.database.session import db
from app.data.papers.signing import generate_development_key
from config import ROOT
from deploy.commands.__main__ import main
from tests import databases, factories

Miz = Callable[..., str]
ADMINISTRATOR, CLERK = factories.national_id(901), factories.national_id(902)
OPENING = (
    "init", "--agency-code", "registry", "--agency-name", "ثبت احوال", "--agency-name-en", "Civil registry",
    "--name", "رضا کمالی", "--national-id", ADMINISTRATOR, "--mobile", "۰۹۱۲۱۲۳۴۵۶۷",
)  # fmt: skip


@pytest.fixture(params=databases.KINDS)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a table."""
    if request.param == "sqlite":
        yield databases.sqlite_url(tmp_path / "miz.db")
        return
    with databases.empty_postgres(request.getfixturevalue("postgres_server")) as url:
        yield url


@pytest.fixture
def miz(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Miz]:
    """`miz(settings, "check")` runs the command by a settings file of these lines, and returns what it said."""
    for name in os.environ:
        if name.startswith("MIZ_"):
            monkeypatch.delenv(name)
    umask = os.umask(0o077)

    def run(lines: str, *words: str, fails: bool = False) -> str:
        file = tmp_path / "miz.env"
        file.write_text(f"# settings\nMIZ_DATA_DIR={tmp_path / 'data'}\n{lines}", encoding="utf-8")
        try:
            code = main(["--settings", str(file), *words])
        finally:
            db.disconnect()
        said = capsys.readouterr()
        assert (code != 0) is fails, said
        return said.out + said.err

    yield run
    os.umask(umask)


def test_operator_opens_a_desk_and_gives_the_first_roles(empty_database: str, miz: Miz) -> None:
    settings = f'MIZ_ENVIRONMENT=development\nMIZ_DATABASE_URL="{empty_database}"\n'
    assert "run `miz upgrade`" in miz(settings, "check", fails=True)
    assert "`miz check`" in miz(settings, *OPENING, fails=True)
    assert "--name: missing" in miz(settings, "init", fails=True)
    miz(settings, "upgrade")
    assert "FAULT" not in miz(settings, "check")

    assert "رضا کمالی" in miz(settings, *OPENING)
    assert "has its agencies already" in miz(settings, *OPENING, fails=True)

    clerk = ("user", "give", CLERK, "--role", "clerk", "--unit", "registry-hq")
    assert "give --name and --mobile" in miz(settings, *clerk, fails=True)
    miz(settings, *clerk, "--name", "سارا رستمی", "--mobile", "09121112233")
    assert "They hold this role" in miz(settings, *clerk, fails=True)
    assert "no unit with the code" in miz(settings, *clerk[:-1], "elsewhere", fails=True)
    told = miz(settings, "user", "show", CLERK)
    assert "+989121112233" in told
    assert "registry-hq" in told

    last = ("user", "end", ADMINISTRATOR, "--role", "administrator", "--unit", "registry-hq")
    assert "last administrator" in miz(settings, *last, fails=True)
    miz(settings, "user", "end", *clerk[2:])
    miz(settings, "user", "mobile", CLERK, "09124445566")
    assert "0912" in miz(settings, "user", "mobile", CLERK, "0912", fails=True)
    assert "neither" in miz(settings, "user", "reset-factor", CLERK, fails=True)


def test_production_takes_neither_the_demo_nor_the_development_key_however_it_is_wrapped(
    miz: Miz, tmp_path: Path
) -> None:
    key = tmp_path / "signing.p12"
    generate_development_key(key, "a password of one's own")
    settings = (
        "MIZ_ENVIRONMENT=production\n"
        f"MIZ_SECRET_KEY={'f3b1' * 16}\n"
        f"MIZ_DATABASE_URL={databases.sqlite_url(tmp_path / 'miz.db')}\n"
        "MIZ_BASE_URL=https://desk.example\n"
        "MIZ_SMS_GATEWAY_URL=https://127.0.0.1:9/send\nMIZ_SMS_KEY=kkkkkkkkkkkkkkkkkkkk\n"
        f'MIZ_SIGNING_KEY_FILE={key}\nMIZ_SIGNING_KEY_PASSWORD="a password of one\'s own"\n'
    )
    for words, wanted in (
        (("check",), "is a development key"),
        (("demo",), "never filled into production"),
        (("user", "show", CLERK), "development key"),
    ):
        assert wanted in miz(settings, *words, fails=True)


def test_unreadable_settings_are_told(miz: Miz) -> None:
    assert "line 3" in miz("MIZ ENVIRONMENT=x\n", "check", fails=True)
    assert "MIZ_SECRET_KEY" in miz("MIZ_ENVIRONMENT=production\n", "check", fails=True)


def test_command_of_a_clone_starts_from_anywhere(tmp_path: Path) -> None:
    command = [str(ROOT / "deploy" / "miz"), "user", "--help"]
    finished = subprocess.run(command, check=False, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert "give" in finished.stdout, finished.stderr
