"""The simulated company: shape, cases, repeatability, and the passing of days."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.jde_simulator import books
from tests.jde_simulator.books import cases, schema, state

SCALE = 0.05
TABLES = state.tables()


def _digests(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, int]]:
    """Rows and an order-free hash of all values, by table."""
    found = {}
    for table in TABLES:
        name = table.raw_name
        row = connection.execute(f'select count(*), bit_xor(hash(r)) from "{name}" as r').fetchone()
        assert row is not None
        found[name] = row
    return found


def _copy(path: Path, folder: Path) -> duckdb.DuckDBPyConnection:
    target = folder / "copy.duckdb"
    shutil.copyfile(path, target)
    return duckdb.connect(str(target))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books of seed 7 in a file, to be copied by those who change them."""
    path = tmp_path_factory.mktemp("books") / "built.duckdb"
    with duckdb.connect(str(path)) as connection:
        books.build(connection, seed=7, scale=SCALE)
    return path


@pytest.fixture(scope="module")
def company(built: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same books, read only."""
    with duckdb.connect(str(built), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_has_the_registry_s_shape(company: duckdb.DuckDBPyConnection, table: schema.Table) -> None:
    described = company.execute(f'describe "{table.raw_name}"').fetchall()
    wanted = [
        (column.name, schema.column_type(column).replace(", ", ",").upper()) for column in table.columns
    ]
    assert [(row[0], row[1]) for row in described] == wanted
    keys = ", ".join(f'"{key}"' for key in table.primary_key)
    counted = company.execute(
        f'select count(*), count(distinct ({keys})), count({keys.replace(", ", "), count(")}) from "{table.raw_name}"'
    ).fetchone()
    assert counted is not None
    assert counted[0] > 0
    assert set(counted) == {counted[0]}, "keys are unique and never null"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_values_fit_what_jde_can_hold(company: duckdb.DuckDBPyConnection, table: schema.Table) -> None:
    wrong = []
    for column in table.columns:
        name = f'"{column.name}"'
        if column.is_text:
            rule = f"{name} is null or {name} = '' or length({name}) > {column.length}"
        elif column.type == "date":
            rule = f"{name} % 1000 not between 1 and 366 or {name} not between 99001 and 150366"
        elif column.type == "time":
            rule = f"{name} // 10000 > 23 or {name} // 100 % 100 > 59 or {name} % 100 > 59"
        else:
            rule = f"{name} is null or abs({name}) >= 1e{column.length - column.decimals}"
        row = company.execute(
            f'select count(*), any_value({name}) from "{table.raw_name}" where {rule}'
        ).fetchone()
        if row and row[0]:
            wrong.append((column.name, *row))
    assert wrong == []


@pytest.mark.parametrize("case", cases.STANDING)
def test_the_books_hold_every_case(company: duckdb.DuckDBPyConnection, case: str) -> None:
    assert company.execute(cases.STANDING[case]).fetchall() != []


def test_the_books_tie_out(company: duckdb.DuckDBPyConnection) -> None:
    assert books.check(company) == []


def test_amounts_have_the_decimals_of_their_currency(company: duckdb.DuckDBPyConnection) -> None:
    found = dict(
        company.execute(
            "select bcrc, max(length(rtrim(split_part(aa::varchar, '.', 2), '0'))) from f0911 where lt = 'AA' group by 1"
        ).fetchall()
    )
    assert found == {"USD": 2, "CAD": 2, "JPY": 0}
    row = company.execute(
        "select max(length(rtrim(split_part(acr::varchar, '.', 2), '0'))) from f0411 where crcd = 'KWD'"
    ).fetchone()
    assert row == (3,)


def test_the_same_seed_gives_the_same_books(built: Path, company: duckdb.DuckDBPyConnection) -> None:
    with duckdb.connect() as again, duckdb.connect() as other:
        books.build(again, seed=7, scale=SCALE)
        books.build(other, seed=8, scale=SCALE)
        same, different = _digests(again), _digests(other)
        assert books.today(again) == date(2026, 10, 28)
        assert books.today(other) == date(2026, 10, 29)
    assert same == _digests(company)
    assert {name for name, digest in same.items() if digest == different[name]} >= {"f0901", "f0005"}
    assert same["f0911"] != different["f0911"]


def test_a_larger_scale_means_more_of_everything_that_grows(company: duckdb.DuckDBPyConnection) -> None:
    with duckdb.connect() as larger:
        books.build(larger, seed=7, scale=4 * SCALE)
        grown = _digests(larger)
    for name, (rows, _) in _digests(company).items():
        if name in ("f0411", "f0414", "f4301", "f4311", "f43121"):
            assert grown[name][0] > 1.5 * rows, name


def test_days_bring_every_change_and_the_books_still_tie_out(built: Path, tmp_path: Path) -> None:
    with _copy(built, tmp_path) as walking:
        walking.execute("create schema before")
        missing = dict(cases.WALKED)
        for days in (7, 7, 7, 14):
            for table in TABLES:
                walking.execute(f"create or replace table before.{table.raw_name} as from {table.raw_name}")
            books.advance(walking, days)
            missing = {name: sql for name, sql in missing.items() if not walking.execute(sql).fetchall()}
        assert missing == {}
        assert walking.execute(cases.RECALCULATED).fetchall() != []
        assert books.check(walking) == []
        stepwise = _digests(walking)
    with _copy(built, tmp_path) as jumping:
        books.advance(jumping, 35)
        assert books.today(jumping) == date(2026, 12, 2)
        assert _digests(jumping) == stepwise


def test_a_day_touches_what_it_must_and_leaves_a_change_by_hand(built: Path, tmp_path: Path) -> None:
    with _copy(built, tmp_path) as connection:
        connection.execute("update f0101 set alph = 'By hand' where an8 = 4001")
        connection.execute("create table f5501 (an8 bigint)")
        before = _digests(connection)
        touched = books.advance(connection)
        after = _digests(connection)
        assert touched["f0911"] >= after["f0911"][0] - before["f0911"][0] > 0
        assert {name for name, rows in touched.items() if rows} == {
            name for name in after if after[name] != before[name]
        }
        assert {"f0911", "f0902", "f0411", "f4311"} <= {name for name, rows in touched.items() if rows}
        assert touched["f0005"] == 0
        assert connection.execute("select alph from f0101 where an8 = 4001").fetchone() == ("By hand",)
        assert connection.execute("select count(*) from f5501").fetchone() == (0,)


def test_books_that_break_are_not_handed_out(built: Path, tmp_path: Path) -> None:
    with _copy(built, tmp_path) as connection:
        connection.execute(
            "update f0902 set an01 = an01 + 1 where rowid = (select min(rowid) from f0902 where lt = 'AA' and fy = 25)"
        )
        with pytest.raises(books.BooksDoNotTieOut, match="r09705_balance_to_transactions"):
            books.advance(connection)
        assert books.today(connection) == date(2026, 10, 28)
        with pytest.raises(ValueError, match="out of reach"):
            books.advance(connection, 4000)


OPEN = "select co, sum(aap) from f0411 where dct <> 'P1' group by 1"
GROSS = "select co, sum(ag) from f0411 where dct <> 'P1' group by 1"
PAID = "select co, -sum(paap) from f0414 group by 1"
COMMITTED = "select co, sum(aopn) from f4311 where dcto = 'OP' group by 1"
NOT_VOUCHERED = "select co, sum(aopn) from f43121 where matc = '1' group by 1"
VOUCHERED = "select co, sum(arec) from f43121 where matc = '2' group by 1"
SPEND = """
    select co, trim(mcu), obj, sum(aa) from f0911
    where lt = 'AA' and post = 'P' and dct in ('PV', 'PR', 'PD', 'PM', 'PE') group by all
"""
BALANCES = """
    select co, trim(mcu), obj, ctry * 100 + fy, pn, sum(aa) from f0911
    where lt = 'AA' and post = 'P' and summ <> 'Y' group by all
"""


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("open_payables", OPEN),
        ("gross_payables", GROSS),
        ("paid", PAID),
        ("open_commitments", COMMITTED),
        ("received_not_vouchered", NOT_VOUCHERED),
        ("vouchered", VOUCHERED),
        ("spend", SPEND),
        ("account_balances", BALANCES),
    ],
)
def test_totals_of_the_events_are_those_of_the_tables(
    built: Path, tmp_path: Path, name: str, query: str
) -> None:
    with _copy(built, tmp_path) as connection:
        found = {row[:-1]: row[-1] for row in connection.execute(query).fetchall() if row[-1]}
        assert books.totals(connection)[name] == found
        assert len(found) >= 3
        assert all(isinstance(value, Decimal) for value in found.values())


def test_the_people_of_the_books_are_those_of_the_headcount_seed(company: duckdb.DuckDBPyConnection) -> None:
    differing = company.execute(
        "select u.mcu, u.heads, h.headcount from plan.units as u"
        " full join read_csv('dbt_project/seeds/headcount.csv', all_varchar = true) as h"
        " on trim(u.mcu) = h.cost_center_code and u.co = h.company_code"
        " where coalesce(u.heads, 0) <> coalesce(h.headcount::integer, 0)"
    ).fetchall()
    assert differing == []


def test_the_company_is_sound(company: duckdb.DuckDBPyConnection) -> None:
    """Over the two years to the last month's end: sales exceed cost, material leads, cash is there, payables are owed."""
    ledger = company.execute(
        "select co, coalesce(-sum(amount) filter (obj like '4%'), 0), sum(amount) filter (obj like '5%'),"
        " sum(amount) filter (obj like '6%'), sum(amount) filter (obj like '7%'), -sum(amount) filter (obj between '4' and '9')"
        " from plan.ledger join (select aid, obj from plan.accounts) using (aid)"
        " where lt = 'AA' and is_posted and summ is null and gl_date < (select date_trunc('month', today) from plan.state) group by co"
    ).fetchall()
    assert len(ledger) == 3
    for co, revenue, material, people, other, result in ledger:
        assert revenue > material > people > other > 0, co
        assert 0 < result < revenue / 4, co
    balances = company.execute(
        "select co, left(obj, 3), sum(apyc + an01 + an02 + an03 + an04 + an05 + an06 + an07 + an08 + an09 + an10 + an11 + an12)"
        " from f0902 where lt = 'AA' and left(obj, 3) in ('111', '112', '121', '141', '211') and (co, ctry * 100 + fy) in"
        " (select co, max(ctry * 100 + fy) from f0902 where lt = 'AA' group by co) group by all"
    ).fetchall()
    assert {(co, group, amount > 0) for co, group, amount in balances} == {
        (co, group, group != "211")
        for co in ("00001", "00002", "00003")
        for group in ("111", "112", "121", "141", "211")
    }
