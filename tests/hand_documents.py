"""The documents of the hand-written books: payables and journals, each with what is particular about it."""

from __future__ import annotations

from typing import Any

from tests.hand_books import MATERIALS, OTHER, SERVICES, Books, account, day, masters
from tests.hand_purchases import add_purchases

EURO: dict[str, Any] = {"crrm": "F", "crcd": "EUR"}
CHANGED: dict[str, Any] = {"sfxe": 1, "dcta": "PE"}


def all_books() -> Books:
    """Every document, posted."""
    made = masters()
    _vouchers(made)
    _changed_vouchers(made)
    _payments(made)
    add_purchases(made)
    _journals(made)
    _balances(made)
    made.post()
    made.rows["F0902"] = [row for row in made.rows["F0902"] if row["aid"] != "66666666"]
    return made


def _vouchers(made: Books) -> None:
    # value added tax is recovered, use tax comes on top, sales tax is part of the cost
    for number, code, gross, spent in ((108, "V", 120, 100), (109, "U", 100, 100), (110, "S", 108, 108)):
        made.pay_item(f"PV {number}", "001", gross, gross, exr1=code, stam=20 if code == "V" else 8, atxa=100)
        made.journal(f"PV {number}", "2026-03-10", 1, MATERIALS, spent)
    # not posted, and held
    made.pay_item("PV 112", "001", 10, 10, post=" ", pst="H", icu=2)
    made.journal("PV 112", "2026-03-10", 1, MATERIALS, 10, post=" ", icu=2)
    # logged
    made.pay_item("PL 115", "001", 90, 90)
    made.journal("PL 115", "2026-03-10", 1, OTHER, 90)
    # company 00001 owes, 00002 bears the cost; the settlement is between them
    made.pay_item("PV 116", "001", 40, 40)
    made.journal("PV 116", "2026-03-10", 1, account("00002", 7), 40)
    made.journal("AE 116", "2026-03-10", 2, account("00001", 3), 40)
    made.journal("AE 116", "2026-03-10", 3, account("00002", 3), -40)
    # dinars of three decimals, yen of none in a period of four weeks
    made.pay_item("PV 117", "001", 1.234, 1.234, kco="00002")
    made.journal("PV 117", "2026-03-10", 1, account("00002", 7), 1.234, kco="00002")
    made.pay_item("PV 118", "001", 1000, 1000, kco="00003", pn=6, fy=25)
    made.journal("PV 118", "2026-03-10", 1, account("00003", 7), 1000, kco="00003", pn=6, fy=25)
    # no due date: thirty days by its terms; retained
    made.pay_item("PV 119", "001", 5, 5, ddj=0, pst="R")
    made.journal("PV 119", "2026-03-10", 1, MATERIALS, 5)
    # the instruction names no cost centre, and the offset went to another one than the first
    made.add_account("00019004", "30", "2110", "00001")
    made.pay_item("PV 120", "001", 3, 3, mcu="30".rjust(12), trade="00019004")
    made.journal("PV 120", "2026-03-10", 1, MATERIALS, 3)


def _changed_vouchers(made: Books) -> None:
    # voided; the V is on the reversing row alone
    made.pay_item("PV 102", "001", 200, 0)
    made.pay_item("PV 102", "001", -200, 0, "2026-04-15", vod="V", **CHANGED)
    made.journal("PV 102", "2026-03-10", 1, MATERIALS, 200)
    made.journal("PE 102", "2026-04-15", 1, MATERIALS, -200, re="V")
    # one pay item of three was voided, one is paid in part
    made.pay_item("PV 130", "001", 50, 0)
    made.pay_item("PV 130", "001", -50, 0, "2026-05-10", vod="V", **CHANGED)
    made.pay_item("PV 130", "002", 30, 20)
    made.pay_item("PV 130", "003", 20, 20)
    made.journal("PV 130", "2026-03-10", 1, MATERIALS, 100)
    made.journal("PE 130", "2026-05-10", 1, MATERIALS, -50, re="V")
    made.pay(7, "2026-05-20", ("PV 130", "002", -10, {}))
    # 100 became 80
    made.pay_item("PV 103", "001", 100, 80)
    made.pay_item("PV 103", "001", -20, 0, "2026-04-20", **CHANGED)
    made.journal("PV 103", "2026-03-10", 1, MATERIALS, 100)
    made.journal("PE 103", "2026-04-20", 1, MATERIALS, -20)
    # cost moved to another account, the amount stayed: F0411 has no row of it
    made.pay_item("PV 104", "001", 100, 100)
    made.journal("PV 104", "2026-03-10", 1, MATERIALS, 100)
    made.journal("PE 104", "2026-04-20", 1, MATERIALS, -100)
    made.journal("PE 104", "2026-04-20", 2, SERVICES, 100)
    # one number, two types, two suppliers; the other one's was voided
    made.pay_item("PV 114", "001", 11, 11)
    made.journal("PV 114", "2026-03-10", 1, MATERIALS, 11)
    made.pay_item("PR 114", "001", 7, 0, an8=6001)
    made.pay_item("PR 114", "001", -7, 0, "2026-04-20", an8=6001, vod="V", **CHANGED)
    made.journal("PR 114", "2026-03-10", 1, MATERIALS, 7, an8=6001)
    made.journal("PE 114", "2026-04-20", 1, MATERIALS, -7, an8=6001)


def _payments(made: Books) -> None:
    # two pay items; the first paid in two parts, of which the second, with a discount, was voided
    made.pay_item("PV 101", "001", 60, 35, adsc=1.2)
    made.pay_item("PV 101", "002", 40, 40)
    made.journal("PV 101", "2026-03-10", 1, MATERIALS, 70)
    made.journal("PV 101", "2026-03-10", 2, SERVICES, 30)
    made.pay(1, "2026-04-02", ("PV 101", "001", -25, {"sfxe": None}))
    made.pay(
        2, "2026-04-10", ("PV 101", "001", -33.8, {"adsa": -1.2}),
        ("PV 101", "001", 33.8, {"adsa": 1.2, "dctm": "PO", "pn": 5}), vdgj=day("2026-05-05"),
    )  # fmt: skip
    # a debit memo, set off against a voucher
    made.pay_item("PD 105", "001", -50, 0)
    made.journal("PD 105", "2026-03-10", 1, MATERIALS, -50)
    made.pay_item("PV 106", "001", 100, 0)
    made.journal("PV 106", "2026-03-10", 1, MATERIALS, 100)
    made.pay(3, "2026-04-02", ("PD 105", "001", 50, {}), ("PV 106", "001", -100, {}))
    # a debit memo and a voucher that leave nothing to pay; a payment that was voided and made again
    made.pay_item("PD 131", "001", -100, 0)
    made.journal("PD 131", "2026-03-10", 1, MATERIALS, -100)
    made.pay_item("PV 132", "001", 100, 0)
    made.journal("PV 132", "2026-03-10", 1, MATERIALS, 100)
    made.pay(10, "2026-04-02", ("PD 131", "001", 100, {}), ("PV 132", "001", -100, {}))
    made.pay_item("PV 133", "001", 60, 0)
    made.journal("PV 133", "2026-03-10", 1, MATERIALS, 60)
    undone = {"dctm": "PO", "pn": 5}
    made.pay(
        11, "2026-04-02", ("PV 133", "001", -60, {}), ("PV 133", "001", 60, undone), vdgj=day("2026-05-05")
    )
    made.pay(12, "2026-05-10", ("PV 133", "001", -60, {}))
    # paid by hand without a voucher: batch W
    made.pay_item("PM 107", "001", 30, 0, icut="W", icu=70)
    made.journal("PM 107", "2026-03-10", 1, MATERIALS, 30, icut="W", icu=70)
    made.pay(4, "2026-03-10", ("PM 107", "001", -30, {"dctm": "PN"}), dctm="PN", icut="W", icu=70)
    # euros
    made.pay_item("PV 111", "001", 110, 0, bcrc="USD", crr=1.1, acr=100, fap=0, **EURO)
    made.journal("PV 111", "2026-03-10", 1, MATERIALS, 110, crr=1.1, acr=100, **EURO)
    made.journal("PV 111", "2026-03-10", 1, MATERIALS, 100, lt="CA", **EURO)
    made.pay(5, "2026-04-02", ("PV 111", "001", -110, {"pfap": -100, **EURO}))
    # euros again, from an interface that leaves the currency mode blank
    made.pay_item("PV 121", "001", 22, 22, bcrc="USD", crcd="EUR", acr=20, fap=20)
    made.journal("PV 121", "2026-03-10", 1, MATERIALS, 22, crcd="EUR", acr=20)
    # closed by a draft that the bank has not taken; drafts payable are an account of their own (AAI PD)
    made.add_account("00019005", "1", "2118", "00001")
    made.add("F0012", item="PD", co="00001", obj="2118")
    made.pay_item("PV 113", "001", 500, 0)
    made.journal("PV 113", "2026-03-10", 1, MATERIALS, 500)
    made.pay(6, "2026-04-02", ("PV 113", "001", -500, {"dctm": "P1"}), dctm="P1")
    made.pay_item("P1 5001", "001", 500, 500, "2026-04-02", pst="D")


def _journals(made: Books) -> None:
    def journal(
        document: str, on: str, short_id: str, amount: float, against: str = OTHER, **values: Any
    ) -> None:
        values = {"icut": "G", "icu": int(document.split()[1]), "an8": 0, **values}
        made.journal(document, on, 1, short_id, amount, **values)
        made.journal(document, on, 2, against, -amount, **values)

    journal("## 700", "2025-12-31", MATERIALS, 15)
    journal("JE 701", "2026-03-10", MATERIALS, 77, post="M")
    made.journal("JE 702", "2026-03-10", 1, MATERIALS, 8, lt="AU", u=8, icut="G", icu=702)
    # summarised: the detail and its sum are both there
    journal("JE 703", "2026-01-10", SERVICES, 10)
    made.rows["F0911"][-2]["summ"] = "Y"
    made.journal("BF 704", "2026-01-31", 1, SERVICES, 10, icut="G", icu=704)
    journal("JE 705", "2026-03-10", "77777777", 6)
    journal("JE 706", "2026-09-20", account("00003", 7), 300, account("00003", 3), kco="00003", fy=25, pn=13)
    journal("JE 707", "1999-12-31", MATERIALS, 1)
    journal("JE 708", "2000-01-01", MATERIALS, 2)
    journal("JE 709", "2026-03-10", MATERIALS, 4, sbl="00004343", sblt="A")
    journal("JE 710", "2026-03-31", MATERIALS, 20)
    journal("JE 710", "2026-04-01", MATERIALS, -20, re="R")
    # an account that only the ledger knows: neither F0901 nor F0902
    made.journal(
        "JE 712", "2026-03-10", 1, "66666666", 5, lt="XA", obj="7110", mcu="66".rjust(12), icut="G", icu=712
    )
    made.journal("JE 711", "2026-03-10", 1, MATERIALS, 18, lt="XA", icut="G", icu=711)
    # a cost centre that went to another company; what was booked before stays in the books of the first
    made.add("F0006", mcu="77".rjust(12), co="00002", dl01="Unit 77")
    made.add_account("00019006", "77", "7110", "00001")
    journal("JE 800", "2026-03-10", "00019006", 60)
    made.rows["F0901"][-1]["co"] = "00002"


def _balances(made: Books) -> None:
    made.add_account("00019003", "M30", "7110", "00001", fmod="M")
    months = {f"an{month:02d}": 100 for month in range(1, 13)}
    made.balance(MATERIALS, "BA", borg=1200, breq=1500, bapr=1300, **months)
    made.balance("00019003", "BA", an01=9)
    made.balance(account("00001", 10), "BA", an01=-1000)
    made.balance(SERVICES, "JA", borg=600, an03=50)
    made.balance(SERVICES, "PA", apyc=5, an02=200)
    # a profit and loss account that was carried forward, and one without an object
    made.add_account("00019007", "1", " ", "00001")
    made.balance("00019007", "AA", apyc=9)
    made.balance(account("00001", 1), "AA", apyc=991)
    made.balance(account("00001", 9), "AA", apyc=-1000)
    # a company that F0010 does not hold
    made.balance("88888888", "AA", co="00004", an01=3)
