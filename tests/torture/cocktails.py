"""R35: thirty simulated days under seeded mixtures of faults; each day is right, or the run has said that it is not."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loader.errors import LoaderError
from loader.report import RunReport
from tests.jde_simulator.faults import Fault
from tests.loader_lab import Lab, open_lab
from tests.torture.judging import Verdict, judge
from tests.torture.life import TABLES, Key, Life
from tests.torture.table import Line

DAYS = 30
RECONCILED_EVERY = 10
RARELY, OFTEN = 0.05, 0.2
# a day's faults at the AIS server, each with the R number that it belongs to
INGREDIENTS: Mapping[str, Fault] = {
    "R3 token expires": Fault("expire_token", call="data", every=4),
    "R4 result set expires": Fault("expire_result_set", call="next", probability=OFTEN),
    "R4 server restarts": Fault("restart", call="next", probability=RARELY, times=2),
    "R7 HTTP 503": Fault("status", call="data", status=503, probability=OFTEN),
    "R7 HTTP 500": Fault("status", call="data", status=500, probability=RARELY),
    "R7 HTTP 429": Fault("status", call="data", status=429, headers={"Retry-After": "0"}, probability=OFTEN),
    "R7 always 502": Fault("html", call="data", status=502, nth=tuple(range(12, 60))),
    "R8 connection cut in a body": Fault("cut", call="data", probability=RARELY),
    "R8 connection reset": Fault("reset", call="data", probability=RARELY),
    "R8 answer lost": Fault("lose_answer", call="next", probability=OFTEN),
    "R9 half a page": Fault("half_page", call="data", probability=OFTEN),
    "R9 a page that ends the reading": Fault("end_early", call="data", probability=RARELY),
    "R9 HTML instead of JSON": Fault("html", call="data", status=200, probability=RARELY),
    "R9 empty body": Fault("empty", call="data", probability=RARELY),
    "R10 the same page again": Fault("repeat_page", call="next", probability=RARELY),
    "R10 a page left out": Fault("skip_page", call="next", probability=RARELY),
    "R10 links left out": Fault("drop_links", call="browse", probability=OFTEN),
    "R10 empty page": Fault("empty_page", call="next", probability=RARELY),
    "R11 a row twice": Fault("duplicate_row", call="data", probability=OFTEN),
    "R22 a number that is none": Fault("garble", call="browse", table="F0911", row=0, column="AA", raw='"n/a"', times=1),
    "R23 a column left out": Fault("drop_column", call="data", table="F4311", column="AEXP"),
    "R9 error inside 200": Fault("message", call="data", probability=RARELY),
}  # fmt: skip


@dataclass
class Day:
    """What a day's run cannot have seen, and what it said about itself."""

    moving: dict[str, set[Key]] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)


def mix_cocktails(
    engine: str, lives: Sequence[int], seed: int, folder: Path, said: Callable[[str], None]
) -> Line:
    """Live the numbered lives on one engine."""
    found, hands, days, refused = Verdict(), 0, 0, 0
    for number in lives:
        chance = random.Random(f"{seed} {engine} {number}")
        verdict, hand, failures = _life(engine, chance, folder / f"{engine}{number}")
        found, hands, days, refused = found + verdict, hands + hand, days + DAYS, refused + failures
        said(f"R35 {engine}: life {number}, {found}, {refused} of {days} days failed and said so")
    return Line("R35", f"cocktails of {DAYS} days, {engine}", len(lives), found, hands, refused)


def _life(engine: str, chance: random.Random, folder: Path) -> tuple[Verdict, int, int]:
    """One life: silent errors, days after which a clean run was not enough, and days that failed aloud."""
    found, hands, refused = Verdict(), 0, 0
    with open_lab(folder, engine, TABLES) as lab:
        life = Life(lab.jde, chance)
        life.begin()
        lab.configure(page_size=60, slice_rows=150, max_attempts=3)
        for number in range(1, DAYS + 1):
            life.pass_day()
            lab.server.clock.set_day(life.today)
            day = _bad_day(lab, life, chance)
            refused += bool(day.failed)
            found += judge(lab, _joined(life.unseen, day.moving), day.failed)
            if number % RECONCILED_EVERY == 0:
                hands += _mend(lab, life)
                found += judge(lab)
    return found, hands, refused


def _bad_day(lab: Lab, life: Life, chance: random.Random) -> Day:
    """Run under two to four faults, after which the warehouse may have been set back or the folder lost."""
    day = Day()
    names = chance.sample(sorted(INGREDIENTS), chance.randint(0, 3))
    lab.server.faults.add(*(INGREDIENTS[name] for name in names))
    if chance.random() < OFTEN:
        lab.server.faults.add(Fault("run", call="next", times=1, action=lambda: _move(life, day)))
    if chance.random() < RARELY:
        shutil.rmtree(lab.target.state_dir, ignore_errors=True)
    try:
        day.failed |= _said_failed(lab.run())
    except LoaderError:
        day.failed |= set(TABLES)
    lab.server.faults.clear()
    return day


def _said_failed(report: RunReport) -> set[str]:
    return {table.table for table in report.tables if table.error or table.quarantined}


def _move(life: Life, day: Day) -> None:
    """Change rows while pages are read; the next run has to bring them."""
    for name, keys in life.change_while_reading().items():
        day.moving.setdefault(name, set()).update(keys)


def _mend(lab: Lab, life: Life) -> int:
    """A plain run and a reconciliation without faults; 1 when either fails."""
    try:
        failed = _said_failed(lab.run()) | _said_failed(lab.reconcile(approve=True))
    except LoaderError:
        failed = set(TABLES)
    life.reconciled()
    return int(bool(failed))


def _joined(one: Mapping[str, set[Key]], other: Mapping[str, set[Key]]) -> dict[str, set[Key]]:
    return {name: one.get(name, set()) | other.get(name, set()) for name in {*one, *other}}
