"""Faults at every call of a deployment: it ends deployed or untouched, leaves nothing behind, and says so.

JDE_TORTURE=1 runs every fault at every call on its own instead of samples and chains.
"""

from __future__ import annotations

import contextlib
import copy
import itertools
import os
import random
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from lookml.looker.interrupts import ended_by_sigterm, uninterrupted
from tests.deploy_site import Result, Site, Template, open_site
from tests.looker_simulator.faults import KINDS, Fault

pytest_plugins = ["tests.deploy_fixtures"]

TORTURE = bool(os.environ.get("JDE_TORTURE"))
SEED = 20260105
STEP = 1 if TORTURE else 8

Call = tuple[str, int]


@dataclass(frozen=True)
class Start:
    """Where deployments begin: on an empty Looker, or on a deployed one with a change to bring."""

    template: Template
    board: str

    @contextlib.contextmanager
    def open(self, folder: Path) -> Iterator[Site]:
        """A running site, with the change made."""
        with open_site(folder, self.template.files, self.template.state) as site:
            if self.template.state is not None:
                site.change("lookml/project/dashboards/owed.dashboard.lookml", "What we owe", self.board)
                site.change("lookml/looks/bills_by_company.yml", "limit: 50", "limit: 20")
            yield site

    @property
    def finished(self) -> dict[str, object]:
        """What a finished deployment looks like."""
        return {**FINISHED, "boards": [(self.board, False)]}


@pytest.fixture(scope="module", params=["first", "change"])
def start(request: pytest.FixtureRequest, empty_template: Template, deployed_template: Template) -> Start:
    if request.param == "first":
        return Start(empty_template, "What we owe")
    return Start(deployed_template, "Owed")


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory, start: Start) -> list[Call]:
    """The calls of a deployment without faults, as (route, how many of it came before)."""
    with start.open(tmp_path_factory.mktemp("calls")) as site:
        assert site.run("deploy").code == 0
        seen: Counter[str] = Counter()
        result = []
        for entry in site.looker.log:
            result.append((entry.route, seen[entry.route]))
            seen[entry.route] += 1
        return result


def _finished(site: Site) -> dict[str, object]:
    """What a finished deployment looks like, ids aside."""
    state = site.looker.state
    return {
        "production": site.project.production == site.head,
        "boards": [(board["title"], board["deleted"]) for board in site.boards()],
        "looks": [(look["title"], look["deleted"]) for look in state.where("looks")],
        "folders": sorted(record["name"] for record in state.where("folders")),
        "groups": sorted(record["name"] for record in state.where("groups")),
        "roles": [(record["name"], len(record["groups"])) for record in state.where("roles")],
        "attributes": sorted(record["name"] for record in state.where("user_attributes")),
        "values": sorted(record["value"] for record in state.where("group_values")),
        "own": sorted(state.user_values.values()),
        "models": sorted(state.table("lookml_models")),
        "rights": sorted(str(record["permission_type"]) for record in state.where("content_accesses")),
    }


FINISHED = {
    "production": True,
    "boards": [("What we owe", False)],
    "looks": [("Bills by company", False)],
    "folders": ["Books", "Shared"],
    "groups": ["All Users", "Bookkeepers"],
    "roles": [("Books", 1)],
    "attributes": ["jde_company", "jde_cost_center"],
    "values": ["%, NULL", "00001"],
    "own": ["%, NULL", "%, NULL"],
    "models": ["books"],
    "rights": ["edit", "view"],
}
MOVED_WORDS = ("is in production, but", "is deployed, but does not answer", "does not say whether it is at")


def _sound(site: Site, start: Start, fault: object) -> Result:
    """Deploy. Deployed or untouched, nothing left behind, an exit code that tells the truth, no secret shown."""
    before = site.project.production
    result = site.run("deploy")
    told = f"{fault}: exit {result.code}\n{result.err}"
    assert site.project.production in (before, site.head), told
    assert site.leftovers() == [], told
    assert result.code in (0, 2, 3, 4, 5, 6, 130), told
    assert "Traceback" not in result.err, told
    assert "secret-of-deployer" not in result.out + result.err, told
    assert "token-" not in result.out + result.err, told
    if result.code == 0:
        assert _finished(site) == start.finished, told
    elif site.project.production != before:
        assert result.code == 130 or any(words in result.err for words in MOVED_WORDS), told
        assert result.code in (6, 130), told
    return result


def _finish(site: Site, start: Start) -> None:
    """Without faults the next deployment brings what is missing, whatever happened before."""
    happened = list(site.looker.faults.happened)
    site.looker.faults.pending.clear()
    last = site.run("deploy")
    assert last.code == 0, f"{happened}: {last.err}"
    assert _finished(site) == start.finished, happened


def test_a_token_that_expires_at_any_call_is_survived(
    tmp_path: Path, start: Start, calls: list[Call]
) -> None:
    """Every call position; in the short form a deployment meets every eighth of them, eight times over."""
    for offset in range(len(calls) if TORTURE else STEP):
        positions = [calls[offset]] if TORTURE else calls[offset::STEP]
        with start.open(tmp_path / f"at{offset}") as site:
            for route, skip in positions:
                site.looker.faults.on(route, "expire", skip=skip)
            result = _sound(site, start, positions)
            assert result.code == 0, f"{positions}: {result.err}"
            met = [kind for _, _, kind in site.looker.faults.happened]
            assert len(met) >= len(positions) - 2, "login and update_session move when tokens are renewed"
            in_dev = [entry for entry in site.looker.log if entry.route == "validate_project"]
            assert len(in_dev) in (1, 2)


def _sample(calls: list[Call], start: Start) -> list[tuple[Call, str]]:
    everything = list(itertools.product(calls, KINDS))
    if TORTURE:
        return everything
    chosen = random.Random(SEED).sample(everything, 60 if start.template.state is None else 40)
    # and each kind where it matters most
    return chosen + [(("deploy_ref_to_production", 0), kind) for kind in KINDS]


def test_any_fault_at_any_call_ends_deployed_or_untouched(
    tmp_path: Path, start: Start, calls: list[Call], capsys: pytest.CaptureFixture[str]
) -> None:
    """A few faults wait for each attempt, and a site is deployed to until it is done; then the next site."""
    pending = [Fault(kind, route=route, skip=skip) for (route, skip), kind in _sample(calls, start)]
    wanted, met = len(pending), list[Fault]()
    ends: Counter[str] = Counter()
    for number in itertools.count():
        if not pending:
            break
        with start.open(tmp_path / f"site{number}") as site:
            code, attempt = 1, 0
            while pending and code != 0:
                waiting = pending[: 1 if TORTURE else 4]
                copies = [copy.copy(fault) for fault in waiting]
                site.looker.faults.pending = copies
                before = site.project.production
                code = _sound(site, start, copies).code
                done = [fault for fault, used in zip(waiting, copies, strict=True) if used.times == 0]
                moved = site.project.production != before
                ends[f"exit {code}, production {'moved' if moved else 'as before'}"] += len(done)
                met += done
                # what a first attempt does not meet never comes
                gone = waiting if code == 0 and attempt == 0 else done
                pending = [fault for fault in pending if not any(fault is one for one in gone)]
                attempt += 1
            _finish(site, start)
    assert {fault.kind for fault in met} == set(KINDS)
    assert len(met) >= 0.95 * wanted
    if TORTURE:
        with capsys.disabled():
            print(f"\n{len(calls)} calls x {len(KINDS)} kinds: {len(met)} of {wanted} faults met")
            print("\n".join(f"{count:6} {end}" for end, count in sorted(ends.items())))


def test_ctrl_c_at_any_call_leaves_nothing_behind(tmp_path: Path, start: Start, calls: list[Call]) -> None:
    """Every call from the first write on (when there was something before: from the move of production on), of
    those before it every fifth; all with JDE_TORTURE."""
    first_write = calls.index(
        ("deploy_ref_to_production", 0) if start.template.state else ("create_lookml_model", 0)
    )
    pending = [
        call for number, call in enumerate(calls) if TORTURE or number >= first_write or number % 5 == 0
    ]
    met: set[Call] = set()
    again: list[Call] = []
    for number in itertools.count():
        chain = pending or again[:1]
        if not chain:
            break
        again = again if pending else again[1:]
        with start.open(tmp_path / f"site{number}") as site:
            code = 130
            while chain and code == 130:
                route, skip = chain.pop(0)
                site.looker.faults.pending.clear()
                site.looker.faults.on(route, "interrupt", skip=skip)
                code = _sound(site, start, (route, skip)).code
                if site.looker.faults.happened:
                    met.add((route, skip))
                    assert code == 130 or (route, code) == ("logout", 0), f"{route}: {code}"
                    site.looker.faults.happened.clear()
                else:
                    # what came before had done it already: once more on a fresh site
                    again.append((route, skip))
            _finish(site, start)
    assert len(met) >= len(calls) - first_write


@pytest.mark.parametrize("push", range(1, 6))
def test_ctrl_c_during_a_push_leaves_nothing_behind(site: Site, empty_template: Template, push: int) -> None:
    """The pushes of a deployment: lock, candidate, production branch, record, unlock."""
    counter = site.folder / "pushes"
    hook = site.repository.path / "hooks" / "post-receive"
    hook.write_text(
        f'#!/bin/sh\necho >> {counter}\n[ "$(wc -l < {counter})" -ne {push} ] || kill -INT {os.getpid()}\n'
    )
    hook.chmod(0o755)
    start = Start(empty_template, "What we owe")
    assert _sound(site, start, f"push {push}").code == 130
    hook.unlink()
    _finish(site, start)


def test_a_failure_in_the_middle_of_content_says_what_is_missing(site: Site) -> None:
    site.looker.faults.on("import_lookml_dashboard", "502")
    result = site.run("deploy")
    assert result.code == 6
    assert "is in production, but 1 object is not done" in result.err
    assert "dashboard books::owed: Looker, POST /dashboards/books%3A%3Aowed/import/" in result.err
    assert "502, 502 Bad Gateway" in result.err
    assert site.run("deploy").code == 0
    assert _finished(site) == FINISHED


def test_what_stands_in_the_way_only_since_the_plan_was_made_is_told(site: Site) -> None:
    """Between plan and content somebody takes a right away: the role can no longer be made."""
    site.looker.faults.on("all_permission_sets", "403", skip=1)
    result = site.run("deploy")
    assert result.code == 6
    assert "role Books: there is no permission set 'User'" in result.err
    assert site.run("deploy").code == 0
    assert _finished(site) == FINISHED


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


def test_sigterm_waits_for_cleaning_up_as_ctrl_c_does() -> None:
    done = []

    def clean_up() -> None:
        with ended_by_sigterm(), uninterrupted():
            signal.raise_signal(signal.SIGTERM)
            done.append("cleaned up")

    with pytest.raises(KeyboardInterrupt):
        clean_up()
    assert done == ["cleaned up"]


def test_the_deployment_whose_answer_is_lost_is_believed_when_production_says_so(site: Site) -> None:
    site.looker.faults.on("deploy_ref_to_production", "lost")
    assert site.run("deploy").code == 0


def test_a_deployment_that_does_not_arrive_is_not_believed(deployed: Site) -> None:
    before = deployed.project.production
    deployed.change("lookml/project/dashboards/owed.dashboard.lookml", "What we owe", "Owed")
    deployed.looker.faults.on("deploy_ref_to_production", "204")
    result = deployed.run("deploy")
    assert result.code == 6
    assert "although Looker took the order" in result.err
    assert deployed.project.production == before


def test_two_deployments_at_once(site: Site) -> None:
    """The second one finds the first at work, touches nothing, and says who it is."""
    results: dict[str, Result] = {}
    arrived, go_on = _stop_at_validation(site)
    first = _Process(site)
    try:
        assert arrived.wait(30)
        writes = list(site.looker.writes)
        results["second"] = site.run("deploy")
        assert site.looker.writes == writes
    finally:
        go_on.set()
        results["first"] = first.wait()
    assert (results["first"].code, results["second"].code) == (0, 5), results
    assert "Another deployment is at work" in results["second"].err
    assert site.leftovers() == []
    assert _finished(site) == FINISHED


def _stop_at_validation(site: Site) -> tuple[threading.Event, threading.Event]:
    """Events: a deployment asks for validation, and it may go on."""
    arrived, go_on = threading.Event(), threading.Event()

    def pause() -> None:
        arrived.set()
        go_on.wait(20)

    site.looker.pauses["validate_project"] = pause
    return arrived, go_on


class _Process:
    """A deployment in a process of its own."""

    def __init__(self, site: Site) -> None:
        import subprocess
        import sys

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
        out, err = self._process.communicate(timeout=60)
        return Result(self._process.returncode, out, err)


def test_a_scheduler_that_ends_the_process_leaves_nothing_behind(site: Site) -> None:
    arrived, go_on = _stop_at_validation(site)
    process = _Process(site)
    assert arrived.wait(30)
    process._process.terminate()
    go_on.set()
    assert process.wait().code == 130
    assert site.leftovers() == []
    assert site.project.production is None


def test_what_a_killed_deployment_left_is_passed_over_once_it_is_old(site: Site) -> None:
    arrived, go_on = _stop_at_validation(site)
    process = _Process(site)
    assert arrived.wait(30)
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
    assert _finished(site) == FINISHED
