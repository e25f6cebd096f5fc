"""Two deployments at once, and what one that was ended or killed leaves to the next."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

from tests.deploy_site import FINISHED, Result, Site, finished

pytest_plugins = ["tests.deploy_fixtures"]


def test_somebody_who_deploys_between_the_look_and_the_lock_is_noticed(deployed: Site) -> None:
    deployed.change("lookml/project/dashboards/owed.dashboard.lookml", "What we owe", "Owed")
    other = deployed.repository.git(
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b.c",
        "commit-tree",
        "main^{tree}",
        "-p",
        "main",
        "-m",
        "theirs",
    )

    def deploy_theirs() -> None:
        deployed.repository.set_branch("main", other)
        deployed.project.production = other

    deployed.looker.pauses["all_roles"] = deploy_theirs
    result = deployed.run("deploy")
    assert result.code == 5
    assert f"Somebody else deployed since this run looked: main is at {other[:12]}" in result.err
    assert deployed.looker.writes == []
    assert deployed.leftovers() == []
    assert deployed.project.production == other


def test_two_deployments_at_once(site: Site) -> None:
    """The second one finds the first at work, touches nothing, and says who it is."""
    results: dict[str, Result] = {}
    arrived, go_on = _stop_at_validation(site)
    first = _Process(site)
    try:
        assert arrived.wait(60)
        writes = list(site.looker.writes)
        results["second"] = site.run("deploy")
        assert site.looker.writes == writes
    finally:
        go_on.set()
        results["first"] = first.wait()
    assert (results["first"].code, results["second"].code) == (0, 5), results
    assert "Another deployment is at work" in results["second"].err
    assert site.leftovers() == []
    assert finished(site) == FINISHED


def _stop_at_validation(site: Site) -> tuple[threading.Event, threading.Event]:
    """Events: a deployment asks for validation, and it may go on."""
    arrived, go_on = threading.Event(), threading.Event()

    def pause() -> None:
        arrived.set()
        go_on.wait(60)

    site.looker.pauses["validate_project"] = pause
    return arrived, go_on


class _Process:
    """A deployment in a process of its own."""

    def __init__(self, site: Site) -> None:
        words = [
            "deploy",
            "--project",
            "lookml/project",
            "--looks",
            "lookml/looks",
            "--access",
            "lookml/access.yml",
        ]
        environment = {**os.environ, **site.settings, "JDE_LOOKER_PATIENCE": "60"}
        environment["PYTHONPATH"] = str(Path(__file__).parent.parent)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "lookml", *words],
            cwd=site.folder,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def wait(self) -> Result:
        out, err = self._process.communicate(timeout=120)
        return Result(self._process.returncode, out, err)


def test_a_scheduler_that_ends_the_process_leaves_nothing_behind(site: Site) -> None:
    arrived, go_on = _stop_at_validation(site)
    process = _Process(site)
    assert arrived.wait(60)
    process._process.terminate()
    go_on.set()
    assert process.wait().code == 130
    assert site.leftovers() == []
    assert site.project.production is None


def test_what_a_killed_deployment_left_is_passed_over_once_it_is_old(site: Site) -> None:
    arrived, go_on = _stop_at_validation(site)
    process = _Process(site)
    assert arrived.wait(60)
    process._process.kill()
    go_on.set()
    process.wait()
    assert len(site.leftovers()) == 4, "candidate, lock and temporary branch, which is checked out"
    site.looker.pauses.clear()
    result = site.run("deploy")
    assert result.code == 5
    status = site.run("status").out
    assert "? lock of " in status
    assert "? branch tmp-jde-deploy-" in status
    result = site.run("deploy", JDE_LOOKER_LOCK_HOURS="0")
    assert result.code == 0, result.err
    assert site.leftovers() == []
    assert finished(site) == FINISHED
