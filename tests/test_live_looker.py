"""A real Looker, on demand: `LOOKERSDK_...` and JDE_LIVE_LOOKER=1 set. Reads only.

With JDE_LIVE_LOOKER_PROJECT naming a throw-away project (connected to git, its connection in
JDE_LOOKER_CONNECTION), that project is deployed to, changed, and rolled back; docs/looker.md says what stays.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from lookml import cli
from lookml.project import DEFAULT_ROOT, load_project

LIVE = os.environ.get("JDE_LIVE_LOOKER") == "1"
PROJECT = os.environ.get("JDE_LIVE_LOOKER_PROJECT")
MODEL = "jde_throw_away"
# what is no GET and changes nothing: the session's own calls, and asking the database connection
HARMLESS = {("POST", "/login"), ("PATCH", "/session"), ("DELETE", "/api/logout")}

pytestmark = pytest.mark.skipif(not LIVE, reason="needs a Looker: set LOOKERSDK_... and JDE_LIVE_LOOKER=1")
throw_away = pytest.mark.skipif(
    PROJECT is None, reason="needs a throw-away project: set JDE_LIVE_LOOKER_PROJECT"
)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Verb and path of each call that goes out."""
    seen: list[tuple[str, str]] = []
    send = requests.Session.request

    def record(self: requests.Session, method: str, url: str, **words: Any) -> requests.Response:
        seen.append((method, urlsplit(url).path.removeprefix("/api/4.0")))
        return send(self, method, url, **words)

    monkeypatch.setattr(requests.Session, "request", record)
    return seen


def _asked(capsys: pytest.CaptureFixture[str], *words: str, expect: tuple[int, ...] = (0,)) -> dict[str, Any]:
    """What `jde-lookml ... --json` answers; no secret shows."""
    code = cli.main([*words, "--json"])
    shown = capsys.readouterr()
    assert os.environ["LOOKERSDK_CLIENT_SECRET"] not in shown.out + shown.err
    assert code in expect, shown.err
    return dict(json.loads(shown.out))


def test_a_plan_understands_every_answer_and_sends_gets_alone(
    capsys: pytest.CaptureFixture[str], calls: list[tuple[str, str]]
) -> None:
    """Conflicts (5) are the instance's own; an answer of another shape than looker-sdk's would be 6."""
    plan = _asked(capsys, "plan", expect=(0, 5))
    assert plan["looker"] == os.environ["LOOKERSDK_BASE_URL"].rstrip("/")
    assert plan["missing_permissions"] == []
    others = {call for call in calls if call[0] != "GET"} - HARMLESS
    assert {verb for verb, path in others if not path.startswith("/connections/")} == set()


def test_the_state_can_be_read(capsys: pytest.CaptureFixture[str], calls: list[tuple[str, str]]) -> None:
    state = _asked(capsys, "status")
    assert state["release"][0].isdigit()
    assert state["left_behind"] == []


@throw_away
def test_a_throw_away_project_is_deployed_changed_and_rolled_back(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert PROJECT not in (load_project().name, os.environ.get("JDE_LOOKER_PROJECT")), "that one is in use"
    monkeypatch.setenv("JDE_LOOKER_PROJECT", str(PROJECT))
    project = _renamed(tmp_path)
    paths = ("--project", str(project), "--looks", str(tmp_path / "looks"))
    parts = (*paths, "--skip", "content", "--skip", "access")
    plan = _asked(capsys, "plan", *parts)
    kinds = {change["kind"] for change in plan["changes"] if change["action"] == "create"}
    assert kinds <= {"model"}, "make the user attributes of docs/looker.md step 6 first"
    accepted = ("--accept-differences", "live test")
    first = _asked(capsys, "deploy", *parts, *accepted)
    assert _asked(capsys, "deploy", *parts, *accepted)["moved"] is False
    model = project / f"{MODEL}.model.lkml"
    model.write_text(model.read_text().replace('label: "JDE Finance"', 'label: "JDE Finance, live test"'))
    second = _asked(capsys, "deploy", *parts, *accepted)
    assert (second["moved"], second["previous"]) == (True, first["production"])
    back = _asked(capsys, "rollback", *parts)
    assert back["production"] == first["production"]
    state = _asked(capsys, "status", *parts)
    assert (state["production"], state["left_behind"]) == (first["production"], [])


def _renamed(target: Path) -> Path:
    """The shipped project under a model name of its own, since a name belongs to one project of an instance."""
    shutil.copytree(DEFAULT_ROOT, target / "project")
    shutil.copytree(DEFAULT_ROOT.parent / "looks", target / "looks")
    (target / "project" / "jde.model.lkml").rename(target / "project" / f"{MODEL}.model.lkml")
    for file in (*(target / "project" / "dashboards").iterdir(), *(target / "looks").iterdir()):
        file.write_text(file.read_text().replace("model: jde\n", f"model: {MODEL}\n"))
    return target / "project"
