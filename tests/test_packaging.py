"""The wheel holds all it needs: installed elsewhere, the demo runs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.slow
@pytest.mark.flow
def test_the_wheel_runs_the_demo_from_an_empty_folder(tmp_path: Path) -> None:
    """Built, installed into an empty venv and started outside the checkout, it makes pages."""
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    assert uv, "uv is a development dependency"
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}

    def do(*words: str, cwd: Path = tmp_path) -> str:
        done = subprocess.run(
            words,
            check=False,
            capture_output=True,
            text=True,
            cwd=cwd,
            env=environment,
            timeout=500,
        )
        assert 0 == done.returncode, done.stderr[-2000:]
        return done.stdout

    do(uv, "build", "--quiet", "--wheel", "--out-dir", str(tmp_path), str(ROOT))
    (wheel,) = tmp_path.glob("*.whl")
    do(uv, "venv", "--quiet", "--python", sys.executable, str(tmp_path / "venv"))
    python = str(tmp_path / "venv" / "bin" / "python")
    lock = str(ROOT / "requirements.lock")
    do(uv, "pip", "install", "--quiet", "--python", python, "--constraint", lock, str(wheel))
    empty = tmp_path / "empty"
    empty.mkdir()

    said = do(
        str(Path(python).with_name("backstride")), "demo", "--home", str(empty / "home"), cwd=empty
    )

    pages = [Path(line) for line in said.splitlines() if line.endswith(".html")]
    assert {"index.html", "index.de.html", "anna.html", "ben.de.html"} <= {p.name for p in pages}
    assert all(page.exists() for page in pages)
    assert 'id="plotly-packed"' in (empty / "home" / "dashboards" / "anna.html").read_text("utf-8")
