"""Codes that earlier releases kept in their text are taken out, and proven numbers told from told ones."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import Script, ScriptDirectory
from sqlalchemy import create_engine, text

from tests import databases
from tests.migration import stored_rows

CODES = ("70481", "70482", "70483")
AT = {"moment": "2026-03-01T08:00:00+00:00"}
LATER = {"moment": "2026-03-02T08:00:00+00:00"}


def uuid(number: int) -> dict[str, str]:
    return {"uuid": f"00000000-0000-4000-8000-{number:012d}"}


def notice(number: int, template: str, said: str) -> dict[str, Any]:
    texts = {"text_fa": f"کد: {said}", "text_en": f"code: {said}"}
    return {"id": uuid(number), "mobile": "+989121234567", "at": AT, "template": template, "state": "delivered"} | texts


def effect(number: int, said: str) -> dict[str, Any]:
    payload = {"json": {"notice_id": uuid(number)["uuid"], "tokens": {"code": said}}}
    key = f"notice:{uuid(number)['uuid']}"
    return {
        "id": uuid(number + 500),
        "key": key,
        "kind": "notice",
        "name": "sms",
        "payload": payload,
        "backoff": "PT1M",
    } | {
        "made_at": AT,
        "next_at": AT,
        "retries": 5,
        "state": "done",
        "tries": 1,
        "done_at": AT,
    }


def login_code(number: int, national_id: str, mobile: str, used_at: object) -> dict[str, Any]:
    row = {"id": uuid(number), "national_id": national_id, "mobile": mobile, "code_hash": "0" * 64, "used_at": used_at}
    return row | {"created_at": AT, "expires_at": LATER, "tries": 0}


def person(number: int, national_id: str, mobile: str | None) -> dict[str, Any]:
    return {"id": uuid(number), "national_id": national_id, "name": "—", "created_at": AT, "mobile": mobile}


KEPT_OTHERS = 3
WRITTEN_BEFORE = """
    INSERT INTO login_codes (id, national_id, mobile, code_hash, created_at, expires_at, tries)
    VALUES ('00000000000040008000000000000020', '0499000001', '+989121234567', '', '2026-03-01 08:00:00',
            '2026-03-01 08:10:00', 0)
"""
ROWS: dict[str, Any] = {
    "persons": [
        person(1, "0499000001", "+989121234567"),
        person(2, "0499000002", "+989121234568"),
        person(3, "0499000003", None),
    ],
    "login_codes": [
        login_code(10, "0499000001", "+989121234567", AT),
        login_code(11, "0499000001", "+989121234567", LATER),
        login_code(12, "0499000001", "+989351111111", None),
        login_code(13, "0499000002", "+989351111111", LATER),
    ],
    "notices": [
        notice(100, "login-code", CODES[0]),
        notice(101, "consent-code", CODES[1]),
        notice(102, "handing-out-code", CODES[2]),
        *(notice(110 + number, "accepted", "KM4R-T7BX-2H") for number in range(KEPT_OTHERS)),
        *(notice(1000 + number, "login-code", f"{number:05d}") for number in range(1200)),
    ],
    "effects": [
        *(effect(100 + number, code) for number, code in enumerate(CODES)),
        *(effect(110 + number, "KM4R-T7BX-2H") for number in range(KEPT_OTHERS)),
    ],
}


def this() -> Script:
    """The migration, whatever its number is."""
    scripts = ScriptDirectory.from_config(Config(toml_file=str(databases.ROOT / "pyproject.toml")))
    return next(script for script in scripts.walk_revisions() if script.path.endswith("_challenges.py"))


@pytest.fixture(params=databases.KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of the release before, with codes in it."""
    if request.param == "sqlite":
        address = databases.sqlite_url(tmp_path / "codes.db")
        fill(address)
        yield address
        return
    with databases.empty_postgres(request.getfixturevalue("postgres_server")) as address:
        fill(address)
        yield address


def fill(url: str) -> None:
    databases.migrate(url, str(this().down_revision))
    stored_rows.put_back(url, ROWS)


def asked(url: str, query: str) -> list[tuple[Any, ...]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return rows


def test_codes_and_the_messages_that_told_them_are_gone_and_no_others(url: str) -> None:
    databases.migrate(url, this().revision)

    assert asked(url, "SELECT template, count(*) FROM notices GROUP BY template") == [("accepted", KEPT_OTHERS)]
    assert len(asked(url, "SELECT key FROM effects")) == KEPT_OTHERS
    assert asked(url, "SELECT * FROM login_codes") == []
    everything = repr([asked(url, f"SELECT * FROM {table}") for table in ("notices", "effects", "persons")])  # noqa: S608 - our own
    assert [code for code in CODES if code in everything] == []


def test_number_whose_code_was_typed_is_proven_and_no_other(url: str) -> None:
    databases.migrate(url, this().revision)

    proven = asked(url, "SELECT national_id, mobile_proven_at FROM persons ORDER BY national_id")

    assert [(national_id, str(at)[:10] if at else None) for national_id, at in proven] == [
        ("0499000001", "2026-03-02"),
        ("0499000002", None),
        ("0499000003", None),
    ]


def test_release_before_goes_on_without_codes_of_this_one(url: str) -> None:
    databases.migrate(url, this().revision)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(WRITTEN_BEFORE))
    engine.dispose()
    assert len(asked(url, "SELECT id FROM login_codes WHERE NOT sent")) == 1, "the release before writes without it"

    databases.take_back(url, str(this().down_revision))

    assert asked(url, "SELECT * FROM login_codes") == []
