"""A real Looker, on demand: `LOOKERSDK_...` and JDE_LIVE_LOOKER=1 set. Reads only.

With JDE_LIVE_LOOKER_PROJECT naming a throw-away project (connected to git, its connection in
JDE_LOOKER_CONNECTION), that project is deployed to, twice, and rolled back.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LIVE = os.environ.get("JDE_LIVE_LOOKER") == "1"
PROJECT = os.environ.get("JDE_LIVE_LOOKER_PROJECT")

pytestmark = pytest.mark.skipif(not LIVE, reason="needs a Looker: set LOOKERSDK_... and JDE_LIVE_LOOKER=1")


def _run(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lookml", *words],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=1800,
    )


def test_a_plan_is_made_of_the_instance_as_it_is() -> None:
    done = _run("plan", "--json")
    assert done.returncode in (0, 2, 3, 5), done.stderr
    if done.returncode == 0:
        plan = json.loads(done.stdout)
        assert plan["looker"] == os.environ["LOOKERSDK_BASE_URL"].rstrip("/")


def test_the_state_can_be_read() -> None:
    done = _run("status", "--json")
    assert done.returncode in (0, 2, 3), done.stderr


@pytest.mark.skipif(PROJECT is None, reason="needs a throw-away project: set JDE_LIVE_LOOKER_PROJECT")
def test_a_throw_away_project_is_deployed_and_rolled_back() -> None:
    words = ("--skip", "content", "--skip", "access", "--accept-differences", "live test")
    settings = {"JDE_LOOKER_PROJECT": str(PROJECT)}
    first = _run("deploy", *words, **settings)
    assert first.returncode == 0, first.stderr
    second = _run("deploy", *words, **settings)
    assert second.returncode == 0, second.stderr
    assert "nothing to do" in second.stdout
    back = _run("rollback", "--skip", "content", **settings)
    assert back.returncode in (0, 5), back.stderr
