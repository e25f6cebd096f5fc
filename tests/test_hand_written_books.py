"""The marts over books written by hand (`tests/hand_documents.py`), against figures worked out by hand from JDE's rules."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from tests.finance_lab import Lab
from tests.hand_books import ACCRUAL, INVENTORY, MATERIALS, SERVICES, VARIANCE
from tests.hand_documents import all_books

Query = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def query(finance_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Query:
    """The marts built over the hand-written books; amounts come as whole numbers or as text, without zeros at the end."""
    lab = finance_lab.copy(tmp_path_factory.mktemp("hand"))
    os.unlink(lab.warehouse)
    all_books().write(lab.warehouse)
    # F0015 is loaded on request, so a warehouse may lack it
    with duckdb.connect(str(lab.warehouse)) as connection:
        connection.execute("drop table raw_jde.f0015")
    lab.build("--exclude-resource-type", "unit_test", "--exclude", "test_type:generic", "tie_outs_are_equal")

    def ask(sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(lab.warehouse), read_only=True) as connection:
            rows = connection.execute(sql).fetchall()
        return [tuple(map(_plain, row)) for row in rows]

    return ask


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral() else str(value.normalize())
    return value


def test_every_row_of_a_voided_pay_item_is_void_and_no_other(query: Query) -> None:
    assert query("select document_type_code, document_number, count(*) from marts.fct_ap_invoices where is_void group by all order by all") == [
        ("PR", 114, 2), ("PV", 102, 2), ("PV", 130, 2), ("PV", 222, 2),
    ]  # fmt: skip


def test_open_payables_age_by_due_date_and_terms(query: Query) -> None:
    rows = query(
        "select document_number, pay_item, open_amount, days_past_due, is_held, is_draft from marts.fct_ap_aging"
        " where document_number in (101, 102, 103, 112, 113, 118, 119, 130, 221, 222, 223, 224, 5001) order by all"
    )
    assert rows == [
        (101, "001", 35, 97, False, False),
        (101, "002", 40, 97, False, False),
        (103, "001", 80, 97, False, False),
        (112, "001", 10, 97, True, False),
        (118, "001", 1000, 97, False, False),
        (119, "001", 5, 67, False, False),
        (130, "002", 20, 97, False, False),
        (130, "003", 20, 97, False, False),
        (221, "001", -30, 97, False, False),
        (224, "001", 40, 97, False, False),
        (5001, "001", 500, 74, False, True),
    ]


def test_a_blank_currency_mode_is_foreign_where_there_is_a_foreign_amount(query: Query) -> None:
    assert query(
        "select gross_amount, gross_amount_txn, open_amount_txn, transaction_currency_code from marts.fct_ap_invoices"
        " where document_number in (120, 121) order by document_number"
    ) == [(3, 3, 3, "USD"), (22, 20, 20, "EUR")]
    assert query(
        "select amount, amount_txn from marts.fct_gl_entries where document_type_code = 'PV' and document_number = 121"
    ) == [(22, 20)]


def test_payments_settle_gross_less_open_and_a_void_has_its_own_day(query: Query) -> None:
    rows = query(
        "select payment_id, document_type_code, paid_amount, discount_taken_amount, is_void, is_reversal, is_late, payment_date"
        " from marts.fct_ap_payments where payment_id <= 3 order by payment_id, payment_line_id"
    )
    assert rows == [
        (1, "PV", 25, 0, False, False, True, date(2026, 4, 2)),
        (2, "PV", "33.8", "1.2", True, False, True, date(2026, 4, 10)),
        (2, "PV", "-33.8", "-1.2", True, True, True, date(2026, 5, 5)),
        (3, "PD", -50, 0, False, False, True, date(2026, 4, 2)),
        (3, "PV", 100, 0, False, False, True, date(2026, 4, 2)),
    ]


def test_a_payment_of_nothing_settles_both_its_documents_and_one_made_again_counts_once(
    query: Query,
) -> None:
    assert query(
        "select payment_id, document_number, paid_amount, is_void from marts.fct_ap_payments where payment_id between 10 and 12"
        " order by payment_id, payment_line_id"
    ) == [
        (10, 131, -100, False), (10, 132, 100, False), (11, 133, 60, True), (11, 133, -60, True), (12, 133, 60, False),
    ]  # fmt: skip


def test_spend_is_what_was_posted_with_every_change_and_without_recoverable_tax(query: Query) -> None:
    rows = query(
        "select document_number, sum(spend_amount), sum(spend_amount_txn) from marts.fct_ap_spend where document_number < 200"
        " group by 1 order by 1"
    )
    assert rows == [
        (101, 100, 100), (102, 0, 0), (103, 80, 80), (104, 100, 100), (105, -50, -50), (106, 100, 100), (107, 30, 30),
        (108, 100, 100), (109, 100, 100), (110, 108, 108), (111, 110, 100), (113, 500, 500), (114, 11, 11), (115, 90, 90),
        (116, 40, 40), (117, "1.234", "1.234"), (118, 1000, 1000), (119, 5, 5), (120, 3, 3), (121, 22, 20),
        (130, 50, 50), (131, -100, -100), (132, 100, 100), (133, 60, 60),
    ]  # fmt: skip


def test_spend_follows_a_change_that_only_moves_cost_between_accounts(query: Query) -> None:
    assert query(
        "select charged_account_id, sum(spend_amount) from marts.fct_ap_spend where document_number = 104 group by 1 order by 1"
    ) == [(MATERIALS, 0), (SERVICES, 100)]


def test_a_change_belongs_to_the_voucher_of_its_supplier(query: Query) -> None:
    assert query(
        "select voucher_document_type_code, supplier_number, sum(spend_amount) from marts.fct_ap_spend"
        " where document_number = 114 group by all order by all"
    ) == [("PR", 6001, 0), ("PV", 4343, 11)]


def test_spend_between_companies_is_of_the_company_that_bears_it(query: Query) -> None:
    assert query("select company_code, spend_amount from marts.fct_ap_spend where document_number = 116") == [
        ("00002", 40)
    ]


def test_a_variance_at_the_receipt_is_no_accrual_and_is_charged_with_the_goods(query: Query) -> None:
    assert query(
        "select account_id from intermediate.int_received_not_vouchered_accounts where company_code = '00001'"
    ) == [(ACCRUAL,)]
    assert query(
        "select account_id, charged_account_id, sum(spend_amount) from marts.fct_ap_spend where document_number = 201"
        " group by all order by all"
    ) == [(ACCRUAL, INVENTORY, 48), (ACCRUAL, VARIANCE, -8), (VARIANCE, VARIANCE, 2)]


def test_what_was_received_stays_received_when_the_rest_is_cancelled(query: Query) -> None:
    rows = query(
        "select order_number, line_state, is_commitment from marts.fct_purchase_order_lines order by 1"
    )
    assert {number: state for number, state, _ in rows} == {
        2001: "partial", 2002: "partial", 2003: "received", 2004: "cancelled", 2005: "received", 2006: "open", 2008: "open",
        2009: "open", 2011: "open", 2012: "open", 2013: "open", 2015: "open", 2016: "open", 2017: "open", 2018: "open", 2021: "received", 2022: "received", 2023: "received",
        2024: "received", 2025: "received", 2026: "received", 2027: "open", 2028: "received", 3001: "open", 3002: "released",
    }  # fmt: skip
    assert [number for number, _, committed in rows if committed] == [
        2001,
        2002,
        2006,
        2008,
        2009,
        2011,
        2012,
        2013,
        2015,
        2016,
        2017,
        2018,
    ]


def test_commitments_are_the_open_amounts_by_account_to_the_cent(query: Query) -> None:
    assert query(
        "select order_number, account_id, cost_center_code, open_commitment_amount from marts.fct_po_commitments"
        " where order_number in (2011, 2012, 2015, 2016, 2017) order by 1, distribution_line"
    ) == [
        (2011, "", "1", 110),
        (2012, MATERIALS, "1", "33.34"), (2012, SERVICES, "1", "33.33"), (2012, "00019001", "30", "33.33"),
        (2015, "", "1", -20),
        (2016, "00020006", "2", "0.334"), (2016, "00020007", "2", "0.333"), (2016, "00020008", "2", "0.333"),
        (2017, "00030006", "3", 34), (2017, "00030007", "3", 33), (2017, "00030008", "3", 33),
    ]  # fmt: skip


def test_landed_cost_is_money_and_no_goods(query: Query) -> None:
    assert query(
        "select received_amount, received_quantity, received_not_vouchered_amount, received_not_vouchered_quantity"
        " from marts.fct_procure_to_pay where order_number = 2005"
    ) == [(25, 2, 25, 2)]


def test_the_timeline_knows_where_an_order_came_from_and_what_differs(query: Query) -> None:
    assert query(
        "select order_number, requisition_number, blanket_number, vouchered_amount, price_variance_amount"
        " from marts.fct_procure_to_pay where order_number in (2001, 2002, 2006, 2008, 2009) order by 1"
    ) == [
        (2001, None, None, 42, 2),
        (2002, None, None, 300, 0),
        (2006, None, None, 0, 0),
        (2008, None, 3001, 0, 0),
        (2009, 3002, None, 0, 0),
    ]


def test_returns_reversed_matches_and_vouchers_of_several_receipts_or_orders_add_up(query: Query) -> None:
    assert query(
        "select order_number, received_amount, received_not_vouchered_amount, vouchered_amount, paid_amount,"
        " price_variance_amount, quantity_variance, receipt_count, voucher_count from marts.fct_procure_to_pay"
        " where order_number between 2021 and 2025 order by 1"
    ) == [
        (2021, -30, 0, -30, 0, 0, 0, 1, 1),
        (2022, 50, 50, 0, 0, 0, -5, 1, 0),
        (2023, 100, 0, 110, 110, 10, 0, 2, 1),
        (2024, 0, 0, 30, 15, 0, 0, 0, 1),
        (2025, 0, 0, 50, 25, 0, 0, 0, 1),
    ]
    assert query(
        "select document_number, charged_account_id, order_number, sum(spend_amount) from marts.fct_ap_spend"
        " where document_number between 221 and 224 group by all order by all"
    ) == [
        (221, INVENTORY, 2021, -30), (222, INVENTORY, 2022, 0), (223, INVENTORY, 2023, 100), (223, VARIANCE, 2023, 10),
        (224, SERVICES, 2024, 30), (224, SERVICES, 2025, 50),
    ]  # fmt: skip


def test_a_change_order_is_charged_to_its_own_account(query: Query) -> None:
    assert query(
        "select charged_account_id, order_suffix, spend_amount from marts.fct_ap_spend where document_number = 226"
    ) == [(SERVICES, "001", 50)]
    assert query(
        "select order_suffix, received_not_vouchered_amount, vouchered_amount from marts.fct_procure_to_pay"
        " where order_number = 2026 order by 1"
    ) == [("000", 100, 0), ("001", 0, 50)]


def test_what_is_charged_to_several_accounts_adds_up_in_either_currency(query: Query) -> None:
    assert query(
        "select charged_account_id, spend_amount, spend_amount_txn from marts.fct_ap_spend where document_number = 228 order by 1"
    ) == [(VARIANCE, "3.05", 334), (MATERIALS, "3.04", 333), (SERVICES, "3.04", 333)]


def test_a_line_of_text_is_never_late(query: Query) -> None:
    assert query(
        "select order_number, exception_codes from marts.fct_procure_to_pay where order_number in (2013, 2027) order by 1"
    ) == [(2013, "receipt_overdue"), (2027, None)]


def test_what_no_master_holds_has_a_member_and_keeps_its_rows(query: Query) -> None:
    assert query(
        "select account_id, company_code, cost_center_code, object_account, account_type from marts.dim_gl_accounts"
        " where not is_in_master order by 1"
    ) == [
        ("55555555", "00005", "55", "7110", "expense"),
        ("66666666", "00001", "66", "7110", "expense"),
        ("77777777", "00001", "", "", "unclassified"),
        ("88888888", "00004", "", "", "unclassified"),
    ]
    assert query(
        "select cost_center_code, company_code from marts.dim_cost_centers where not is_in_master order by 1"
    ) == [
        ("55", "00005"),
        ("66", "00001"),
    ]
    # JDE's own period and the company amount, since there is neither a calendar nor a currency to go by
    assert query(
        "select ordered_amount_txn, fiscal_year, fiscal_period from marts.fct_purchase_order_lines where order_number = 2018"
    ) == [(70, 2026, 2)]


def test_a_receipt_whose_order_has_left_jde_is_kept(query: Query) -> None:
    assert query(
        "select received_amount, fiscal_year, fiscal_period from marts.fct_po_receipts where order_number = 2010"
    ) == [(10, 2026, 2)]


def test_entries_are_posted_lines_counted_once_in_the_period_that_jde_gave_them(query: Query) -> None:
    rows = query(
        "select document_type_code, document_number, ledger_type_code, fiscal_year, fiscal_period, sum(amount),"
        " sum(case when amount > 0 then amount end) from marts.fct_gl_entries where document_number between 700 and 799"
        " group by all order by 2, 3, 5"
    )
    assert rows == [
        ("##", 700, "AA", 2025, 12, 0, 15), ("JE", 702, "AU", 2026, 3, 8, 8), ("JE", 703, "AA", 2026, 1, 0, 10),
        ("JE", 705, "AA", 2026, 3, 0, 6), ("JE", 706, "AA", 2025, 13, 0, 300), ("JE", 707, "AA", 1999, 12, 0, 1),
        ("JE", 708, "AA", 2000, 1, 0, 2), ("JE", 709, "AA", 2026, 3, 0, 4), ("JE", 710, "AA", 2026, 3, 0, 20),
        ("JE", 710, "AA", 2026, 4, 0, 20), ("JE", 711, "XA", 2026, 3, 18, 18),
        ("JE", 712, "XA", 2026, 3, 5, 5),
    ]  # fmt: skip


def test_budgets_follow_their_method_and_models_have_none(query: Query) -> None:
    rows = query(
        "select account_id, budget_version, sum(budget_amount), max(open_commitment_amount) from marts.fct_budget_variance"
        " where fiscal_year = 2026 group by all having sum(budget_amount) <> 0 order by all"
    )
    assert rows == [
        (MATERIALS, "Operating budget", 1200, 0), (SERVICES, "Job cost budget", 650, 205), ("00010010", "Operating budget", 1000, 0),
    ]  # fmt: skip


def test_a_balance_of_profit_and_loss_starts_the_year_at_nothing(query: Query) -> None:
    assert query(
        "select account_id, opening_amount, movement_amount, closing_amount from marts.fct_trial_balance"
        " where account_id = '00010009' and fiscal_period = 6"
    ) == [("00010009", 0, 0, 0)]


def test_an_account_that_went_to_another_company_leaves_its_balances_behind(query: Query) -> None:
    for mart, amount in (
        ("gl_balances", "movement"),
        ("trial_balance", "movement"),
        ("budget_variance", "actual"),
    ):
        assert query(
            f"select distinct company_code, company_currency_code, {amount}_amount from marts.fct_{mart}"
            f" where account_id = '00019006' and {amount}_amount <> 0"
        ) == [("00001", "USD", 60)]


def test_the_balance_sheet_holds_what_an_account_of_no_type_brought_forward(query: Query) -> None:
    assert query(
        "select account_type, closing_amount from marts.fct_balance_sheet where company_code = '00001' and account_group = 'Unassigned'"
        " and fiscal_period = 6"
    ) == [("equity", -9)]


def test_the_tie_outs_tell_of_missing_masters_and_of_nothing_else(query: Query) -> None:
    assert query(
        "select check_name, company_code, count(*) from trust.trust_tie_outs where status = 'difference' and severity = 'error'"
        " group by all order by all"
    ) == [("accounts_exist", "00001", 2), ("accounts_exist", "00004", 1)]
