"""Commands of `jde-loader` in processes that can be killed, without paying for Python's start every time.

This process has everything imported and forks one child per command: `python -m tests.torture.runner` reads one JSON
object a line (`arguments`, `environment`, `output`), answers with the child's pid, and with its exit code when it has ended.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any

WARM = (
    "dlt.destinations.impl.duckdb.duck",
    "dlt.destinations.impl.postgres.postgres",
    "loader.cycle",
    "loader.reconcile",
    "psycopg2",
)


class Runner:
    """The warm process, from outside; a context manager."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Runner:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.runner"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process and self._process.stdin and self._process.stdout:
            self._process.stdin.close()
            self._process.wait()
            self._process.stdout.close()

    def start(self, environment: Mapping[str, str], *arguments: str, output: str = os.devnull) -> int:
        """Start a command, whose output goes to the end of a file; its pid."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(
            json.dumps({"arguments": arguments, "environment": dict(environment), "output": output}) + "\n"
        )
        self._process.stdin.flush()
        return self._answer()

    def finish(self) -> int:
        """Wait for the command; its exit code, negative for a signal."""
        return self._answer()

    def run(
        self, environment: Mapping[str, str], *arguments: str, output: str = os.devnull
    ) -> tuple[int, float]:
        """Run a command to its end; exit code and seconds."""
        began = time.monotonic()
        self.start(environment, *arguments, output=output)
        return self.finish(), time.monotonic() - began

    def _answer(self) -> int:
        assert self._process is not None
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())


def _serve() -> None:
    _import_everything()
    print(0, flush=True)
    for line in sys.stdin:
        job = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _be(job)
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _import_everything() -> None:
    for name in WARM:
        importlib.import_module(name)


def _be(job: Mapping[str, Any]) -> None:
    """Become the command; never returns."""
    os.environ.update(job["environment"])
    with open(os.devnull) as nothing, open(job["output"], "a") as output:
        os.dup2(nothing.fileno(), 0)
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    code = 1
    try:
        from loader.cli import main

        code = main(job["arguments"])
    finally:
        os._exit(code)


if __name__ == "__main__":
    _serve()
