"""What `make demo` says at its end: rows loaded, models built, tie-outs, and where the preview is."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import duckdb


def summary(folder: Path) -> str:
    """Read the demo's warehouse and dbt's results under `folder` and put them in words."""
    with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as connection:
        lines = [*_loaded(connection), "", _built(folder), *_tied_out(connection), ""]
        lines += _open_payables(connection)
    index = folder / "preview" / "index.html"
    lines += ["", f"dashboards  {index}" if index.exists() else "dashboards  no preview was written"]
    lines += [f"warehouse   {folder / 'warehouse.duckdb'}"]
    return "\n".join(lines)


def _loaded(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        """
        select table_name, sum(rows_inserted) as inserted
        from raw_jde.jde_loads
        group by table_name
        order by inserted desc, table_name
        """
    ).fetchall()
    lines = [f"  {name:8}{inserted:>10,}" for name, inserted in rows]
    half = (len(lines) + 1) // 2
    columns = [f"{left}    {right}" for left, right in zip(lines, [*lines[half:], ""], strict=False)][:half]
    total = sum(inserted for _, inserted in rows)
    return [f"loaded      {total:,} rows into {len(rows)} tables", *columns]


def _built(folder: Path) -> str:
    results = json.loads((folder / "target" / "run_results.json").read_text())["results"]
    counts: Counter[tuple[str, str]] = Counter()
    for result in results:
        counts[result["unique_id"].split(".")[0], result["status"]] += 1
    models = counts["model", "success"] + counts["snapshot", "success"]
    tests = counts["test", "pass"] + counts["unit_test", "pass"]
    warned = sum(number for (_, status), number in counts.items() if status == "warn")
    return f"built       {models} models, {tests} tests passed" + (f", {warned} warnings" if warned else "")


def _tied_out(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "select status, count(*), count(distinct check_name) from trust.trust_tie_outs group by 1 order by 1"
    ).fetchall()
    words = {"ok": "equal to 0.00", "difference": "differ", "not_matchable": "cannot be matched"}
    return [
        f"tie-outs    {number:,} {words.get(status, status)} ({checks} checks)"
        for status, number, checks in rows
    ]


def _open_payables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        """
        select invoices.company_code, companies.company_name, companies.company_currency_code,
            sum(invoices.open_amount)
        from marts.fct_ap_invoices as invoices
        join marts.dim_companies as companies on invoices.company_code = companies.company_code
        group by 1, 2, 3
        union all
        select 'group', 'all companies, at the rates of F0015', group_currency_code, sum(open_amount_group)
        from marts.fct_ap_invoices
        where group_currency_code is not null
        group by 3
        order by 1
        """
    ).fetchall()
    return ["open payables"] + [
        f"  {code}  {name:37}{currency}{amount:>18,.2f}" for code, name, currency, amount in rows
    ]


if __name__ == "__main__":
    print(summary(Path(sys.argv[1])))
