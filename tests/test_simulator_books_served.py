"""Books behind the simulated AIS Server: built once, served as copies, and living on from day to day."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.jde_simulator import AisServer
from tests.jde_simulator.server import REPOSITORY


def _simulator(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.jde_simulator", *options]
    environment = {"PYTHONPATH": str(REPOSITORY)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the simulator has run once, so that its books are cached."""
    folder = tmp_path_factory.mktemp("cache")
    first = _simulator(folder, "exec", "--scale", "0.01", "--", "true")
    assert (first.returncode, first.stdout) == (0, "")
    assert first.stderr.startswith("building books of seed 1, scale 0.01 in ")
    return folder


def test_books_are_built_once_and_served_as_copies(cache: Path) -> None:
    [cached] = (cache / ".jde").iterdir()
    before = cached.read_bytes()
    advance = (
        "import os, urllib.request as u; b = os.environ['SOURCES__JDE__BASE_URL'].removesuffix('jderest')"
    )
    advance += "; print(u.urlopen(b + '_simulator/advance', data=b'').read().decode())"
    second = _simulator(cache, "exec", "--scale", "0.01", "--", sys.executable, "-c", advance)
    assert (second.returncode, second.stderr) == (0, "")
    with duckdb.connect(str(cached), read_only=True) as connection:
        row = connection.execute(
            "SELECT count(*) > 100, (SELECT today + 1 FROM plan.state) FROM f0911"
        ).fetchone()
        assert row is not None
        assert row[0] is True
        assert second.stdout == f'{{"today": "{row[1].isoformat()[:10]}"}}\n'
    assert cached.read_bytes() == before


def test_days_pass_in_files(cache: Path, tmp_path: Path) -> None:
    [cached] = (cache / ".jde").iterdir()
    books = tmp_path / "books.duckdb"
    shutil.copyfile(cached, books)
    with AisServer(books) as server:
        before = server.clock.today()
    done = _simulator(tmp_path, "advance", "--data", str(books), "--days", "1")
    with AisServer(books) as server:
        assert (server.clock.today() - before).days == 1
        assert done.stdout == f"today is {server.clock.today()}\n"
    missing = _simulator(tmp_path, "advance", "--data", "nothing.duckdb")
    assert (missing.returncode, missing.stderr) == (2, "jde_simulator: no books at nothing.duckdb\n")
