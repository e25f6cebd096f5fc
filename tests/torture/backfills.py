"""R30: the first load of a large table, killed again and again, goes on at the last finished slice and stays small."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

from loader.settings import Target as Destination
from loader.warehouses import open_warehouse
from tests.benchmarks.measure import python
from tests.benchmarks.site import Site, Target, calls, targets
from tests.torture.judging import Verdict
from tests.torture.table import Line

PARTS = 4
SECONDS = (4.0, 12.0)
MOST_KILLS = 12
MOST_MB = 1024
# one slice is being loaded and one is being read when the run dies, and sometimes one waits between them
SLICES_AGAIN = 2


def kill_backfills(engine: str, rows: int, seed: int, folder: Path, said: Callable[[str], None]) -> Line:
    """The line of the table; too many rows read again, or too much memory, count as stale.

    PostgreSQL is reached by libpq's variables.
    """
    chance = random.Random(f"{seed} R30 {engine}")
    site = Site(folder / "site", rows // PARTS)
    [target] = [item for item in targets(folder, "killed", _database()) if item.destination == engine]
    kills, peak = 0, 0.0
    with site.server("--repeat", str(PARTS)) as url:
        environment = {**os.environ, **site.environment(url, target, folder / "state")}
        ended = None
        while ended is None:
            seconds = chance.uniform(*SECONDS) if kills < MOST_KILLS else None
            ended, megabytes = _attempt(environment, seconds)
            kills, peak = kills + (ended is None), max(peak, megabytes)
            said(f"R30 {engine}: {kills} kills, {peak:,.0f} MB at most")
        again = calls(url)["rows"] - rows
    found = _judge(site, target, rows)
    slice_rows = open_warehouse(Destination(engine)).slice_rows(1)
    limits = again <= kills * SLICES_AGAIN * slice_rows * 1.25 and peak < MOST_MB
    what = (
        f"first load of {rows:,} rows killed, {engine} ({again / max(kills, 1):,.0f} rows read again a kill,"
        f" slices have {slice_rows:,}; {peak:,.0f} MB at most)"
    )
    verdict = found + Verdict(stale=int(not limits))
    return Line("R30", what, kills, verdict, int(ended != 0))


def _attempt(environment: dict[str, str], seconds: float | None) -> tuple[int | None, float]:
    """One run, killed after so many seconds: its exit code, None when killed, and its peak memory in MB."""
    process = subprocess.Popen(
        python("loader", "run"), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    killer = threading.Timer(seconds or 0, process.kill)
    if seconds is not None:
        killer.start()
    _, status, usage = os.wait4(process.pid, 0)
    killer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    ended = None if process.returncode == -signal.SIGKILL else process.returncode
    return ended, usage.ru_maxrss / 1024


def _judge(site: Site, target: Target, rows: int) -> Verdict:
    """Rows that are missing or double; amounts that do not add up count as one stale row."""
    count, keys = target.ask('select count(*), count(distinct (doc, dct, kco, sfx, sfxe)) from "{raw}".f0411')
    found = Verdict(rows - keys, count - keys)
    try:
        site.check(target, is_changed=False, repeat=PARTS)
    except RuntimeError:
        return found + Verdict(stale=1)
    return found


def _database() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith("PG")}
