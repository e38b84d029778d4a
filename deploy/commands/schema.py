"""`miz upgrade`: the tables of the database, made or brought to this release."""

import argparse

from alembic import command
from alembic.config import Config

from config import ROOT, Settings


def configuration(database_url: str) -> Config:
    """Alembic's configuration, with the database that it is to work on."""
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.attributes["url"] = database_url
    return config


def run(_options: argparse.Namespace, settings: Settings) -> int:
    """Bring the tables to this release; several nodes may do so at once. Returns the exit code."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    command.upgrade(configuration(settings.database_url), "head")
    print("The tables are of this release.")
    return 0
