"""The comparison of bench/feel.py in the rule libraries of PyPI, from a virtual environment that is gone afterwards.

    python -m bench.feel --rivals

Run as a script inside that environment it prints {library: microseconds}; a library that fails is left out."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

#: bkflow-feel is FEEL in Python, rule-engine a language of its own in Python, zen-engine one in Rust.
PACKAGES = ("bkflow-feel", "rule-engine", "zen-engine")
CONTEXT = {"amount": 1500, "status": "open"}
TEXT = "amount > 1000"


def measure() -> dict[str, float]:
    """Microseconds of one comparison by library; none where they can't be installed, which is told on stderr."""
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "bin" / "python"
        try:
            subprocess.run([sys.executable, "-m", "venv", folder], check=True, capture_output=True)
            subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True, capture_output=True)
            printed = subprocess.run([python, __file__], check=True, capture_output=True, text=True).stdout
        except subprocess.CalledProcessError as error:
            sys.stderr.write(f"the other libraries are left out: {error}\n")
            return {}
    found: dict[str, float] = json.loads(printed)
    return found


def _bkflow() -> Callable[[], object]:
    feel = import_module("bkflow_feel.api")
    return lambda: feel.parse_expression(TEXT, CONTEXT)


def _rule_engine() -> Callable[[], object]:
    rule = import_module("rule_engine").Rule(TEXT)
    return lambda: rule.evaluate(CONTEXT)


def _zen() -> Callable[[], object]:
    compiled = import_module("zen").compile_expression(TEXT)
    return lambda: compiled.evaluate(CONTEXT)


def _microseconds(work: Callable[[], object]) -> float:
    count = 2000
    rounds = []
    for _ in range(5):
        start = time.process_time()
        for _ in range(count):
            work()
        rounds.append(time.process_time() - start)
    return round(min(rounds) / count * 1e6, 2)


def _all() -> dict[str, float]:
    measured = {}
    for name, make in zip(PACKAGES, (_bkflow, _rule_engine, _zen), strict=True):
        try:
            work = make()
            assert work() is True
            measured[name] = _microseconds(work)
        except Exception as error:  # a rival that is broken must not stop the others
            sys.stderr.write(f"{name}: {error}\n")
    return measured


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_all()))
