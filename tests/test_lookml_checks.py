"""`jde-lookml check` without a warehouse: green on the project, red with file and line for each planted mistake."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from lookml.checks import run_checks
from lookml.cli import main
from lookml.contracts import Contract, load_contracts
from lookml.errors import ProjectError
from lookml.looks import load_looks
from lookml.project import DEFAULT_ROOT, load_project
from lookml.source import Fault

# three explores are enough to plant mistakes in, and quick to check
KEPT = ("accounts_payable", "ap_aging", "ap_spend")
VIEWS = ("fct_ap_aging", "fct_ap_invoices", "fct_ap_spend", "dim_companies", "dim_suppliers", "dim_cost_centers", "dim_gl_accounts", "dim_fiscal_periods", "dim_dates")  # fmt: skip
AGING = "views/fct_ap_aging.view.lkml"
SPEND = "views/fct_ap_spend.view.lkml"
EXPLORE = "explores/ap_aging.explore.lkml"
SPEND_EXPLORE = "explores/ap_spend.explore.lkml"
MODEL = "jde.model.lkml"
TEST = "tests/ap_aging.test.lkml"
BOARD = "dashboards/ap_aging.dashboard.lookml"
TEMPLATE = "dashboards/finance_template.dashboard.lookml"
AMOUNTS = "dashboards/documents_template.dashboard.lookml"
LINK = re.compile(r'    link: \{\n      label: "[^"]*"\n      url: "/explore/[^/]+/(\w+)\?.*"\n    \}\n')
LOOK = "looks/open_items_past_due.yml"


@pytest.fixture(scope="module")
def contracts() -> Mapping[str, Contract]:
    return load_contracts(Path("dbt_project"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the project with three explores, one dashboard and one Look, which is sound."""
    root = tmp_path / "project"
    for name in ("manifest.lkml", MODEL, TEMPLATE, AMOUNTS, BOARD):
        _copy(name, root)
    for view in VIEWS:
        _copy(f"views/{view}.view.lkml", root)
        path = root / f"views/{view}.view.lkml"
        path.write_text(LINK.sub(_kept, path.read_text()))
    for explore in KEPT:
        _copy(f"explores/{explore}.explore.lkml", root)
        _copy(f"tests/{explore}.test.lkml", root)
    (tmp_path / "looks").mkdir()
    shutil.copy(DEFAULT_ROOT.parent / LOOK, tmp_path / LOOK)
    template = root / TEMPLATE
    template.write_text(template.read_text().replace("explore: gl_balances", "explore: ap_aging"))
    return tmp_path


def _kept(link: re.Match[str]) -> str:
    """Links to explores that the copy leaves out are left out too."""
    return link.group() if link.group(1) in KEPT else ""


def _copy(name: str, root: Path) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(DEFAULT_ROOT / name, root / name)


def faults_of(folder: Path, contracts: Mapping[str, Contract]) -> list[Fault]:
    """What `jde-lookml check --no-data` finds."""
    try:
        project = load_project(folder / "project")
        return run_checks(project, load_looks(folder / "looks"), contracts).faults
    except ProjectError as error:
        return list(error.faults)


def test_the_project_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--no-data"]) == 0
    assert capsys.readouterr().out == "sound; the warehouse was left out\n"


def test_the_small_project_is_sound(small: Path, contracts: Mapping[str, Contract]) -> None:
    assert faults_of(small, contracts) == []


# file, what is replaced, by what, the text on the line that is to be named, the check that finds it
MISTAKES = {
    "link to a field that is not there": ("views/dim_suppliers.view.lkml", "fct_ap_aging.due_date,", "fct_ap_aging.due,", "    link: {", "reference"),
    "misspelt column": (AGING, "${TABLE}.pay_item ;;", "${TABLE}.pay_itme ;;", "pay_itme", "column"),
    "misspelt table": (AGING, "}.fct_ap_aging ;;", "}.fct_ap_ageing ;;", "view: fct_ap_aging", "column"),
    "wrong schema": (AGING, "@{MARTS_SCHEMA}", "@{TRUST_SCHEMA}", "view: fct_ap_aging", "column"),
    "misspelt parameter of a field": (AGING, "order_by_field:", "order_by_feild:", "order_by_feild", "parameter"),
    "misspelt parameter of a view": (AGING, "sql_table_name:", "sql_tabel_name:", "sql_tabel_name", "syntax"),
    "misspelt parameter of an explore": (EXPLORE, "view_name:", "view_nmae:", "view_nmae", "parameter"),
    "misspelt parameter of a join": (EXPLORE, "relationship:", "relatoinship:", "relatoinship", "parameter"),
    "misspelt parameter of an access filter": (EXPLORE, "user_attribute:", "user_attribtue:", "user_attribtue", "parameter"),
    "misspelt parameter of the model": (MODEL, "week_start_day:", "week_starts:", "week_starts", "parameter"),
    "misspelt block": (AGING, "measure: count {", "mesure: count {", "mesure", "parameter"),
    "impossible type": (AGING, "    type: count_distinct", "    type: count_distnct", "count_distnct", "value"),
    "impossible relationship": (EXPLORE, "relationship: many_to_one", "relationship: many_to_on", "many_to_on\n", "value"),
    "impossible flag": (AGING, "    primary_key: yes", "    primary_key: true", "primary_key: true", "value"),
    "unknown value format": (AGING, "value_format_name: amount\n", "value_format_name: amuont\n", "amuont", "value"),
    "unknown timeframe": (AGING, "[raw, date, week,", "[raw, date, weeek,", "weeek", "value"),
    "type mismatch": (AGING, "    type: yesno\n    sql: ${TABLE}.is_held", "    type: number\n    sql: ${TABLE}.is_held", "dimension: is_held", "type"),
    "date as text": (SPEND, "    type: number\n    value_format_name: id\n    sql: ${TABLE}.document_number", "    type: string\n    sql: ${TABLE}.document_number", "dimension: document_number", "type"),
    "description other than dbt's": (AGING, "Voucher number.", "The number.", "dimension: document_number", "description"),
    "missing description": (AGING, '    description: "Number of open pay items."\n', "", "measure: count {", "description"),
    "measure without a format": (AGING, "    value_format_name: percent_1\n", "", "measure: past_due_share", "style"),
    "measure on a column": (AGING, "    sql: ${days_past_due} ;;", "    sql: ${TABLE}.days_past_due ;;", "measure: average_days_past_due", "style"),
    "two primary keys": (AGING, "dimension: pay_item {", "dimension: pay_item {\n    primary_key: yes", "view: fct_ap_aging", "style"),
    "no primary key": (AGING, "    primary_key: yes\n", "", "view: fct_ap_aging", "style"),
    "date without convert_tz": (AGING, "    convert_tz: no\n    datatype: date\n    sql: ${TABLE}.due_date", "    datatype: date\n    sql: ${TABLE}.due_date", "dimension_group: due {", "style"),
    "SQL of one warehouse only": (AGING, "    sql: ${TABLE}.pay_item ;;", "    sql: INITCAP(${TABLE}.pay_item) ;;", "INITCAP", "portable"),
    "field that is not there": (AGING, "${total_past_due} / NULLIF", "${total_overdue} / NULLIF", "measure: past_due_share", "compile"),
    "field that refers to itself": (AGING, "sql: ${total_past_due} / NULLIF(${total_open}, 0)", "sql: ${past_due_share}", "measure: past_due_share", "compile"),
    "filter that cannot be read": (AGING, 'days_past_due: ">90"', 'days_past_due: "over 90"', "measure: sum_total_over_90", "compile"),
    "Liquid that is not understood": (AGING, "{% else %}${TABLE}.open_amount", "{% otherwise %}${TABLE}.open_amount", "dimension: open_amount", "compile"),
    "drill field that is not there": (AGING, "    drill_fields: [detail*]", "    drill_fields: [detials]", "detials", "reference"),
    "duplicate field": (AGING, "measure: count_past_due", "measure: count", "  measure: count {\n    label: \"Items Past Due\"", "duplicate"),
    "duplicate parameter": (AGING, "    type: count\n    value", "    type: count\n    type: count\n    value", "    type: count\n    value", "syntax"),
    "expression that is not closed": (AGING, "${TABLE}.pay_item ;;", "${TABLE}.pay_item", "sql: ${TABLE}.pay_item\n", "syntax"),
    "brace that is not closed": (EXPLORE, "    user_attribute: jde_company\n  }", "    user_attribute: jde_company\n", None, "syntax"),
    "missing include": (EXPLORE, "dim_suppliers.view.lkml", "dim_supplier.view.lkml", "dim_supplier.view", "include"),
    "unknown constant": (AGING, "@{MARTS_SCHEMA}", "@{MART_SCHEMA}", "MART_SCHEMA", "constants"),
    "missing company filter": (EXPLORE, "field: fct_ap_aging.company_code", "field: fct_ap_aging.supplier_number", "explore: ap_aging", "security"),
    "missing cost centre filter": (SPEND_EXPLORE, "user_attribute: jde_cost_center", "user_attribute: jde_company", "explore: ap_spend", "security"),
    "missing data class filter": (SPEND_EXPLORE, "field: booked_accounts.data_class", "field: dim_gl_accounts.data_class", "explore: ap_spend", "security"),
    "missing grant": (EXPLORE, "  required_access_grants: [all_cost_centers]\n", "", "explore: ap_aging", "security"),
    "tax number without its grant": ("views/dim_suppliers.view.lkml", "    required_access_grants: [supplier_tax_fields]\n", "", "dimension: tax_number", "security"),
    "unknown grant": (EXPLORE, "[all_cost_centers]", "[all_cost_centres]", "all_cost_centres", "reference"),
    "access filter on no field": (EXPLORE, "field: fct_ap_aging.company_code", "field: fct_ap_aging.company", "access_filter", "reference"),
    "unknown datagroup": (MODEL, "persist_with: green_build", "persist_with: red_build", "red_build", "reference"),
    "join that repeats rows": (EXPLORE, "    relationship: many_to_one\n    sql_on: ${fct_ap_aging.supplier", "    relationship: one_to_many\n    sql_on: ${fct_ap_aging.supplier", "join: dim_suppliers", "relationship"),
    "join without a relationship": (EXPLORE, "    relationship: many_to_one\n    sql_on: ${fct_ap_aging.supplier", "    sql_on: ${fct_ap_aging.supplier", "join: dim_suppliers", "style"),
    "explore without a description": (EXPLORE, '  description: "One row per open pay item as of the date of the last load. How old the debt is."\n', "", "explore: ap_aging", "description"),
    "test of a field that is not there": (TEST, "field: fct_ap_aging.count", "field: fct_ap_aging.number", "fct_ap_aging.number", "reference"),
    "test of no explore": (TEST, "explore_source: ap_aging {\n    column: company", "explore_source: ap_agings {\n    column: company", "test: due_and_not_due", "reference"),
    "tile with a field that is not there": (BOARD, "fct_ap_aging.total_over_90]", "fct_ap_aging.total_over_60]", "total_over_60", "field"),
    "tile of no explore": (BOARD, "    explore: ap_aging\n    fields: [fct_ap_aging.total_over_90]", "    explore: ageing\n    fields: [fct_ap_aging.total_over_90]", "total_over_90]", "reference"),
    "misspelt parameter of a tile": (BOARD, "    show_comparison: true", "    show_comparsion: true", "show_comparsion", "parameter"),
    "type of tile that is not there": (BOARD, "type: looker_donut_multiples", "type: looker_doughnut", "looker_doughnut", "value"),
    "overlapping tiles": (BOARD, "    row: 0\n    col: 6\n", "    row: 0\n    col: 5\n", "    row: 0\n    col: 5\n", "layout"),
    "tile off the grid": (BOARD, "    row: 0\n    col: 18\n", "    row: 0\n    col: 19\n", "    col: 19\n", "layout"),
    "unknown listen": (BOARD, "      Currency: fct_ap_aging.amount_currency_code", "      Curency: fct_ap_aging.amount_currency_code", "    listen:", "listen"),
    "filter that no tile listens to": (BOARD, "  elements:\n", "  filters:\n  - name: Idle\n    title: Idle\n    type: field_filter\n    model: jde\n    explore: ap_aging\n    field: dim_suppliers.supplier_name\n\n  elements:\n", "  - name: Idle", "listen"),
    "tile deaf to the choice of amounts": (BOARD, "      Amounts in: fct_ap_aging.amount_currency\n", "", "    listen:", "currency"),
    "tile in another currency than its amounts": (BOARD, "      Currency: fct_ap_aging.amount_currency_code", "      Currency: dim_companies.company_currency_code", "    listen:", "currency"),
    "two tiles of one name": (BOARD, "- name: over_90", "- name: past_due", "  - name: past_due\n    title: Over", "duplicate"),
    "template that is not there": (BOARD, "extends: documents_template", "extends: document_template", "document_template", "extends"),
    "YAML that is not YAML": (BOARD, "    title: Over 90 days", "    title: [Over", None, "syntax"),
    "money of several currencies": (TEMPLATE, "    required: true", "    required: false", None, "currency"),
    "filter on a field that is not there": (TEMPLATE, "field: dim_companies.company_name", "field: dim_companies.name", "- name: Company", "filter"),
    "misspelt parameter of a filter": (TEMPLATE, "default_value: USD", "default: USD", "- name: Currency", None),
    "Look with a field that is not there": (LOOK, "- fct_ap_aging.age_bucket", "- fct_ap_aging.bucket", None, "field"),
    "Look of the wrong name": (LOOK, "look: open_items", "look: items", None, "looks"),
    "misspelt parameter of a Look": (LOOK, "limit: 500", "limits: 500", "limits", "parameter"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_planted_mistake_is_found_at_its_line(
    small: Path, contracts: Mapping[str, Contract], name: str
) -> None:
    file, old, new, at, check = MISTAKES[name]
    path = small / file if file == LOOK else small / "project" / file
    text = path.read_text()
    assert old in text, "the mistake cannot be planted"
    changed = text.replace(old, new, 1)
    path.write_text(changed)
    found = faults_of(small, contracts)
    assert found, "nothing was found"
    matching = [fault for fault in found if check is None or fault.check == check]
    assert matching, [str(fault) for fault in found]
    if at is not None:
        line = changed[: changed.index(at)].count("\n") + 1
        assert (file, line) in {(fault.location.file, fault.location.line) for fault in matching}, [
            str(fault) for fault in matching
        ]


def test_a_red_check_ends_with_exit_code_4(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = small / "project" / AGING
    path.write_text(path.read_text().replace("${TABLE}.pay_item ;;", "${TABLE}.pay_itme ;;"))
    code = main(["check", "--no-data", "--project", str(small / "project"), "--looks", str(small / "looks")])
    printed = capsys.readouterr().out
    assert code == 4
    assert f"{AGING}:" in printed
    assert "`fct_ap_aging` has no column `pay_itme`" in printed
