"""R1: `kill -9` at any moment of a run; one plain run afterwards must make everything right, with no other hand.

Half of the moments are random over the time that a run takes. The others are chosen by what can be seen from outside:
the call that the server is answering, and the folders in which staging and dlt keep what they have got to.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.jde_simulator.faults import Fault
from tests.loader_lab import Lab, environment, open_lab
from tests.torture.judging import Verdict, control_totals, judge, warehouse_totals
from tests.torture.life import TABLES, Life
from tests.torture.runner import Runner
from tests.torture.table import Line

FIRST_LOADS = 5  # every so many trials the target is empty
MOST_SECONDS = 60.0
PAUSE = 0.001

# calls of the server during which the run is killed: what the run asks for, which one, and of which table
CALLS: Mapping[str, Fault] = {
    "at the sign-in": Fault("run", call="login", times=1),
    "at the first page": Fault("run", call="browse", nth=(1,)),
    "in the middle of a table": Fault("run", call="next", table="F0911", nth=(2,)),
    "at the children": Fault("run", call="browse", table="F4311", nth=(2,)),
    "at the logout": Fault("run", call="logout", times=1),
}
# what stands in the state folder when the run is killed
FOLDERS: Mapping[str, str] = {
    "staged": "staging/**/*.parquet",
    "extracted": "dlt/*/normalize/extracted/*/*",
    "normalised": "dlt/*/load/normalized/*/new_jobs/*",
    "loading": "dlt/*/load/normalized/*/started_jobs/*",
    "a job loaded": "dlt/*/load/normalized/*/completed_jobs/*",
    "package loaded, books open": "dlt/*/load/loaded/*",
}
HOOKS = (*CALLS, *FOLDERS)


def kill_runs(engine: str, trials: int, seed: int, folder: Path, said: Callable[[str], None]) -> Line:
    """Kill so many runs on one engine; PostgreSQL is reached by libpq's variables."""
    chance = random.Random(f"{seed} {engine}")
    found, hands, hit = Verdict(), 0, 0
    with Runner() as runner:
        for group in range(-(-trials // FIRST_LOADS)):
            for verdict, hand, killed in _group(
                engine,
                chance,
                folder / f"{engine}{group}",
                runner,
                min(FIRST_LOADS, trials - group * FIRST_LOADS),
            ):
                found, hands, hit = found + verdict, hands + hand, hit + killed
            said(
                f"R1 {engine}: {min((group + 1) * FIRST_LOADS, trials)} of {trials}, {found}, {hands} by hand"
            )
    return Line("R1", f"kill -9, {engine} ({hit} hit a run)", trials, found, hands)


def _group(
    engine: str, chance: random.Random, folder: Path, runner: Runner, trials: int
) -> Iterator[tuple[Verdict, int, int]]:
    """A first load that is killed, and then runs on what it left."""
    with open_lab(folder, engine, TABLES) as lab:
        life = Life(lab.jde, chance)
        life.begin()
        lab.configure(page_size=60)
        usual = 3.0
        for trial in range(trials):
            variables = {**os.environ, **environment(lab), "SOURCES__JDE__SLICE_ROWS": "150"}
            before = control_totals(lab)
            moment = chance.choice(HOOKS) if trial % 2 else chance.uniform(0.0, usual)
            killed = _killed(lab, runner, variables, moment)
            if chance.random() < 0.5:
                shutil.rmtree(lab.target.state_dir, ignore_errors=True)
            code, usual = runner.run(variables, "run")
            verdict = judge(lab, life.unseen)
            if not life.unseen and not verdict.wrong and warehouse_totals(lab) != before:
                verdict += Verdict(stale=1)
            yield verdict, int(code != 0), killed
            life.pass_day()
            lab.server.clock.set_day(life.today)


def _killed(lab: Lab, runner: Runner, variables: Mapping[str, str], moment: float | str) -> int:
    """Start a run and kill it; 1 when it was still alive."""
    with _doom(lab, moment) as doom:
        doom.pid = runner.start(variables, "run")
        doom.ready.set()
        return int(runner.finish() == -signal.SIGKILL)


class Doom:
    """Kills one process, once."""

    def __init__(self) -> None:
        self.pid = 0
        self.ready, self.done = threading.Event(), threading.Event()

    def strike(self) -> None:
        """Kill it, whatever it does; nothing when it has ended."""
        self.ready.wait()
        if not self.done.is_set():
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def strike_after(self, seconds: float) -> None:
        """Kill it when the time has come."""
        self.ready.wait()
        if not self.done.wait(seconds):
            self.strike()

    def strike_at(self, folder: Path, pattern: str) -> None:
        """Kill it when the folder holds such a file."""
        self.ready.wait()
        began = time.monotonic()
        while not self.done.is_set() and time.monotonic() - began < MOST_SECONDS:
            if any(folder.glob(pattern)):
                self.strike()
                return
            time.sleep(PAUSE)


@contextmanager
def _doom(lab: Lab, moment: float | str) -> Iterator[Doom]:
    doom = Doom()
    watcher: threading.Thread | None = None
    if isinstance(moment, float):
        watcher = threading.Thread(target=doom.strike_after, args=(moment,))
    elif moment in FOLDERS:
        watcher = threading.Thread(target=doom.strike_at, args=(lab.target.state_dir, FOLDERS[moment]))
    else:
        fault = CALLS[moment]
        lab.server.faults.add(Fault(**{**vars(fault), "action": doom.strike}))
    if watcher:
        watcher.start()
    try:
        yield doom
    finally:
        doom.done.set()
        if watcher:
            watcher.join()
        lab.server.faults.clear()
