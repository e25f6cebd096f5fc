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
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from lookml.looker.interrupts import ended_by_sigterm, uninterrupted
from tests.deploy_site import FINISHED, Result, Site, Template, finished, open_site
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


@pytest.fixture(scope="module", autouse=True)
def interruptible() -> Iterator[None]:
    """Ctrl-C is heard, also where the tests were started in the background and a shell had it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


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
        assert finished(site) == start.finished, told
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
    assert finished(site) == start.finished, happened


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
    chosen = random.Random(SEED).sample(everything, 60 if start.template.state is None else 27)
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
    those before it every tenth; all with JDE_TORTURE."""
    first_write = calls.index(
        ("deploy_ref_to_production", 0) if start.template.state else ("create_lookml_model", 0)
    )
    pending = [
        call for number, call in enumerate(calls) if TORTURE or number >= first_write or number % 10 == 0
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


def test_sigterm_waits_for_cleaning_up_as_ctrl_c_does() -> None:
    done = []

    def clean_up() -> None:
        with ended_by_sigterm(), uninterrupted():
            signal.raise_signal(signal.SIGTERM)
            done.append("cleaned up")

    with pytest.raises(KeyboardInterrupt):
        clean_up()
    assert done == ["cleaned up"]


@pytest.mark.parametrize("route", ["deploy_ref_to_production", "run_inline_query"])
def test_a_deployment_interrupted_in_production_goes_back_by_itself(deployed: Site, route: str) -> None:
    first = deployed.project.production
    deployed.change("lookml/project/dashboards/owed.dashboard.lookml", "What we owe", "Owed")
    # of the queries the first is that of validation
    deployed.looker.faults.on(route, "interrupt", skip=int(route == "run_inline_query"))
    result = deployed.run("deploy")
    assert result.code == 130, result.err
    assert f"going back to {str(first)[:12]}" in result.err
    assert deployed.project.production == first
    assert deployed.leftovers() == []
    assert deployed.run("deploy").code == 0
    assert deployed.run("rollback").code == 0
    assert deployed.project.production == first
