"""One error for each tie-out, put into a built warehouse on documents that have nothing to do with each other.

`RAW` errors are in the F-tables as they were loaded; `MARTS` errors are in the marts that the tie-outs guard, where no error
in raw could come from. Each says which tie-outs should see it, and by the name of which subject.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

Seen = set[tuple[str, str]]


@dataclass(frozen=True)
class Planted:
    """An error.

    Attributes:
        pick: A query for the rows to spoil; its columns are the variables of what follows.
        change: The statements that spoil them.
        seen: For each tie-out that should notice, the names of its subjects, as expressions over the same columns.
    """

    pick: str
    change: tuple[str, ...]
    seen: dict[str, tuple[str, ...]]

    def plant(self, connection: duckdb.DuckDBPyConnection) -> Seen:
        """Spoil the warehouse; the tie-outs and subjects that should tell of it."""
        connection.execute(f"create or replace temp table picked as {self.pick}")
        assert connection.execute("select count(*) from picked").fetchone() == (1,), self.pick
        found = {
            (check, _text(connection, expression))
            for check, expressions in self.seen.items()
            for expression in expressions
        }
        for statement in self.change:
            [(changed,)] = connection.execute(statement).fetchall()
            assert changed == 1, f"{statement}: {changed} rows"
        return found


def _text(connection: duckdb.DuckDBPyConnection, expression: str) -> str:
    row = connection.execute(f"select cast({expression} as varchar) from picked").fetchone()
    assert row is not None
    return str(row[0])


def _posted(table: str) -> str:
    """Rows of a ledger table that are there and posted."""
    return f"raw_jde.{table} where _jde_deleted_at is null and post = '{'P' if table == 'f0911' else 'D'}'"


EXPENSES = "obj between '7000' and '7999'"
PICKED = "where rowid = (select id from picked)"
GONE = "_jde_deleted_at = _jde_extracted_at, _jde_deleted_reason = 'deleted'"
JOURNALS = f"select rowid as id, * from {_posted('f0911')} and lt = 'AA' and dct = 'JE'"
VOUCHERS = f"select rowid as id, * from {_posted('f0411')} and dct = 'PV' and sfxe = 0 and vod = ' '"
PAYMENTS = f"select rowid as id, *, trim(dct) || '/' || doc::bigint || '/' || sfx as item from {_posted('f0414')} and dctm = 'PK'"
BALANCES = "select rowid as id, * from raw_jde.f0902 where _jde_deleted_at is null and fy = 26 and sbl = ''"

RAW: dict[str, Planted] = {
    "gl_balances_to_entries": Planted(
        f"{BALANCES} and lt = 'AA' and co = '00001' and an03 <> 0 and {EXPENSES} order by aid, crcd limit 1",
        (f"update raw_jde.f0902 set an03 = an03 + 0.01 {PICKED}",),
        {"gl_balances_to_entries": ("aid",)},
    ),
    # account and journal agree, so only the balance of what was posted together is lost
    "companies_in_balance": Planted(
        f"select j.*, b.id as balance from ({JOURNALS} and co = '00001' and fy = 26 and pn = 5) as j"
        f" join ({BALANCES} and lt = 'AA') as b on j.aid = b.aid and trim(j.sbl) = '' order by j.doc, j.jeln, b.id limit 1",
        (
            f"update raw_jde.f0911 set aa = aa + 0.01 {PICKED}",
            "update raw_jde.f0902 set an05 = an05 + 0.01 where rowid = (select balance from picked)",
        ),
        {"companies_in_balance": ("co",), "batches_in_balance": ("'G/' || icu::bigint",)},
    ),
    "batches_in_balance": Planted(
        f"with j as ({JOURNALS} and co = '00002' and fy = 25 and pn = 4)"
        " select j.*, (select max(icu) from j) as other from j order by icu, doc, jeln limit 1",
        (f"update raw_jde.f0911 set icu = (select other from picked) {PICKED}",),
        {"batches_in_balance": ("'G/' || icu::bigint", "'G/' || other::bigint")},
    ),
    "batch_headers_to_lines": Planted(
        f"select * from ({JOURNALS} and co = '00003' and fy = 26 and pn = 2) order by doc, jeln limit 1",
        (
            "update raw_jde.f0011 set ist = 'A' where icut = 'G' and ist = 'D' and icu = (select icu from picked)",
        ),
        {"batch_headers_to_lines": ("'G/' || icu::bigint",)},
    ),
    "accounts_exist": Planted(
        f"select rowid as id, aid from raw_jde.f0901 where co = '00002' and pec = ' ' and {EXPENSES}"
        f" and aid in (select aid from {_posted('f0911')}) order by aid limit 1",
        (f"update raw_jde.f0901 set {GONE} {PICKED}",),
        {"accounts_exist": ("aid",)},
    ),
    "cost_centers_exist": Planted(
        "select rowid as id, mcu from raw_jde.f0006 where mcu in"
        f" (select mcu from raw_jde.f0901 where co = '00003' and pec = ' ' and {EXPENSES}) order by mcu limit 1",
        (f"update raw_jde.f0006 set {GONE} {PICKED}",),
        {"cost_centers_exist": ("trim(mcu)",)},
    ),
    "foreign_balances": Planted(
        f"{BALANCES} and lt = 'CA' and co = '00002' and an02 <> 0 order by aid, crcd limit 1",
        (f"update raw_jde.f0902 set an02 = an02 + 1 {PICKED}",),
        {"foreign_balances": ("aid",), "gl_balances_to_entries": ("aid",)},
    ),
    "opening_balances": Planted(
        f"{BALANCES} and lt = 'AA' and co = '00001' and obj < '2' and apyc <> 0 order by aid, crcd limit 1",
        (f"update raw_jde.f0902 set apyc = apyc + 1 {PICKED}",),
        {"opening_balances": ("aid",)},
    ),
    "intercompany": Planted(
        f"select rowid as id, *, doc + 50 as other from {_posted('f0911')} and lt = 'AA' and dct = 'AE' and doc = 8002"
        " and obj = '1291' and crrm = 'F' order by dgj, jeln limit 1",
        (f"update raw_jde.f0911 set doc = (select other from picked) {PICKED}",),
        {
            "intercompany": (
                "kco || '/' || doc::bigint || '/' || icu::bigint",
                "kco || '/' || other::bigint || '/' || icu::bigint",
            )
        },
    ),
    # the ledger has the voucher in the batch that it was entered in
    "ap_invoices_to_gl": Planted(
        f"with v as (select * from ({VOUCHERS}) where icut = 'V' and co = '00001' and crrm = 'D' and sfx = '001')"
        " select v.*, (select max(icu) from v) as other from v order by icu, doc limit 1",
        (f"update raw_jde.f0411 set icu = (select other from picked) {PICKED}",),
        {"ap_invoices_to_gl": ("'V/' || other::bigint",)},
    ),
    "ap_payments_to_gl": Planted(
        f"with p as (select p.*, count(*) over (partition by pyid) as items from ({PAYMENTS}) as p"
        " where co = '00001' and pyid not in (select pyid from raw_jde.f0414 where dctm = 'PO'))"
        " select p.*, (select max(pyid) from p) as other from p where items > 1 order by pyid, rc5 limit 1",
        (f"update raw_jde.f0414 set pyid = (select other from picked), rc5 = 999 {PICKED}",),
        {"ap_payments_to_gl": ("pyid::bigint", "other::bigint")},
    ),
    "ap_payments_to_invoices": Planted(
        f"with p as ({PAYMENTS} and co = '00002' and dct = 'PV')"
        " select a.*, b.doc as other_doc, b.sfx as other_sfx, b.item as other_item"
        " from p as a join p as b on a.doc < b.doc order by a.id, b.id limit 1",
        (
            f"update raw_jde.f0414 set doc = (select other_doc from picked), sfx = (select other_sfx from picked) {PICKED}",
        ),
        {"ap_payments_to_invoices": ("item", "other_item")},
    ),
    "ap_open_to_trade_account": Planted(
        f"select v.*, trade_account(co, glc) as booked, trade_account(co, 'EMPL') as other from ({VOUCHERS}) as v"
        " where co = '00003' and aap <> 0 and glc <> 'EMPL' order by doc limit 1",
        (f"update raw_jde.f0411 set glc = 'EMPL' {PICKED}",),
        {"ap_open_to_trade_account": ("booked", "other")},
    ),
    "ap_pay_status": Planted(
        f"select * from ({VOUCHERS} and co = '00003') order by doc desc, sfx limit 1",
        (f"update raw_jde.f0411 set pst = 'Z' {PICKED}",),
        {"ap_pay_status": ("'Z'",)},
    ),
    # within a batch, so the batch still equals its invoices
    "ap_spend_to_invoices": Planted(
        f"with l as (select rowid as id, *, 'PV/' || doc::bigint as document from {_posted('f0911')}"
        " and lt = 'AA' and dct = 'PV' and icut = 'V' and co = kco)"
        " select a.*, b.doc as other, b.document as other_document from l as a"
        " join l as b on a.icu = b.icu and a.co = b.co and a.doc < b.doc order by a.id, b.id limit 1",
        (f"update raw_jde.f0911 set doc = (select other from picked), jeln = 900 {PICKED}",),
        {"ap_spend_to_invoices": ("document", "other_document")},
    ),
    "received_not_vouchered": Planted(
        "select rowid as id, doco from raw_jde.f43121 where matc = '1' and uptd = 0 and kcoo = '00001' order by doco, lnid, nlin limit 1",
        (f"update raw_jde.f43121 set aopn = aopn + 1 {PICKED}",),
        {"received_not_vouchered": ("'order ' || doco::bigint",)},
    ),
    "commitments": Planted(
        f"{BALANCES} and lt = 'PA' and co = '00001' and an03 <> 0 order by aid limit 1",
        (f"update raw_jde.f0902 set an03 = an03 + 1 {PICKED}",),
        {"commitments": ("aid",)},
    ),
}


def _compared(table: str, bucket: str, measure: str) -> Planted:
    """A later reconciliation that found one row, or one sum, of the table unlike JDE's."""
    sums = "" if measure == "rows" else f" {measure}"
    return Planted(
        "select 1 as one",
        (
            "insert into raw_jde.jde_control_totals by name select 'planted' as run_id,"
            f" '{table}' as table_name, '{bucket}' as bucket, '{measure}' as measure, 100 as source_value,"
            " 99 as warehouse_value, 1 as difference, now() as checked_at",
        ),
        {f"control_total_{'sums' if sums else 'rows'}": (f"'{table} {bucket}{sums}'",)},
    )


RAW |= {
    "control_total_rows": _compared("f0911", "co=00001 lt=AA ctry=20 fy=26 pn=6", "rows"),
    "control_total_sums": _compared("f0902", "co=00002 lt=AA ctry=20 fy=26", "an01"),
}

MARTS: dict[str, Planted] = {
    "unposted_batches": Planted(
        "select * from staging.stg_jde__gl_lines where not is_deleted and not is_posted and ledger_type_code = 'AA' order by document_number, journal_line_number limit 1",
        (
            "insert into marts.fct_gl_entries select entries.* replace ("
            " picked.document_type_code as document_type_code, picked.document_number as document_number,"
            " picked.document_company_code as document_company_code, picked.gl_date as gl_date,"
            " picked.journal_line_number as journal_line_number, picked.line_extension_code as line_extension_code,"
            " 0 as amount, 0 as amount_txn) from picked cross join"
            " (select * from marts.fct_gl_entries where ledger_type_code = 'AA' limit 1) as entries",
        ),
        {"unposted_batches": ("batch_type_code || '/' || batch_number",)},
    ),
    "ap_invoices_to_f0411": Planted(
        "select rowid as id, * from marts.fct_ap_invoices where is_open and company_code = '00002' order by document_number, pay_item limit 1",
        (f"update marts.fct_ap_invoices set open_amount = open_amount + 0.01 {PICKED}",),
        {"ap_invoices_to_f0411": ("document_type_code || '/' || document_number || '/' || pay_item",)},
    ),
    "ap_spend_to_purged_invoices": Planted(
        "select spend.rowid as id, spend.* from marts.fct_ap_spend as spend where exists (select 1 from raw_jde.f0411 as gone"
        " where gone._jde_deleted_at is not null and gone.post = 'D' and gone.pst = 'P' and gone.doc = spend.document_number"
        " and gone.dct = spend.voucher_document_type_code and gone.kco = spend.document_company_code)"
        " order by document_number, journal_line_number limit 1",
        (f"update marts.fct_ap_spend set spend_amount = spend_amount + 0.01 {PICKED}",),
        {"ap_spend_to_purged_invoices": ("voucher_document_type_code || '/' || document_number",)},
    ),
    "gl_entries_to_f0911": Planted(
        "select rowid as id, * from marts.fct_gl_entries where ledger_type_code = 'AA' and company_code = '00003' and document_type_code = 'JE'"
        " and fiscal_year = 2026 and fiscal_period = 4 and subledger = '' order by document_number, journal_line_number limit 1",
        (f"delete from marts.fct_gl_entries {PICKED}",),
        {
            "gl_entries_to_f0911": ("account_id",),
            "gl_balances_to_entries": ("account_id",),
            "companies_in_balance": ("company_code",),
        },
    ),
    "gl_balances_to_f0902": Planted(
        "select rowid as id, * from marts.fct_gl_balances where ledger_type_code = 'AA' and company_code = '00002' and fiscal_year = 2026"
        " and fiscal_period = 1 and object_account between '7000' and '7999' and movement_amount <> 0 and subledger = '' order by account_id, transaction_currency_code limit 1",
        (f"update marts.fct_gl_balances set movement_amount = movement_amount + 0.01 {PICKED}",),
        {"gl_balances_to_f0902": ("account_id",)},
    ),
}


def plant(connection: duckdb.DuckDBPyConnection, errors: dict[str, Planted]) -> Seen:
    """Plant them all; every tie-out and subject that should tell of one."""
    # what the AAIs PC and PC with the class name
    connection.execute(
        "create or replace temp macro trade_account(company, class) as (select min(a.aid) from raw_jde.f0901 as a"
        " join raw_jde.f0012 as k on trim(k.obj) = trim(a.obj) and trim(k.sub) = trim(a.sub) and k.co in (company, '00000')"
        " where a.co = company and trim(k.item) = 'PC' || trim(class))"
    )
    seen: Seen = set()
    for error in errors.values():
        seen |= error.plant(connection)
    return seen
