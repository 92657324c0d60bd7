"""Every command of the README, in its order, in a copy of the project as a newcomer has it."""

import json
import os
import re
import shutil
import subprocess
from doctest import ELLIPSIS, OutputChecker
from itertools import pairwise
from pathlib import Path

import pytest

from tests.system.processes import free_port, get, serving

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")

# A fresh virtual environment is filled from a package index.
PATIENCE = 900

BLOCKS = list(re.finditer(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL))
COMMANDS = [block[2] for block in BLOCKS if block[1] == "sh"]
# What stands right below a command is its answer.
ANSWERS = {
    command[2]: answer[2]
    for command, answer in pairwise(BLOCKS)
    if command[1] == "sh" and not README[command.end() : answer.start()].strip()
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the project, without what was made from them."""
    folder = tmp_path_factory.mktemp("project")
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    return folder


def test_the_readme_works(project: Path) -> None:
    port = free_port()
    environ = {"ONRECORD_PORT": str(port)}

    def run(commands: str) -> str:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands.replace(":8000", f":{port}")],
            cwd=project,
            env={**os.environ, **environ},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, f"{commands}\n{done.stderr}"
        return done.stdout

    first, *others = COMMANDS
    assert first.strip() == "make run"
    offline = [command for command in others if "mv backup.db" in command]
    with serving(["make", "run"], port, folder=project, environ=environ, patience=PATIENCE):
        for command in others:
            if command not in offline:
                assert_answer(command, run(command))
        before = get(port, "/quotes?count=exact")["meta"]["count"]
    for command in offline:
        run(command)
    with serving(["make", "run"], port, folder=project, environ=environ, patience=PATIENCE):
        assert get(port, "/quotes?count=exact")["meta"]["count"] == before


def assert_answer(command: str, printed: str) -> None:
    """What the README prints under a command is its answer, `…` standing for any part of it."""
    if "curl" in command:
        assert json.loads(printed.splitlines()[-1] if "select" in command else printed)["results"]
    if (expected := ANSWERS.get(command)) is not None:
        wanted = re.sub(r"^( *)…$", r"\1...", expected, flags=re.MULTILINE)
        assert OutputChecker().check_output(wanted, printed, ELLIPSIS), printed
