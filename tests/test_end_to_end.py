"""The users' own commands against simulated JDE, on both engines: first run, a run without change, days that pass.

`make demo` is the same chain. The simulator's own totals, kept from its business events, judge the marts.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from loader.registry import load_registry
from tests.command_site import Site
from tests.jde_simulator import books
from tests.jde_simulator.cli import environment
from tests.jde_simulator.server import AisServer
from tests.mart_rows import Rows, every_row
from tests.postgres import PostgresServer

SCALE = 0.05
DAYS = 3


@pytest.fixture(scope="session")
def small_books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books of one seed, built once."""
    path = tmp_path_factory.mktemp("books") / "books.duckdb"
    with duckdb.connect(str(path)) as connection:
        books.build(connection, seed=11, scale=SCALE)
    return path


@pytest.fixture(scope="module", params=["duckdb", "postgres"])
def site(
    request: pytest.FixtureRequest,
    small_books: Path,
    postgres_server: PostgresServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """A site that starts with an empty warehouse; one per engine."""
    folder = tmp_path_factory.mktemp(f"site-{request.param}")
    shutil.copyfile(small_books, folder / "books.duckdb")
    database = postgres_server.create_database("end_to_end") if request.param == "postgres" else {}
    with duckdb.connect(str(folder / "books.duckdb")) as connection, AisServer(connection) as server:
        yield Site(
            request.param,
            server,
            connection,
            {
                **environment(server),
                **database,
                "JDE_DESTINATION": request.param,
                "JDE_DUCKDB_PATH": str(folder / "warehouse.duckdb"),
                "JDE_STATE_DIR": str(folder / "state"),
                "DBT_TARGET_PATH": str(folder / "target"),
                "DBT_LOG_PATH": str(folder / "logs"),
            },
        )


@dataclass(frozen=True)
class Stage:
    """What stood in the warehouse after a run and a build."""

    site: Site
    hashes: dict[str, str]
    statuses: dict[str, str]
    loads: list[tuple[Any, ...]]
    places: dict[str, tuple[Any, ...]]


def _stage(site: Site, statuses: dict[str, str]) -> Stage:
    """What stands in the warehouse after the last run and build."""
    loads = site.query(
        "select table_name, rows_read, rows_inserted, rows_changed, rows_deleted, outcome from raw_jde.jde_loads"
        " where run_id = (select run_id from raw_jde.jde_loads order by finished_at desc limit 1)"
    )
    return Stage(site, site.raw_hashes(), statuses, loads, site.places())


@pytest.fixture(scope="module")
def first(site: Site) -> Stage:
    """The first run and build."""
    site.command("jde-loader", "run")
    return _stage(site, site.build())


@pytest.fixture(scope="module")
def again(first: Stage) -> Stage:
    """A run on which nothing had changed, and a build of the incremental models."""
    first.site.command("jde-loader", "run")
    first.site.build_incremental_models()
    return _stage(first.site, {})


@pytest.fixture(scope="module")
def later(again: Stage) -> Stage:
    """A run, a reconciliation and a build after some days of postings, changes, deletes, purges and reversals."""
    again.site.server.advance(DAYS)
    again.site.command("jde-loader", "run")
    # what was purged lies outside every window that a run reads
    again.site.command("jde-loader", "reconcile", "--approve")
    again.site.command("jde-loader", "run")
    # unit tests do not look at the warehouse
    return _stage(again.site, again.site.build("--exclude-resource-type", "unit_test"))


@pytest.fixture(scope="module")
def rows_by_engine() -> dict[str, Rows]:
    """The marts of each engine's site, kept while the other's is loaded."""
    return {}


def test_raw_holds_every_row_of_jde(first: Stage) -> None:
    for table in load_registry().select([]):
        [(expected,)] = first.site.books.cursor().execute(f"select count(*) from {table.raw_name}").fetchall()
        assert first.site.query(f"select count(*) from raw_jde.{table.raw_name}") == [(expected,)], table.name
        assert (table.raw_name, expected, expected, 0, 0, "ok") in first.loads


def test_the_build_is_green(first: Stage, later: Stage) -> None:
    for stage in (first, later):
        bad = {
            node: status
            for node, status in stage.statuses.items()
            if status not in ("success", "pass", "warn", "no-op")
        }
        assert bad == {}


def test_a_run_without_change_writes_nothing(first: Stage, again: Stage) -> None:
    assert again.hashes == first.hashes
    assert [load[2:5] for load in again.loads] == [(0, 0, 0)] * len(again.loads)


def test_a_build_after_a_run_without_change_touches_no_row(first: Stage, again: Stage) -> None:
    assert len(first.places) > 20
    assert sum(rows for rows, _ in first.places.values()) > 10_000
    assert again.places == first.places


def test_what_changed_moves_and_what_is_gone_is_marked(later: Stage) -> None:
    for table in load_registry().select([]):
        keys = ", ".join(f'"{key}"' for key in table.primary_key)
        live = later.site.query(f"select {keys} from raw_jde.{table.raw_name} where _jde_deleted_at is null")
        there = later.site.books.cursor().execute(f"select {keys} from {table.raw_name}").fetchall()
        assert _keys(live) == _keys(there), table.name


def test_open_payables_equal_jde_by_company(later: Stage) -> None:
    expected = (
        later.site.books.cursor()
        .execute("select co, sum(aap), sum(ag) from f0411 group by co order by co")
        .fetchall()
    )
    assert later.site.query(
        "select company_code, sum(open_amount), sum(gross_amount) from marts.fct_ap_invoices group by 1 order by 1"
    ) == [(company, opened, gross) for company, opened, gross in expected]


def test_posted_ledger_equals_jde_by_company_ledger_and_period(later: Stage) -> None:
    expected = (
        later.site.books.cursor()
        .execute(
            """
        select co, lt, ctry * 100 + fy, pn, sum(aa) from f0911
        where post = 'P' and not (dct = 'BF') group by all having sum(aa) <> 0 order by all
        """
        )
        .fetchall()
    )
    assert [
        (company, ledger, int(year), int(period), amount)
        for company, ledger, year, period, amount in later.site.query(
            "select company_code, ledger_type_code, fiscal_year, fiscal_period, sum(amount)"
            " from marts.fct_gl_entries group by 1, 2, 3, 4 having sum(amount) <> 0 order by 1, 2, 3, 4"
        )
    ] == [(c, lt, int(year), int(period), amount) for c, lt, year, period, amount in expected]


# each total of the simulator, counted from its business events, and the same figure from the marts
JUDGED = {
    "open_payables": "select company_code, sum(open_amount) from marts.fct_ap_invoices group by 1",
    "gross_payables": "select company_code, sum(gross_amount) from marts.fct_ap_invoices where not is_draft group by 1",
    "paid": "select company_code, sum(paid_amount) from marts.fct_ap_payments group by 1",
    "discounts_taken": "select company_code, sum(discount_taken_amount) from marts.fct_ap_payments group by 1",
    "open_commitments": "select company_code, sum(open_commitment_amount) from marts.fct_po_commitments group by 1",
    "received": "select company_code, sum(received_amount) from marts.fct_po_receipts group by 1",
    "spend": "select company_code, cost_center_code, object_account, sum(spend_amount) from marts.fct_ap_spend"
    " group by 1, 2, 3",
    "received_not_vouchered": "select company_code, sum(received_not_vouchered_amount) from marts.fct_po_receipts"
    " group by 1",
    "ledger_balances": "select company_code, ledger_type_code, fiscal_year, fiscal_period, sum(movement_amount)"
    " from marts.fct_gl_balances where ledger_type_code not in ('CA', 'BA', 'JA') and fiscal_period > 0"
    " group by 1, 2, 3, 4",
}


@pytest.mark.parametrize("name", JUDGED)
def test_marts_equal_the_totals_of_the_business_events(later: Stage, name: str) -> None:
    found = {tuple(row[:-1]): row[-1] for row in later.site.query(JUDGED[name]) if row[-1]}
    expected = books.totals(later.site.books.cursor())[name]
    assert {company for company, *_ in expected} == {"00001", "00002", "00003"}
    assert found == expected


def test_every_line_of_spend_names_supplier_account_and_cost_centre(later: Stage) -> None:
    [(lines, suppliers, accounts, centers)] = later.site.query(
        """
        select count(*), count(suppliers.supplier_name), count(accounts.account_name), count(centers.cost_center_name)
        from marts.fct_ap_spend as spend
        left join marts.dim_suppliers as suppliers on spend.supplier_number = suppliers.supplier_number
        left join marts.dim_gl_accounts as accounts on spend.charged_account_id = accounts.account_id
        left join marts.dim_cost_centers as centers on spend.charged_cost_center_code = centers.cost_center_code
        """
    )
    assert lines > 100
    assert (suppliers, accounts, centers) == (lines, lines, lines)


def test_every_mart_is_the_same_on_both_engines(later: Stage, rows_by_engine: dict[str, Rows]) -> None:
    rows = rows_by_engine[later.site.engine] = every_row(later.site.query)
    assert [table for table, found in rows.items() if not found] == []
    # DuckDB's site comes first; without it there is nothing to compare with and this fails
    reference = rows_by_engine["duckdb"]
    assert {table for table, found in rows.items() if found != reference[table]} == set()


def test_tie_outs_are_equal_to_the_cent(first: Stage, later: Stage) -> None:
    rows = later.site.query("select status, severity, count(*) from trust.trust_tie_outs group by 1, 2")
    counts = {(status, severity): number for status, severity, number in rows}
    assert counts.get(("ok", "error"), 0) > 50
    assert ("difference", "error") not in counts


def _keys(rows: list[tuple[Any, ...]]) -> list[tuple[str, ...]]:
    """Keys as text: a blank key part is one space in JDE and empty in raw."""
    return sorted(
        tuple("" if isinstance(part, str) and not part.strip() else _text(part) for part in row)
        for row in rows
    )


def _text(part: Any) -> str:
    return format(part.normalize(), "f") if isinstance(part, Decimal) else str(part)
