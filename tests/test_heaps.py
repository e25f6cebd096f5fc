"""Which allocators a command works with."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

LOOK = (
    "import sys, loader.cli\n"
    "assert 'pyarrow' not in sys.modules, 'Arrow has chosen before it was told'\n"
    "loader.cli.share_heaps()\n"
    "import pyarrow\n"
    "print(pyarrow.default_memory_pool().backend_name)\n"
)


@pytest.mark.parametrize(
    ("chosen", "pool"),
    [(None, "jemalloc" if sys.platform == "linux" else "mimalloc"), ("system", "system")],
)
def test_arrow_allocates_from_jemalloc_unless_told_otherwise(chosen: str | None, pool: str) -> None:
    name = "ARROW_DEFAULT_MEMORY_POOL"
    variables = {key: value for key, value in os.environ.items() if key != name}
    if chosen:
        variables[name] = chosen
    done = subprocess.run(
        [sys.executable, "-c", LOOK], env=variables, capture_output=True, text=True, check=True
    )
    assert (done.stdout.strip(), done.stderr) == (pool, "")
