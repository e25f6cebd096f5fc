"""Which allocators a command works with."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

NAMES = ("ARROW_DEFAULT_MEMORY_POOL", "JE_ARROW_MALLOC_CONF")
LOOK = (
    "import sys, loader.cli\n"
    "assert 'pyarrow' not in sys.modules, 'Arrow has chosen before it was told'\n"
    "loader.cli.share_heaps()\n"
    "import pyarrow\n"
    "print(pyarrow.default_memory_pool().backend_name)\n"
)
STATISTICS = "pyarrow.default_memory_pool().print_stats()\n"


@pytest.mark.parametrize(
    ("chosen", "pool"),
    [(None, "jemalloc" if sys.platform == "linux" else "mimalloc"), ("system", "system")],
)
def test_arrow_allocates_from_jemalloc_unless_told_otherwise(chosen: str | None, pool: str) -> None:
    done = _look(LOOK, {NAMES[0]: chosen} if chosen else {})
    assert (done.stdout.strip(), done.stderr) == (pool, "")


@pytest.mark.skipif(sys.platform != "linux", reason="Arrow's wheels for other systems may lack jemalloc")
@pytest.mark.parametrize(("chosen", "heaps"), [(None, 1), ("narenas:3", 3)])
def test_all_threads_share_one_heap_of_arrow_unless_told_otherwise(chosen: str | None, heaps: int) -> None:
    done = _look(LOOK + STATISTICS, {NAMES[1]: chosen} if chosen else {})
    assert re.findall(r"opt\.narenas: (\d+)", done.stdout + done.stderr) == [str(heaps)]


def _look(code: str, chosen: dict[str, str]) -> subprocess.CompletedProcess[str]:
    variables = {name: value for name, value in os.environ.items() if name not in NAMES} | chosen
    return subprocess.run(
        [sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=True
    )
