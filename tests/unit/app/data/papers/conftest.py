"""The fonts the papers are set in: those of the front-end build, or of the directory that MIZ_TEST_FONTS names."""

import os
from pathlib import Path

import pytest

from app.data.papers import DEFAULT_FONTS, Signer, generate_development_key


@pytest.fixture(scope="session")
def fonts() -> Path:
    return Path(os.environ.get("MIZ_TEST_FONTS") or DEFAULT_FONTS)


@pytest.fixture(scope="session")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    return generate_development_key(tmp_path_factory.mktemp("keys") / "development.p12", "a passphrase")
