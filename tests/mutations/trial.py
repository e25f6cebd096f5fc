"""One mutation, one `dbt build` of the mutated model and all that stands on it.

dbt is imported once and each build runs in a fork, which saves most of the start and gives DuckDB's lock back with the
process. So this runs in a process of its own (`python -m tests.mutations`), never inside pytest.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shutil
from dataclasses import dataclass

from tests.finance_lab import Lab, Result
from tests.mutations.catalogue import Mutation


class DoesNotBuild(RuntimeError):
    """The mutated SQL is no SQL, which proves nothing."""


@dataclass(frozen=True)
class Outcome:
    """What a mutation met: the tests that failed, nearest first as dbt stops behind a failure."""

    mutation: Mutation
    caught_by: list[str]


def attempt(lab: Lab, mutation: Mutation) -> Outcome:
    """Break the model, build, see what fails, and put model and warehouse back.

    Raises:
        TextNotThere: The model has changed; the mutation has to follow it.
        DoesNotBuild: A model failed rather than a test.
    """
    sound = lab.folder / "sound.duckdb"
    if not sound.exists():
        shutil.copyfile(lab.warehouse, sound)
    text = mutation.apply(lab.project)
    try:
        # facts that grow would keep their rows: the load is the one that they were built from
        found = _build(lab, "--full-refresh", "--select", mutation.select)
    finally:
        (lab.project / mutation.file).write_text(text, encoding="utf-8")
        shutil.copyfile(sound, lab.warehouse)
        lab.warehouse.with_suffix(".duckdb.wal").unlink(missing_ok=True)
    broken = [result for result in found if result.status == "error"]
    contracts = [result for result in broken if "enforced contract" in result.message]
    if len(contracts) < len(broken):
        raise DoesNotBuild(f"{mutation.name}: {'; '.join(map(str, broken))}")
    tests = sorted(result.name for result in found if result.status == "fail")
    return Outcome(mutation, [f"contract of {result.name}" for result in contracts] + tests)


def _build(lab: Lab, *options: str) -> list[Result]:
    # run_results.json of the build before would speak for one that never came to its end
    (lab.project / "target" / "run_results.json").unlink(missing_ok=True)
    import dbt.adapters.duckdb
    import dbt.cli.main  # noqa: F401

    process = multiprocessing.get_context("fork").Process(target=_run, args=(lab, lab.arguments(*options)))
    process.start()
    process.join()
    if not (lab.project / "target" / "run_results.json").exists():
        raise DoesNotBuild((lab.folder / "build.log").read_text(encoding="utf-8"))
    return lab.results()


def _run(lab: Lab, arguments: list[str]) -> None:
    from dbt.cli.main import dbtRunner

    os.chdir(lab.folder)
    os.environ.update(lab.environment)
    with (
        open("build.log", "w", encoding="utf-8") as log,
        contextlib.redirect_stdout(log),
        contextlib.redirect_stderr(log),
    ):
        dbtRunner().invoke(arguments)
