"""A plugin of pytest for runs on changed code: an end for those that would never come to one, and quick properties.

Properties try fewer examples, the same ones each time, and a failure isn't made smaller: that it fails is all that
counts. The end is told in seconds of the processor, so that a busy machine makes no test fail."""

import resource

import pytest
from hypothesis import Phase, settings

settings.register_profile(
    "mutants",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=25,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile("mutants")


def pytest_addoption(parser: pytest.Parser) -> None:
    """How much of the processor's time the run may take."""
    parser.addoption("--cpu-seconds", type=int, help="end the run after so many seconds of the processor's time")


def pytest_configure(config: pytest.Config) -> None:
    """Let the system end the run."""
    seconds = config.getoption("--cpu-seconds")
    if seconds is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
