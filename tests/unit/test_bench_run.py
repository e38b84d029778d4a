"""The runner of benchmarks: passes on measurements, and notices a benchmark that fails or measures nothing."""

from pathlib import Path

import pytest

from bench import run

LINE = '{"name": "a", "value": 1, "unit": "ms", "versus": {"b": 2}, "ratio": 0.5, "goal": 2, "reached": true}'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "measured"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "_shared.py").write_text("raise SystemExit(1)")
    (folder / "good.py").write_text(f"print('warming up'); print('''{LINE}''')")
    return folder


def test_measurements_go_out_and_the_rest_goes_to_standard_error(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run.main(folder=folder) == 0

    printed = capfd.readouterr()
    assert printed.out == LINE + "\n"
    assert printed.err == "warming up\n"


@pytest.mark.parametrize("source", [f"print('''{LINE}'''); raise SystemExit(3)", "print('nothing measured')"])
def test_benchmark_that_fails_or_measures_nothing_is_counted(
    source: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "bad.py").write_text(source)

    assert run.main(folder=folder) == 1
    assert capfd.readouterr().out.endswith(LINE + "\n")


def test_one_benchmark_can_be_asked_for(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "other.py").write_text("raise SystemExit(1)")

    assert run.main(["good"], folder=folder) == 0
    assert capfd.readouterr().out == LINE + "\n"
