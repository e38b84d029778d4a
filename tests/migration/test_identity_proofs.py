"""Numbers that were proven before there were levels of assurance are proofs."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from tests import databases
from tests.migration import stored_rows

AT = {"moment": "2026-03-01T08:00:00+00:00"}
PROOFS = "SELECT p.national_id, i.level, i.mobile, i.source FROM identity_proofs i JOIN persons p ON p.id = i.person_id"


def person(number: int, mobile: str | None, proven: object) -> dict[str, Any]:
    key = {"uuid": f"00000000-0000-4000-8000-{number:012d}"}
    row = {"id": key, "national_id": f"{number:010d}", "name": "—", "created_at": AT}
    return {**row, "mobile": mobile, "mobile_proven_at": proven}


#: more people than are written at once, with one who is proven at the end
ROWS = [*(person(n, f"+98912{n:07d}", AT if n % 2 else None) for n in range(1, 2500)), person(3000, None, None)]


@pytest.mark.parametrize("kind", databases.KINDS)
def test_each_proven_number_is_a_proof_and_no_other(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if kind == "sqlite":
        check(databases.sqlite_url(tmp_path / "proofs.db"))
        return
    with databases.empty_postgres(request.getfixturevalue("postgres_server")) as url:
        check(url)


def check(url: str) -> None:
    databases.migrate(url, "0022")
    stored_rows.put_back(url, {"persons": ROWS})

    databases.migrate(url, "0025")

    engine = create_engine(url)
    with engine.connect() as connection:
        found = {tuple(row) for row in connection.execute(text(PROOFS))}
    engine.dispose()
    assert found == {(f"{n:010d}", "mobile-reached", f"+98912{n:07d}", "sms-code") for n in range(1, 2500, 2)}
