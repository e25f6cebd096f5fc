"""Several workers at once: the same rows as one worker brings, and never more calls in flight than allowed."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from loader import raw
from tests.jde_simulator.faults import Fault
from tests.jde_simulator.settings import ServerSettings
from tests.loader_lab import Lab, open_lab, report_of, written
from tests.small_company import add, stamp

WORKERS = 3
TABLES = ("F0008", "F0010", "F0011", "F0014", "F0411", "F0911", "F4301", "F4311")
SLOW = ServerSettings(latency=0.01)
JOURNAL = ("F0008", "F0010", "F0011", "F0911")
DIFFERENT = (raw.EXTRACTED_AT, raw.EXTRACT_SEQ, raw.LOAD_ID, raw.DELETED_AT)


def _rows(lab: Lab) -> dict[str, list[tuple[Any, ...]]]:
    """Every row in raw with its digest, without the loader's times and ids."""
    found = {}
    for name in TABLES:
        columns = [column for column in raw.hints(lab.table(name)) if column not in DIFFERENT]
        rows = lab.query(f"select {raw.quoted(columns)} from raw.{name.lower()}")
        found[name] = sorted(rows, key=repr)
    return found


def _change(lab: Lab) -> None:
    add(lab.jde, "F0411", doc=9100, dct="PV", kco="00001", sfx="001", aap=5, upmj=stamp())
    lab.jde.execute(f"update f4311 set uorg = uorg + 1, upmj = {stamp()} where lnid = 1000")
    lab.jde.execute("delete from f0014")
    add(lab.jde, "F0014", ptc="Z", ptd="Net 90", upmj=stamp())


def test_several_workers_bring_what_one_brings(tmp_path: Path, engine: str) -> None:
    found, reports = [], []
    for workers in (1, WORKERS):
        folder = tmp_path / str(workers)
        folder.mkdir()
        with open_lab(folder, engine, TABLES, SLOW) as lab:
            lab.configure(workers=workers, slice_rows=15)
            first = lab.run()
            first.raise_failures()
            before = _rows(lab)
            _change(lab)
            second = lab.run()
            second.raise_failures()
            assert lab.out_of_step() == []
            assert lab.server.log.logins == workers * 2
            assert lab.server.log.max_concurrent == workers
            found.append((before, _rows(lab)))
            reports.append((written(first), written(second)))
    assert found[0] == found[1]
    assert reports[0] == reports[1]
    assert reports[0][1].keys() == {"F0014", "F0411", "F4311"}


def test_a_slice_that_fails_beside_others_leaves_a_beginning_that_is_complete(tmp_path: Path) -> None:
    with open_lab(tmp_path, tables=JOURNAL, server=SLOW) as lab:
        lab.configure(workers=WORKERS, slice_rows=10, max_attempts=1)
        lab.server.faults.add(Fault("status", call="browse", table="F0911", nth=(3, 4, 5, 6, 7, 8, 9)))
        assert report_of(lab.run(), "F0911").error is not None
        loaded = lab.query("select doc, count(*) from raw.f0911 group by doc order by doc")
        assert 0 < sum(rows for _, rows in loaded) < 48
        with lab.jde.cursor() as cursor:
            beginning = (
                f"select doc, count(*) from f0911 where doc <= {loaded[-1][0]} group by doc order by doc"
            )
            assert cursor.execute(beginning).fetchall() == loaded
        lab.server.faults.clear()
        lab.run().raise_failures()
        assert lab.out_of_step() == []
        assert lab.query("select count(*) from raw.f0911") == [(48,)]


def test_a_server_that_gives_fewer_sessions_is_read_with_those(tmp_path: Path) -> None:
    with open_lab(tmp_path, tables=TABLES, server=SLOW) as lab:
        lab.configure(workers=WORKERS)
        lab.server.faults.add(Fault("status", call="login", nth=(3, 4), status=500))
        lab.run().raise_failures()
        assert lab.server.log.max_concurrent == WORKERS - 1
        assert lab.out_of_step() == []


def _first_load(folder: Path, workers: int, *faults: Fault) -> list[str]:
    """The calls for F0911 of a first load in slices, in the order in which they arrived."""
    folder.mkdir()
    with open_lab(folder, tables=JOURNAL, server=SLOW) as lab:
        lab.configure(workers=workers, slice_rows=8)
        lab.server.faults.add(*faults)
        lab.run().raise_failures()
        assert lab.out_of_step() == []
        return [entry.call for entry in lab.server.log.entries if entry.table == "F0911"]


def test_slices_are_read_while_later_ones_are_sought(tmp_path: Path) -> None:
    """One worker reads after its last count for the search; of several, that count is answered once a page was asked for."""
    last = _first_load(tmp_path / "alone", 1).index("browse")
    read = threading.Event()
    waited: list[bool] = []
    _first_load(
        tmp_path / "together", WORKERS,
        Fault("run", call="browse", table="F0911", action=read.set),
        Fault("run", call="count", table="F0911", nth=(last,), action=lambda: waited.append(read.wait(20))),
    )  # fmt: skip
    assert waited == [True]


def test_one_session_for_all_workers_seeks_the_slices_and_then_reads_them(tmp_path: Path) -> None:
    with open_lab(tmp_path, tables=JOURNAL, server=SLOW) as lab:
        lab.configure(workers=WORKERS, slice_rows=8)
        lab.server.faults.add(Fault("status", call="login", nth=tuple(range(2, 9)), status=500))
        lab.run().raise_failures()
        assert lab.server.log.max_concurrent == 1
        assert lab.out_of_step() == []


def test_a_search_for_slices_that_fails_leaves_a_beginning_that_is_complete(tmp_path: Path) -> None:
    with open_lab(tmp_path, tables=JOURNAL, server=SLOW) as lab:
        lab.configure(workers=WORKERS, slice_rows=8, max_attempts=1)
        lab.server.faults.add(Fault("status", call="count", table="F0911", nth=tuple(range(8, 99))))
        assert report_of(lab.run(), "F0911").error is not None
        assert lab.query("select count(*) from raw.f0911 having count(*) >= 48") == []
        lab.server.faults.clear()
        lab.run().raise_failures()
        assert lab.out_of_step() == []
        assert lab.query("select count(*) from raw.f0911") == [(48,)]


def test_small_slices_that_are_read_already_go_together(tmp_path: Path) -> None:
    """A slice is held until a later one has been read: the one worker that is left asks for the fourth after the third."""
    released = threading.Event()
    with open_lab(tmp_path, tables=JOURNAL, server=SLOW) as lab:
        lab.configure(workers=2, slice_rows=8)
        lab.server.faults.add(
            Fault("run", call="browse", table="F0911", nth=(2,), action=lambda: released.wait(20)),
            Fault("run", call="browse", table="F0911", nth=(4,), action=released.set),
        )
        report = report_of(lab.run(), "F0911")
        assert report.error is None
        assert lab.out_of_step() == []
        slices = [
            entry for entry in lab.server.log.entries if (entry.call, entry.table) == ("browse", "F0911")
        ]
        packages = lab.query("select distinct _dlt_load_id from raw.f0911")
        assert 1 < len(packages) < len(slices)
        # rows of several slices are one job, which is done or not
        jobs = [job.parent.parent.name for job in lab.target.state_dir.rglob("completed_jobs/f0911.*")]
        assert sorted(jobs) == sorted(load_id for (load_id,) in packages)
        assert (report.rows_read, report.inserted, report.pages) == (48, 48, len(slices))
