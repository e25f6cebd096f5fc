"""The loader against the wire's limit and against plain dlt, on pre-serialised pages."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

from loader.registry import load_registry
from tests.benchmarks.measure import Measure, middle, python, run
from tests.benchmarks.pages import bench_table, write_pages

PLAIN_ROWS = 20_000


@dataclass(frozen=True)
class Result:
    """One line of the table: what was measured over how many rows, and how often."""

    name: str
    destination: str
    rows: int
    runs: int
    measure: Measure

    @property
    def rows_per_second(self) -> float:
        """Rows per second of wall clock."""
        return self.rows / self.measure.seconds


def measure_loading(folder: Path, postgres: dict[str, str], rows: int, runs: int) -> Iterator[Result]:
    """Yield every figure of the loader's section, cheapest first.

    Args:
        folder: Empty working folder; holds pages, warehouses and state.
        postgres: libpq variables of a scratch database.
        rows: Rows of the first load.
        runs: How often each figure is taken; the median counts.
    """
    table = bench_table(load_registry())
    project = _registry_of_one(folder / "project")
    all_pages, few_pages = folder / "pages", folder / "few"
    _write(all_pages, rows, changed=rows // 20)
    _write(few_pages, PLAIN_ROWS, changed=0)
    names = ",".join(f"F0411_{column.data_item}" for column in table.columns)

    with page_server(all_pages, names) as url:
        limit = [run(python("tests.benchmarks.clients", "limit", url)) for _ in range(runs)]
        yield Result("limit: wire and parse to Arrow", "-", rows, runs, middle(limit))
    for destination in ("duckdb", "postgres"):
        environment = {"BENCH_DESTINATION": destination, **(postgres if destination == "postgres" else {})}
        with page_server(few_pages, names) as url:
            measures = _fresh("plain_dlt", url, folder, environment, 1)
            yield Result("plain dlt rest_api, defaults", destination, PLAIN_ROWS, 1, measures)
        with page_server(all_pages, names) as url:
            measures = _fresh("arrow_dlt", url, folder, environment, runs)
            yield Result("dlt fed with Arrow by hand", destination, rows, runs, measures)
            yield from _loader(url, folder / destination, project, destination, postgres, rows, runs)


def _loader(
    url: str, folder: Path, project: Path, destination: str, postgres: dict[str, str], rows: int, runs: int
) -> Iterator[Result]:
    firsts, seconds = [], []
    for attempt in range(runs):
        environment = {
            **(postgres if destination == "postgres" else {}),
            "JDE_DBT_PROJECT_DIR": str(project),
            "JDE_DESTINATION": destination,
            "JDE_RAW_SCHEMA": f"raw_{attempt}",
            "JDE_DUCKDB_PATH": str(folder / f"{attempt}.duckdb"),
            "JDE_STATE_DIR": str(folder / f"state{attempt}"),
            "SOURCES__JDE__BASE_URL": url,
            "SOURCES__JDE__USERNAME": "BENCH",
            "SOURCES__JDE__PASSWORD": "BENCH",
            "SOURCES__JDE__PAGE_SIZE": "10000",
        }
        folder.mkdir(parents=True, exist_ok=True)
        firsts.append(run(python("loader", "run"), environment))
        seconds.append(run(python("loader", "run"), environment))
    yield Result("jde-loader run, first load", destination, rows, runs, middle(firsts))
    yield Result("jde-loader run, 5 % of the rows changed", destination, rows // 20, runs, middle(seconds))
    again = [run(python("loader", "run"), environment) for _ in range(runs)]
    yield Result("jde-loader run, nothing new", destination, rows // 20, runs, middle(again))


def _fresh(client: str, url: str, folder: Path, environment: dict[str, str], runs: int) -> Measure:
    measures = []
    for attempt in range(runs):
        scratch = folder / f"{client}-{environment['BENCH_DESTINATION']}-{attempt}"
        scratch.mkdir(parents=True)
        environment = {**environment, "BENCH_FOLDER": str(scratch)}
        measures.append(run(python("tests.benchmarks.clients", client, url), environment))
    return middle(measures)


def _write(folder: Path, rows: int, changed: int) -> None:
    table = bench_table(load_registry())
    for name, count in (("all", rows), ("changed", changed)):
        (folder / name).mkdir(parents=True)
        if count:
            write_pages(table, folder / name, count, changed=name == "changed")
        (folder / f"{name}.rows").write_text(str(count))


def _registry_of_one(folder: Path) -> Path:
    """A dbt project folder whose registry holds the bench table alone."""
    table = bench_table(load_registry())
    document = yaml.safe_load(table.path.read_text())
    [entry] = document["sources"][0]["tables"]
    names = {column.name for column in table.columns}
    entry["columns"] = [column for column in entry["columns"] if column["name"] in names]
    jde = entry["config"]["meta"]["jde"]
    jde["strategies"] = list(table.strategies)
    jde.pop("scope", None)
    (folder / "models" / "sources").mkdir(parents=True)
    (folder / "models" / "sources" / table.path.name).write_text(yaml.safe_dump(document, sort_keys=False))
    return folder


@contextmanager
def page_server(folder: Path, columns: str, delay: float = 0.0) -> Iterator[str]:
    """Run the page server as a process of its own; yields the base URL."""
    command = python("tests.benchmarks.page_server", str(folder), "--columns", columns, "--delay", str(delay))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}/jderest"
        finally:
            process.terminate()
