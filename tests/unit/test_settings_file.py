"""The settings file means what systemd reads in it."""

from pathlib import Path

import pytest

from deploy.commands import settings_file
from deploy.commands.settings_file import SettingsFileError

#: line of a file → what systemd gives a service (systemd.exec(5), EnvironmentFile=)
READ = {
    "A=b": {"A": "b"},
    "  A=b c ": {"A": "b c"},
    "A=": {"A": ""},
    'A="b c"': {"A": "b c"},
    "A='b \"c\"'": {"A": 'b "c"'},
    'A="b \\"c\\" \\$d"': {"A": 'b "c" $d'},
    'A={"secret": "X", "n": 1}': {"A": '{"secret": "X", "n": 1}'},
    "A=b#c": {"A": "b#c"},
    "# A=b\n; C=d\n\nE=f": {"E": "f"},
    "A=one \\\ntwo": {"A": "one two"},
    "A=1\nA=2": {"A": "2"},
    "A=نشانی": {"A": "نشانی"},
}


@pytest.mark.parametrize("text", READ)
def test_line_is_read_as_systemd_reads_it(tmp_path: Path, text: str) -> None:
    file = tmp_path / "miz.env"
    file.write_text(text, encoding="utf-8")
    assert settings_file.read(file) == READ[text]


@pytest.mark.parametrize("text", ["export A=b", "A", "1A=b", 'A="b', "A = b"])
def test_what_is_no_assignment_is_named_with_its_line(tmp_path: Path, text: str) -> None:
    file = tmp_path / "miz.env"
    file.write_text(f"# settings\n{text}\n", encoding="utf-8")
    with pytest.raises(SettingsFileError, match="line 2"):
        settings_file.read(file)


def test_unreadable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    for name in ("binary", "absent"):
        with pytest.raises(SettingsFileError, match=name):
            settings_file.read(tmp_path / name)


def test_environment_counts_above_the_chosen_file(tmp_path: Path) -> None:
    file, other = tmp_path / "miz.env", tmp_path / "other.env"
    file.write_text("A=file\nB=file\n", encoding="utf-8")
    other.write_text("A=other\n", encoding="utf-8")
    assert settings_file.environment(file, {"B": "process"}) == {"A": "file", "B": "process"}
    named = {settings_file.NAMED_BY: str(other)}
    assert settings_file.environment(None, named) == {"A": "other"} | named
    assert settings_file.environment(None, {"B": "x"}).get("B") == "x"
