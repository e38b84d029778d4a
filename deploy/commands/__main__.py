"""`miz COMMAND`: what an operator does with a desk. `miz COMMAND --help` tells more of each.

Settings are read from the file that systemd gives to the desk, /etc/miz.env, or from another one by --settings; the
environment of the process counts above it."""

import argparse
import os
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from config import ENVIRONMENT, Settings, SettingsError
from deploy import backup
from deploy.backup import BackupFailed
from deploy.commands import checks, opening, relocation, schema, settings_file, tables, users
from deploy.commands.settings_file import SettingsFileError


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its line in the help, how it is done, and what it asks for."""

    help: str
    run: Callable[[argparse.Namespace, Settings], int]
    add_options: Callable[[argparse.ArgumentParser], None] = lambda _parser: None


def _save(options: argparse.Namespace, settings: Settings) -> int:
    backup.save(settings, options.folder)
    return 0


def _restore(options: argparse.Namespace, settings: Settings) -> int:
    backup.restore(settings, options.folder)
    return 0


def _folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path)


def _demo(options: argparse.Namespace, settings: Settings) -> int:
    from deploy.demo import __main__ as demo

    return demo.fill(settings, cases=options.cases, logins=options.logins)


def _demo_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--logins", action="store_true", help="print who can log in, when all is there")
    parser.add_argument("--cases", type=int, default=160, help="past cases to play (default 160)")


COMMANDS = {
    "init": Command("open an empty desk: its first agency and administrator", opening.run, opening.add_options),
    "check": Command("open what the settings name, and say of each whether it works", checks.run),
    "upgrade": Command("make the tables of the database, or bring them to this release", schema.run),
    "user": Command("people and their roles", users.run, users.add_options),
    "import": Command(
        "bring in units, desks, people or roles from a table", tables.run_import, tables.add_import_options
    ),
    "export": Command("write them into a table", tables.run_export, tables.add_export_options),
    "backup": Command("save database and files into a folder", _save, _folder),
    "restore": Command("bring back what `backup` saved, into an empty place", _restore, _folder),
    "move": Command("move a desk from SQLite to PostgreSQL", relocation.run, relocation.add_options),
    "demo": Command("fill an empty desk with the demo; never in production", _demo, _demo_options),
}


def main(argv: list[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    options = _parser().parse_args(argv)
    os.umask(0o077)  # what is written is nobody else's to read
    try:
        settings = Settings.from_environment(settings_file.environment(options.settings, ENVIRONMENT))
        return COMMANDS[options.command].run(options, settings)
    except SettingsError as error:
        return checks.exit_with(error.faults)
    except SettingsFileError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except (BackupFailed, OSError, sqlite3.Error) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except SQLAlchemyError as error:
        sys.stderr.write(f"The database: {checks.first_line(error)}\n`miz check` tells more.\n")
        return 1
    except (KeyboardInterrupt, EOFError):
        sys.stderr.write("\nStopped; nothing was written.\n")
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="miz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--settings", type=Path, metavar="FILE", help="the settings file (default /etc/miz.env)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        command.add_options(commands.add_parser(name, help=command.help, description=command.help))
    return parser


if __name__ == "__main__":
    sys.exit(main())
