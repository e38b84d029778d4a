"""`miz move`: from the embedded database to PostgreSQL."""

import argparse
import sys

from config import Settings
from deploy import move
from deploy.move import MoveFailed


def add_options(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument(
        "--to",
        required=True,
        metavar="postgresql://…",
        help="an empty database; without a password in it, PGPASSWORD or ~/.pgpass has it",
    )


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Move; returns the exit code."""
    try:
        rows = move.move(settings.database_url, options.to, tell=_tell)
    except MoveFailed as failed:
        sys.stderr.write(f"{failed}\nNothing was moved.\n")
        return 1
    print(f"{rows} rows are in {move.shown(options.to)}: counts, contents, references and histories agree.")
    print("Next: write that address, as postgresql+psycopg://…, into MIZ_DATABASE_URL, and start the desk.")
    return 0


def _tell(table: str, rows: int) -> None:
    if rows:
        print(f"{table:<28} {rows:>10}")
