"""The start scripts on machines that lack something: they say what is missing, and stop."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config import ROOT

#: what a script may find on the bare machine of a test
BARE = ("sh", "env", "dirname", "ls", "mkdir")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """The only folder of programs on a machine that has next to nothing."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for program in BARE:
        (folder / program).symlink_to(shutil.which(program) or program)
    return folder


def add(folder: Path, name: str, script: str) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def run(script: str, *arguments: str, path: Path, **more: str) -> subprocess.CompletedProcess[str]:
    command = [str(ROOT / "deploy" / script), *arguments]
    environ = {"PATH": str(path), **more}
    return subprocess.run(command, check=False, cwd=path.parent, env=environ, capture_output=True, text=True)


def test_without_a_package_manager_the_missing_packages_are_named(bare: Path) -> None:
    add(bare, "id", "echo 0")

    done = run("apt.sh", "postgresql", "chromium", path=bare)

    assert done.returncode == 1
    assert done.stderr == "Missing: postgresql chromium. Install with: sudo apt-get install postgresql chromium\n"


def test_without_the_right_to_install_nothing_is_tried(bare: Path, tmp_path: Path) -> None:
    add(bare, "id", "echo 1000")
    add(bare, "apt-get", f"echo tried >{tmp_path}/tried")
    add(bare, "sudo", "exit 1")

    done = run("apt.sh", "chromium", path=bare)

    assert (done.returncode, (tmp_path / "tried").exists()) == (1, False)
    assert "sudo apt-get install chromium" in done.stderr


def test_with_the_right_to_install_it_is_done(bare: Path, tmp_path: Path) -> None:
    add(bare, "id", "echo 0")
    add(bare, "apt-get", f'echo "$@" >>{tmp_path}/asked')

    done = run("apt.sh", "chromium", path=bare)

    assert done.returncode == 0
    assert (tmp_path / "asked").read_text().splitlines()[-1].endswith("chromium")


def test_python_that_is_too_old_is_not_used(bare: Path, tmp_path: Path) -> None:
    add(bare, "python3", "exit 1")

    done = run("venv.sh", path=bare)

    assert done.returncode == 1
    assert "Python 3.11 or newer" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_node_that_is_too_old_is_not_used(bare: Path) -> None:
    add(bare, "node", "exit 1")

    done = run("frontend.sh", path=bare)

    assert done.returncode == 1
    assert "Node 20 or newer" in done.stderr


@pytest.mark.skipif(shutil.which("node") is None, reason="asks the real Node for its version")
def test_node_of_this_machine_is_recognised(bare: Path) -> None:
    (bare / "node").symlink_to(os.path.realpath(shutil.which("node") or ""))
    add(bare, "npm", "exit 7")
    (bare.parent / "frontend").mkdir()

    assert run("frontend.sh", path=bare).returncode == 7


def test_web_server_says_what_is_wrong_with_its_settings(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "wsgi:app"]
    environ = {"PATH": os.defpath, "MIZ_DATA_DIR": str(tmp_path)}

    done = subprocess.run(command, check=False, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60)

    assert done.returncode != 0
    assert "- MIZ_SECRET_KEY is missing" in done.stderr
    assert "Traceback" not in done.stderr
