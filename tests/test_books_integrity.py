"""Each integrity report of the simulator finds the fault that it is there for."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from tests.jde_simulator import books
from tests.jde_simulator.books.integrity import CHECKS

ONE = "rowid = (select min(rowid) from {0} where {1})"
FAULTS = {
    "r09705_balance_to_transactions": ("f0902", "an02 = an02 + 0.01", "lt = 'AA' and an02 <> 0"),
    "r098201_annual_close": (
        "f0902",
        "apyc = apyc + 1",
        "lt = 'AA' and apyc <> 0 and fy = 26 and co = '00001'",
    ),
    "r097001_companies_in_balance": ("f0911", "aa = aa + 0.01", "lt = 'AA' and post = 'P' and dct = 'RI'"),
    "r09706_batch_in_balance": ("f0911", "icu = 99", "lt = 'AA' and post = 'P' and dct = 'T2'"),
    "documents_in_balance": ("f0911", "doc = 99", "lt = 'AA' and post = 'P' and dct = 'JE'"),
    "foreign_documents_in_balance": ("f0911", "crcd = 'CHF'", "lt = 'CA' and post = 'P'"),
    "r007021_transactions_to_headers": ("f0911", "post = ' '", "lt = 'AA' and post = 'P' and dct = 'JE'"),
    "r007031_headers_to_detail": ("f0011", "ist = 'D'", "ist <> 'D' and ndo = 0"),
    "r097021_accounts_exist": ("f0911", "aid = '99999999'", "lt = 'AA' and dct = 'OV'"),
    "r09707_foreign_twins": ("f0911", "acr = acr + 1", "lt = 'AA' and crrm = 'F'"),
    "r04701_vouchers_to_ledger": ("f0411", "ag = ag + 1", "dct = 'PV' and post = 'D' and icut = 'V'"),
    "r04702a_payments_to_ledger": ("f0414", "paap = paap + 1", "dctm = 'PK' and post = 'D'"),
    "payments_to_vouchers": ("f0414", "adsa = adsa - 0.01", "dctm = 'PK'"),
    "payments_to_vouchers_foreign": ("f0414", "pfap = pfap - 0.01", "crrm = 'F'"),
    "payment_headers": ("f0413", "paap = paap + 1", "dctm = 'PK'"),
    "open_payables_to_trade_accounts": (
        "f0411",
        "glc = 'EMPL'",
        "dct = 'PV' and aap <> 0 and glc <> 'EMPL' and post = 'D'",
    ),
    "pay_status_valid": ("f0411", "pst = 'Z'", "dct = 'PV'"),
    "r09150_received_not_vouchered": ("f43121", "aopn = aopn + 1", "matc = '1'"),
    "match_lines": ("f43121", "ecst = ecst + 1", "matc = '2' and rcdj is not null"),
    "order_lines": ("f4311", "aopn = aopn + 1", "dcto = 'OP' and lttr <> '980'"),
    "order_line_accounts": ("f4316", "aexp = aexp + 0.01", "true"),
    "commitments": ("f0902", "an03 = an03 + 1", "lt = 'PA'"),
}


@pytest.fixture(scope="module")
def company() -> Iterator[duckdb.DuckDBPyConnection]:
    """Books in memory; every test rolls its fault back."""
    with duckdb.connect() as connection:
        books.build(connection, seed=3, scale=0.05)
        yield connection


def test_every_report_has_a_fault_to_find() -> None:
    assert {path.stem for path in CHECKS} == set(FAULTS)


@pytest.mark.parametrize("check", FAULTS)
def test_a_planted_fault_is_named(company: duckdb.DuckDBPyConnection, check: str) -> None:
    table, change, where = FAULTS[check]
    company.begin()
    try:
        company.execute(f"update {table} set {change} where {ONE.format(table, where)}")
        breaks = books.check(company)
    finally:
        company.rollback()
    assert check in {found.check for found in breaks}
    [first, *_] = [found for found in breaks if found.check == check]
    assert first.subject
    assert first.difference != 0
