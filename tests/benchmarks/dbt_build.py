"""One dbt build in this process: `python -m tests.benchmarks.dbt_build FILE [dbt's arguments]` writes what each node cost DuckDB.

DuckDB works in this process and dbt has one thread, so the processor seconds between the start and the end of a query are the
query's. What is left of the whole is dbt's own, the same for any number of rows: imports, parsing, templates, its bookkeeping.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

from dbt.cli.main import dbtRunner

KINDS = [word for kind in ("model", "seed", "snapshot") for word in ("--resource-type", kind)]


def main() -> int:
    """Run dbt and write seconds by node."""
    output, *arguments = sys.argv[1:]
    spent: dict[str, float] = {}
    node = ""
    asked = 0.0

    def watch(event: Any) -> None:
        nonlocal node, asked
        if event.info.name == "NodeStart":
            node = event.data.node_info.node_name
            spent[node] = 0.0
        elif event.info.name == "NodeFinished":
            node = ""
        elif event.info.name == "SQLQuery":
            asked = _processor_seconds()
        elif event.info.name == "SQLQueryStatus" and node:
            spent[node] += _processor_seconds() - asked

    done = dbtRunner(callbacks=[watch]).invoke(["build", "--quiet", "--threads", "1", *KINDS, *arguments])
    Path(output).write_text(json.dumps(spent))
    return 0 if done.success else 1


def _processor_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    sys.exit(main())
