"""One dbt build in this process: `python -m tests.benchmarks.dbt_build FILE [dbt's arguments]` writes what each node cost.

One thread, so that the processor seconds between a node's start and its end are its own; DuckDB works in this process. What is
left of the whole is dbt's own start: imports, parsing, the graph.
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
    started: dict[str, float] = {}
    spent: dict[str, float] = {}

    def watch(event: Any) -> None:
        if event.info.name == "NodeStart":
            started[event.data.node_info.node_name] = _processor_seconds()
        elif event.info.name == "NodeFinished":
            name = event.data.node_info.node_name
            spent[name] = _processor_seconds() - started[name]

    done = dbtRunner(callbacks=[watch]).invoke(["build", "--quiet", "--threads", "1", *KINDS, *arguments])
    Path(output).write_text(json.dumps(spent))
    return 0 if done.success else 1


def _processor_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    sys.exit(main())
