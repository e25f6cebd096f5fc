"""Books written by hand as JDE would hold them, for cases that the simulated company does not have.

Nothing is derived from the simulator: the documents are in `hand_documents` and `hand_purchases`, and what JDE itself
derives from documents (automatic offsets, balances, batch headers) follows here. Three companies: 00001 in US dollars, 00002 in
Kuwaiti dinars (three decimals), 00003 in yen with thirteen periods from October on.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb

from loader.ais.dates import cyyddd
from loader.registry import Table
from tests.jde_simulator import books
from tests.jde_simulator.tables import create_table, insert_rows
from tests.small_company import registry

TODAY = "2026-06-15"
SUPPLIER = 4343
COMPANIES = (("00001", "1", "USD", "R"), ("00002", "2", "KWD", "R"), ("00003", "3", "JPY", "T"))
# by place in the chart: bank, inventory, other current, trade, received not vouchered, variance, materials, services, loss, sales
OBJECTS = ("1110", "1410", "1560", "2110", "2120", "5910", "7110", "7410", "9110", "4100")

Row = dict[str, Any]


def day(text: str) -> int:
    """CYYDDD of an ISO date."""
    return cyyddd(date.fromisoformat(text))


def account(company: str, place: int) -> str:
    """The short ID of an account by its place in `OBJECTS`."""
    return f"{company[1:]}{place:04d}"


INVENTORY, OTHER, ACCRUAL, VARIANCE, MATERIALS, SERVICES = (
    account("00001", place) for place in (2, 3, 5, 6, 7, 8)
)


@dataclass
class Books:
    """Rows by F-table, and the accounts that journal lines copy."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    accounts: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    def add(self, table: str, **values: Any) -> Row:
        """One more row of a table."""
        self.rows[table].append(values)
        return values

    def add_account(self, short_id: str, unit: str, obj: str, company: str, **values: Any) -> None:
        """An account of a business unit."""
        self.accounts[short_id] = (unit.rjust(12), obj, company)
        self.add(
            "F0901",
            aid=short_id,
            mcu=unit.rjust(12),
            obj=obj,
            co=company,
            dl01=f"{unit}.{obj}",
            lda="6",
            **values,
        )

    def journal(
        self, document: str, on: str, line: float, short_id: str, amount: float, **values: Any
    ) -> None:
        """One journal line, `PV 101` on a day; posted in ledger AA unless the values say otherwise."""
        unit, obj, company = self.accounts.get(short_id, (" ", " ", "00001"))
        kind, number = document.split()
        row: Row = {
            "dct": kind, "doc": int(number), "kco": "00001", "dgj": day(on), "jeln": line, "lt": "AA", "aid": short_id,
            "mcu": unit, "obj": obj, "co": company, "aa": amount, "post": "P", "pn": int(on[5:7]), "fy": int(on[2:4]),
            "ctry": int(on[:2]), "icut": "V", "icu": 1, "an8": SUPPLIER,
        }  # fmt: skip
        self.add("F0911", **{**row, **values})

    def pay_item(
        self, document: str, item: str, gross: float, still_open: float, on: str = "2026-03-10", **values: Any
    ) -> Row:
        """One row of F0411."""
        kind, number = document.split()
        row: Row = {
            "dct": kind, "doc": int(number), "kco": "00001", "sfx": item, "sfxe": 0, "ag": gross, "aap": still_open, "post": "D",
            "pst": "A" if still_open else "P", "icu": 1, "icut": "V", "an8": SUPPLIER, "pye": SUPPLIER, "dgj": day(on),
            "divj": day(on), "ddj": day(on), "pn": int(on[5:7]), "fy": 26, "ctry": 20,
        }  # fmt: skip
        row = {**row, **values}
        return self.add("F0411", **{"co": row["kco"], **row})

    def pay(self, payment: int, on: str, *lines: tuple[str, str, float, Row], **values: Any) -> None:
        """A payment and its lines: pay item, amount as JDE has it, and what else is particular."""
        head: Row = {
            "pyid": payment,
            "dctm": "PK",
            "docm": payment,
            "pye": SUPPLIER,
            "glba": account("00001", 1),
            "icu": 900,
            "icut": "K",
        }
        self.add("F0413", **{**head, "dmtj": day(on), **values})
        for number, (document, item, amount, others) in enumerate(lines, 1):
            kind, voucher = document.split()
            row: Row = {
                "pyid": payment, "rc5": number, "dctm": "PK", "kco": "00001", "dct": kind, "doc": int(voucher), "sfx": item,
                "sfxe": 0, "paap": amount, "post": "D", "co": "00001", "an8": SUPPLIER, "pn": int(on[5:7]), "fy": 26, "ctry": 20,
            }  # fmt: skip
            self.add("F0414", **{**row, **others})

    def balance(self, short_id: str, ledger: str, **values: Any) -> None:
        """What a balance of 2026 holds beside the postings."""
        unit, obj, company = self.accounts.get(short_id, (" ", " ", "00001"))
        row: Row = {
            "aid": short_id,
            "lt": ledger,
            "ctry": 20,
            "fy": 26,
            "co": company,
            "mcu": unit,
            "obj": obj,
        }
        self.add("F0902", **{**row, **values})

    def post(self) -> None:
        """What JDE makes of the documents: offsets, balances and batch headers."""
        self._offset_vouchers()
        self._offset_payments()
        self._sum_balances()
        posted: dict[tuple[str, int], bool] = {}
        for row in self.rows["F0911"]:
            batch = (row["icut"], row["icu"])
            posted[batch] = posted.get(batch, True) and row["post"] == "P"
        for (kind, number), is_posted in posted.items():
            self.add("F0011", icut=kind, icu=number, ist="D" if is_posted else "A")

    def _offset(self, row: Row, kind: str, short_id: str, amount: float, **values: Any) -> None:
        same = {name: row[name] for name in ("doc", "kco", "dgj", "pn", "fy", "icut", "icu") if name in row}
        unit, obj, company = self.accounts[short_id]
        line = {
            "dct": kind,
            "jeln": len(self.rows["F0911"]) + 100,
            "lt": "AA",
            "aid": short_id,
            "mcu": unit,
            "obj": obj,
        }
        self.add("F0911", **{**line, **same, "co": company, "aa": amount, "post": "P", "ctry": 20, **values})

    def _offset_vouchers(self) -> None:
        for row in self.rows["F0411"]:
            trade = row.pop("trade", account(row["kco"], 4))
            if row["post"] != "D" or row["dct"] == "P1":
                continue
            self._offset(row, "AE", trade, -row["ag"])
            tax = row.get("exr1", " ")[0]
            if tax in "UV":
                self._offset(row, "AE", account(row["kco"], 3), row["stam"] if tax == "V" else -row["stam"])
            if tax == "U":
                self._offset(row, "AE", account(row["kco"], 7), row["stam"])

    def _offset_payments(self) -> None:
        heads = {head["pyid"]: head for head in self.rows["F0413"]}
        for row in self.rows["F0414"]:
            head = heads[row["pyid"]]
            of = {
                **head,
                **row,
                "doc": head["docm"],
                "dgj": head["vdgj"] if row["dctm"] == "PO" else head["dmtj"],
            }
            bank = "00019005" if row["dctm"] == "P1" else head["glba"]
            paid = -row["paap"] - row.get("adsa", 0)
            self._offset(of, "AE", account(row["co"], 4), paid, pyid=row["pyid"])
            self._offset(of, row["dctm"], bank, -paid, pyid=row["pyid"])

    def _sum_balances(self) -> None:
        given = {(row["aid"], row["fy"], row["lt"]): row for row in self.rows["F0902"]}
        summed: dict[tuple[Any, ...], Row] = {}
        for row in self.rows["F0911"]:
            if row["post"] != "P" or row["dct"] == "BF":
                continue
            currency = row.get("crcd", " ") if row["lt"] == "CA" else " "
            names = ("aid", "fy", "ctry", "lt", "co", "mcu", "obj")
            key = (*(row[name] for name in names), row.get("sbl", " "), currency)
            start = {name: row[name] for name in names} | {
                "sbl": key[-2],
                "sblt": row.get("sblt", " "),
                "crcd": currency,
            }
            total = summed.setdefault(key, {**given.pop((row["aid"], row["fy"], row["lt"]), {}), **start})
            total[f"an{row['pn']:02d}"] = round(total.get(f"an{row['pn']:02d}", 0) + row["aa"], 4)
        self.rows["F0902"] = [*summed.values(), *given.values()]

    def write(self, target: Path | str) -> None:
        """Bring raw to these rows, as one load leaves it; what is not named is 0 or null, where the simulated books have blanks."""
        with duckdb.connect() as connection:
            connection.execute("create schema plan")
            connection.execute(
                "create table plan.state as select 1::bigint as seed, 1::double as scale, $day::date as live, $day::date as today",
                {"day": TODAY},
            )
            for name, table in registry().items():
                create_table(connection, table)
                if self.rows[name]:
                    insert_rows(connection, table, self.rows[name])
                    nulls = ", ".join(f"{text} = nullif({text}, ' ')" for text in _texts(table))
                    connection.execute(f"update {table.raw_name} set {nulls}")
            books.copy_raw(connection, target)


def _texts(table: Table) -> list[str]:
    # a key is never null in raw, or the next load would take every row for another one
    keys = table.primary_key
    return [f'"{column.name}"' for column in table.columns if column.is_text and column.name not in keys]


def masters() -> Books:
    """Companies, calendars, currencies, accounts and codes, without a document."""
    made = Books()
    made.add("F0010", co="00000", name="Defaults", crcd="USD", dtpn="R")
    for company, unit, currency, pattern in COMPANIES:
        start, period = (day("2025-10-01"), 9) if pattern == "T" else (day("2026-01-01"), 6)
        made.add(
            "F0010",
            co=company,
            name=f"Company {unit}",
            crcd=currency,
            dtpn=pattern,
            dfyj=start,
            pnc=period,
            apfj=start,
            appn=period,
        )
        made.add("F0006", mcu=unit.rjust(12), co=company, dl01=f"Unit {unit}")
        for instruction, place in (("PC", 3), ("RNV", 4)):
            made.add("F0012", item=instruction, co=company, obj=OBJECTS[place])
        for place, obj in enumerate(OBJECTS, 1):
            made.add_account(account(company, place), unit, obj, company)
    for unit in ("30", "0030", "M30"):
        made.add("F0006", mcu=unit.rjust(12), co="00001", dl01=f"Unit {unit}")
    _calendars(made)
    for currency, decimals in (("USD", "2"), ("KWD", "3"), ("JPY", "0"), ("EUR", "2")):
        made.add("F0013", crcd=currency, dl01=currency, cdec=decimals)
    for status in "PAHRD":
        made.add("F0005", sy="00", rt="PS", ky=status.rjust(10), dl01=f"Status {status}")
    made.add("F0014", ptc=" ", ptd="Net thirty", ndtp=30)
    for ledger in ("AA", "CA", "BA", "PA", "AU", "JA", "XA"):
        made.add("F0025", lt=ledger, dl01=ledger, crcx="EUR" if ledger == "XA" else " ")
    for party, name in ((SUPPLIER, "Parts Emporium"), (6001, "Another supplier")):
        made.add("F0101", an8=party, alph=name, at1="V")
    return made


def _calendars(made: Books) -> None:
    for year in (2025, 2026):
        ends = {
            f"d{month:02d}j": day(f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]}")
            for month in range(1, 13)
        }
        made.add(
            "F0008",
            dtpn="R",
            dfyj=day(f"{year}-01-01"),
            ctry=20,
            fy=year % 100,
            **ends,
            d13j=ends["d12j"],
            d14j=ends["d12j"],
        )
    start = date(2025, 10, 1)
    weeks = {f"d{period:02d}j": cyyddd(start + timedelta(days=28 * period - 1)) for period in range(1, 13)}
    made.add(
        "F0008",
        dtpn="T",
        dfyj=cyyddd(start),
        ctry=20,
        fy=25,
        **weeks,
        d13j=day("2026-09-30"),
        d14j=day("2026-09-30"),
    )
