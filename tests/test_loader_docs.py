"""docs/loader.md says what the code does: settings, variables, columns, messages, commands and what they print."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import MISSING, fields
from functools import partial
from pathlib import Path

import duckdb
import pytest

from loader import raw
from loader.cli import _parser, main
from loader.listing import table_lines
from loader.registry import load_registry
from loader.settings import Settings, Target
from loader.warehouses import SLICE_ROWS
from tests import markdown_tables
from tests.jde_simulator import books
from tests.jde_simulator.cli import environment
from tests.jde_simulator.faults import Fault
from tests.jde_simulator.server import AisServer
from tests.loader_lab import open_lab

ROOT = Path(__file__).parent.parent
DOCS = (ROOT / "docs" / "loader.md").read_text(encoding="utf-8")
NO_VALUE = {
    "required",
    "none",
    "all",
    "no limit",
    "the user's own",
    "this machine's",
    "the sign-in's",
    "by warehouse",
}


def _rows(head: str) -> list[list[str]]:
    """The cells of the table with that head."""
    return [[cell.strip("`") for cell in cells] for cells in markdown_tables.rows(DOCS, head)]


def test_every_setting_is_documented_with_its_default() -> None:
    told = {name: default for name, default, _ in _rows("setting")}
    assert list(told) == [item.name for item in fields(Settings)]
    for item in fields(Settings):
        if told[item.name] in NO_VALUE:
            assert item.default in (MISSING, None, ()), item.name
        else:
            assert told[item.name].lower() == str(item.default).lower(), item.name
    [meaning] = [meaning for name, _, meaning in _rows("setting") if name == "slice_rows"]
    assert f"{SLICE_ROWS:,}, or twice as many" in meaning


def test_the_readme_schedules_what_make_runs() -> None:
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\nrun: ")[2].partition("\n\n")[0]
    chain = recipe.splitlines()[-1].strip()
    assert chain.startswith("jde-loader run && dbt build ")
    assert f"\n{chain}\n" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_variable_is_documented_with_its_default() -> None:
    read = set()
    for path in (ROOT / "loader").rglob("*.py"):
        read |= set(re.findall(r'environ\.get\("(JDE_\w+)"', path.read_text(encoding="utf-8")))
    told = {name: default for name, default, _ in _rows("variable")}
    assert set(told) == read
    target = Target()
    assert (told["JDE_DESTINATION"], told["JDE_RAW_SCHEMA"]) == (target.destination, target.schema)
    assert (told["JDE_DUCKDB_PATH"], told["JDE_STATE_DIR"]) == (
        str(target.duckdb_path),
        str(target.state_dir),
    )


def test_every_column_and_table_of_the_loader_is_documented() -> None:
    own = {
        name for name in vars(raw).values() if isinstance(name, str) and name.startswith(("_jde_", "_dlt_"))
    }
    assert {name for name, _ in _rows("column")} == own
    assert [name for name, _ in _rows("table")] == [table.name for table in raw.OWN_TABLES]


def test_every_way_of_keeping_in_step_is_documented() -> None:
    told = {name for name, *_ in _rows("kept in step by")}
    shown = "\n".join(table_lines(load_registry()))
    assert told == {"replace", "changed", "children of ...", "a condition, years or periods"}
    assert all(way in shown for way in ("replace", "changed", "children of F4301", "2 years", "periods"))


def test_every_message_that_asks_for_a_person_is_one_that_the_loader_gives() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "loader").rglob("*.py"))
    source = re.sub(r'"\s*\n\s*f?"', "", source)
    for message, _ in _rows("it says"):
        for words in re.findall(r"`([^`]+)`", message + "`"):
            assert words.removesuffix(" ...") in source, words


def test_every_command_is_one_that_the_loader_takes() -> None:
    commands = re.findall(r"jde-loader ((?:run|reconcile|doctor|tables|status|unlock)\b[^`\n&)\"]*)", DOCS)
    assert len(commands) > 12
    for command in commands:
        _parser().parse_args(shlex.split(command.partition(">>")[0]))


@pytest.fixture(scope="module")
def loader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The environment of a loader that reads the simulated company, as `tests.jde_simulator exec` sets it."""
    folder = tmp_path_factory.mktemp("documented")
    with duckdb.connect(str(folder / "books.duckdb")) as data:
        books.build(data, seed=1, scale=0.05)
        with AisServer(data) as server, pytest.MonkeyPatch.context() as patch:
            for name, value in environment(server).items():
                patch.setenv(name, value)
            patch.setenv("JDE_DESTINATION", "duckdb")
            patch.setenv("JDE_DUCKDB_PATH", str(folder / "warehouse.duckdb"))
            patch.setenv("JDE_STATE_DIR", str(folder / "state"))
            yield


def test_what_the_commands_print_is_what_is_shown(loader: None, capsys: pytest.CaptureFixture[str]) -> None:
    sessions = re.findall(r"^```\n\$ jde-loader (.*?)\n(.*?)^```", DOCS, re.MULTILINE | re.DOTALL)
    assert [command.split()[0] for command, _ in sessions] == ["doctor", "run", "run", "status", "reconcile"]
    for command, lines in sessions:
        assert main(command.split()) == 0
        said = [_plain(line) for line in capsys.readouterr().out.splitlines()]
        for line in lines.splitlines():
            assert _plain(line) in said, f"{command} does not say {line!r}"


def test_the_query_for_what_waits_forgets_a_corrected_row(engine: str, tmp_path: Path) -> None:
    [sql] = re.findall(r"^```sql\n(select .*?jde_quarantine.*?);\n```", DOCS, re.MULTILINE | re.DOTALL)
    with open_lab(tmp_path, engine, ("F0006", "F0008", "F0010", "F0411")) as lab:

        def waiting() -> list[tuple[str, str]]:
            return [(table, column) for table, _, column, *_ in lab.query(sql.replace("raw_jde.", "raw."))]

        bad = partial(Fault, "garble", call="browse", raw='"n/a"', times=1)
        lab.server.faults.add(bad(table="F0411", column="AG"), bad(table="F0006", column="UPMJ"))
        lab.run()
        assert waiting() == [("f0006", "upmj"), ("f0411", "ag")]
        lab.server.faults.clear()
        lab.server.faults.add(bad(table="F0006", column="UPMJ"))
        lab.run()
        assert waiting() == [("f0006", "upmj")]
        lab.server.faults.add(Fault("status", call="browse", table="F0006", status=400))
        lab.run("F0006")
        assert waiting() == [("f0006", "upmj")]
        assert lab.query("select count(*) from raw.jde_quarantine where action = 'held'") == [(3,)]


def _plain(line: str) -> str:
    """Without what differs from run to run: seconds, and the moment of a load."""
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "<moment>", re.sub(r" +\d+\.\d$", " <seconds>", line))
