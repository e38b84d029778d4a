"""`miz import` and `miz export` as an operator types them."""

from pathlib import Path

from tests.integration.imports import tables
from tests.integration.organisation.test_miz_command import OPENING, Miz, empty_database, miz  # noqa: F401


def test_operator_fills_a_desk_from_tables_and_takes_them_out_again(
    empty_database: str,  # noqa: F811
    miz: Miz,  # noqa: F811
    tmp_path: Path,
) -> None:
    settings = f'MIZ_ENVIRONMENT=development\nMIZ_DATABASE_URL="{empty_database}"\n'
    miz(settings, "upgrade")
    miz(settings, *OPENING)
    file = tmp_path / "units.csv"
    file.write_bytes(tables.units({"slug": "a", "parent_id": "registry-hq"}, {"slug": "b", "province": "atlantis"}))
    said = miz(settings, "import", "units", str(file), fails=True)
    assert "row 3, Province «atlantis»: Write one of these" in said
    assert "Nothing was written" in said
    file.write_bytes(tables.units({"slug": "a", "parent_id": "registry-hq"}, {"slug": "b", "parent_id": "a"}))
    assert "2 rows would be added" in miz(settings, "import", "units", str(file), "--dry-run")
    assert "2 rows were added, 0 changed; 0 say" in miz(settings, "import", "units", str(file))
    for name in ("out.xlsx", "out.csv"):
        miz(settings, "export", "units", str(tmp_path / name))
        assert "0 rows were added, 0 changed; 3 say" in miz(settings, "import", "units", str(tmp_path / name))
    assert "exists" in miz(settings, "export", "units", str(tmp_path / "out.csv"), fails=True)
    assert ".xlsx or .csv" in miz(settings, "export", "units", str(tmp_path / "out.pdf"), fails=True)
    miz(settings, "export", "people", str(tmp_path / "template.xlsx"), "--template", "--language", "en")
    assert "nothing but names" in miz(settings, "import", "people", str(tmp_path / "template.xlsx"), fails=True)
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04")
    assert "no table" in miz(settings, "import", "units", str(tmp_path / "broken.xlsx"), fails=True)
