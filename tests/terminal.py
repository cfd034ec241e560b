"""What a command answers when it is typed with some words."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.cli import run_command


@dataclass(frozen=True)
class Answer:
    """What became of a command."""

    returncode: int
    stdout: str
    stderr: str


def answered(capsys: pytest.CaptureFixture[str], *words: str, home: Path) -> Answer:
    """Return what a command says for one home folder, and nothing that was printed before."""
    capsys.readouterr()
    code = run_command([*words, "--home", str(home)])
    said = capsys.readouterr()
    return Answer(code, said.out, said.err)
