"""The start scripts on machines that lack something: they say what is missing, and stop."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config import ROOT

#: what a script may find on the bare machine of a test
BARE = ("sh", "env", "dirname", "ls", "mkdir", "sed", "tr", "head", "printenv")


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


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """A virtual environment whose pip knows a mirror, and whose uv writes down what it is told."""
    programs = tmp_path / "environment" / "bin"
    programs.mkdir(parents=True)
    add(programs, "python", 'case "$*" in *"config list"*) cat "$0.settings" ;; esac')
    add(programs, "uv", f'echo "$@" >{tmp_path}/told; env >{tmp_path}/environ')
    (programs / "python.settings").write_text("")
    programs.parent.rename(tmp_path / ".venv")
    return tmp_path / ".venv"


def install(which: str, bare: Path, **environ: str) -> tuple[str, dict[str, str]]:
    """What uv is told: the command, and the settings."""
    (bare / "cat").symlink_to(shutil.which("cat") or "cat")
    done = run("packages.sh", which, path=bare, **environ)
    assert (done.returncode, done.stderr) == (0, "")
    told = (bare.parent / "environ").read_text().splitlines()
    return (bare.parent / "told").read_text(), dict(line.split("=", 1) for line in told if "=" in line)


@pytest.mark.usefixtures("environment")
def test_packages_are_those_of_the_list_and_no_others(bare: Path) -> None:
    told, settings = install("run", bare)

    assert told.startswith("pip sync requirements/run.txt ")
    assert "--require-hashes" in told
    assert settings.keys() & {"UV_DEFAULT_INDEX", "UV_INDEX", "SSL_CERT_FILE"} == set()


def test_tools_of_a_developer_stay_when_the_desk_is_opened(environment: Path, bare: Path) -> None:
    (environment / ".dev").touch()

    assert "sync requirements/dev.txt" in install("run", bare)[0]


def test_mirror_that_pip_knows_is_told_to_uv_unless_it_knows_one(environment: Path, bare: Path) -> None:
    (environment / "bin" / "python.settings").write_text(
        "global.cert='/etc/ssl/agency.pem'\n"
        "global.extra-index-url='\\nhttps://one.example/simple\\nhttps://two.example/simple'\n"
        "global.find-links='/srv/wheels /srv/more'\n"
        "global.index-url='https://mirror.example/simple'\n"
    )

    settings = install("run", bare, SSL_CERT_FILE="/home/other.pem")[1]

    assert settings["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    assert settings["UV_INDEX"].split() == ["https://one.example/simple", "https://two.example/simple"]
    assert settings["UV_FIND_LINKS"] == "/srv/wheels,/srv/more"
    assert settings["SSL_CERT_FILE"] == "/home/other.pem"
