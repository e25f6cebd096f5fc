"""A table's last load is what `run` last made of it: `jde-loader status`, dbt's warning and the trust board say the same."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from loader.status import read_status
from loader.warehouses import open_warehouse
from tests.jde_simulator.faults import Fault
from tests.loader_lab import Lab, environment, open_lab
from tests.small_company import REPOSITORY


def told_by_status(lab: Lab) -> list[str]:
    statuses = read_status(open_warehouse(lab.target), lab.registry)
    return [status.table.lower() for status in statuses if status.outcome != "ok"]


def told_by_dbt(lab: Lab, folder: Path) -> list[str]:
    """Tables that the start of a run warns of."""
    own = {"DBT_TARGET_PATH": str(folder / "target"), "DBT_LOG_PATH": str(folder / "logs")}
    done = subprocess.run(
        [Path(sys.executable).with_name("dbt"), "run", "--project-dir", "dbt_project", "--select", "trust_loads"],
        cwd=REPOSITORY, env={**os.environ, **environment(lab), **own},
        capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return re.findall(r"The last load of (\w+)\s+did\s+not\s+finish", done.stdout)


def told_by_the_board(lab: Lab) -> list[str]:
    rows = open_warehouse(lab.target).select(
        "select table_name from trust.trust_loads where is_latest and outcome <> 'ok' order by 1"
    )
    return [table for (table,) in rows]


def test_a_reconciliation_is_no_load_whether_it_fails_or_not(engine: str, tmp_path: Path) -> None:
    with open_lab(tmp_path, engine, tables=("F0006", "F4301")) as lab:
        lab.run().raise_failures()
        lab.jde.execute("delete from f4301 where doco > 3006")
        assert [table.outcome for table in lab.reconcile().tables] == ["ok", "failed"]
        assert told_by_status(lab) == told_by_dbt(lab, tmp_path) == told_by_the_board(lab) == []
        lab.server.faults.add(Fault("status", call="browse", table="F0006", status=400))
        assert [table.outcome for table in lab.run().tables] == ["failed", "ok"]
        lab.server.faults.clear()
        lab.reconcile("F0006").raise_failures()
        assert told_by_status(lab) == told_by_dbt(lab, tmp_path) == told_by_the_board(lab) == ["f0006"]
