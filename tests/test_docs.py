"""README tells the truth: its code runs, its commands exist."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from flows.cli import app

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", README, re.DOTALL))
def test_python_examples_run(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each Python block runs and prints what its comment promises."""
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - our own document

    promised = re.findall(r"print\(.*\)  # (.*)", code)
    assert promised == capsys.readouterr().out.split()


def test_every_command_named_exists() -> None:
    """No command is promised that the program does not have."""
    named = set(re.findall(r"\bbackstride (\w+)", README))

    assert named <= set(COMMANDS)


def test_every_command_is_documented() -> None:
    """No command of the program is left out."""
    assert set(COMMANDS) <= set(re.findall(r"\b(?:backstride|make) (\w+)", README))
