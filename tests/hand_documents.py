"""The documents of the hand-written books: payables, purchases and journals, each with what is particular about it."""

from __future__ import annotations

from typing import Any

from tests.hand_books import Books, account, day, masters

MATERIALS, SERVICES, OTHER, VARIANCE = (account("00001", place) for place in (7, 8, 3, 6))
INVENTORY, ACCRUAL = account("00001", 2), account("00001", 5)
EURO: dict[str, Any] = {"crrm": "F", "crcd": "EUR"}
CHANGED: dict[str, Any] = {"sfxe": 1, "dcta": "PE"}
RECEIPTS: dict[str, Any] = {"icut": "O", "icu": 50}


def all_books() -> Books:
    """Every document, posted."""
    made = masters()
    _vouchers(made)
    _changed_vouchers(made)
    _payments(made)
    _orders(made)
    _receipts(made)
    _journals(made)
    _balances(made)
    made.post()
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


def _order(
    made: Books, number: int, kind: str = "OP", head: dict[str, Any] | None = None, **values: Any
) -> None:
    key = {"doco": number, "dcto": kind, "kcoo": "00001", "sfxo": "000"}
    made.add("F4301", **key, an8=4343, trdj=day("2026-02-01"), crcd="USD", **(head or {}))
    line: dict[str, Any] = {
        "lnid": 1, "co": "00001", "an8": 4343, "mcu": "30".rjust(12), "omcu": "1".rjust(12), "trdj": day("2026-02-01"),
        "pddj": day("2026-03-01"), "dgl": day("2026-02-01"), "pn": 2, "fy": 26, "ctry": 20, "lttr": "280", "nxtr": "400",
        "crcd": "USD", "uom": "EA",
    }  # fmt: skip
    made.add("F4311", **key, **{**line, **values})


def _orders(made: Books) -> None:
    _order(made, 2001, itm=220, uorg=10, uopn=4, urec=6, aexp=100, aopn=40, arec=60)
    _order(made, 2002, aexp=500, aopn=200, arec=300, aid=SERVICES, obj="7410")
    # the rest was cancelled after a part had come; all of it was; the order left JDE and its receipt did not (2010)
    _order(made, 2003, itm=220, uorg=10, urec=3, aexp=100, arec=30, lttr="980", nxtr="999")
    _order(made, 2004, itm=220, uorg=10, aexp=100, lttr="980", nxtr="999")
    _order(made, 2005, itm=220, uorg=2, urec=2, aexp=20, arec=20, lttr="400", nxtr="999")
    _order(made, 2006, itm=220, uorg=5, uopn=5, aexp=50, aopn=50)
    _order(made, 3001, "OB", itm=220, uorg=100, uopn=90, urlv=10, aexp=1000, aopn=900)
    _order(made, 3002, "OR", itm=220, uorg=7, urlv=7, aexp=70, nxtr="999")
    _order(
        made,
        2008,
        itm=220,
        uorg=10,
        uopn=10,
        aexp=100,
        aopn=100,
        oorn="3001",
        octo="OB",
        okco="00001",
        ogno=1,
    )
    _order(
        made,
        2009,
        itm=220,
        uorg=7,
        uopn=7,
        aexp=70,
        aopn=70,
        oorn="00003002",
        octo="OR",
        okco="00001",
        ogno=1,
    )
    _order(made, 2011, itm=220, uorg=1, uopn=1, aexp=110, aopn=110, fea=100, fap=100, crr=1.1, crcd="EUR")
    # a third each, and a cent that is left
    made.add_account("00019001", "30", "7110", "00001")
    _order(made, 2012, uorg=1, uopn=1, aexp=100, aopn=100)
    for place, short_id in enumerate((MATERIALS, SERVICES, "00019001"), 1):
        unit = ("30" if place == 3 else "1").rjust(12)
        made.add(
            "F4316",
            doco=2012,
            dcto="OP",
            kcoo="00001",
            sfxo="000",
            lnid=1,
            dlnid=place,
            aid=short_id,
            omcu=unit,
            masp=33.33,
        )
    _order(made, 2013, head={"hold": "B1"}, itm=220, uorg=1, uopn=1, aexp=9, aopn=9)
    _order(made, 2015, itm=220, uorg=-2, uopn=-2, aexp=-20, aopn=-20)


def _receipt(made: Books, match: str, order: int, document: str, number: int = 1, **values: Any) -> None:
    kind, doc = document.split()
    key = {
        "matc": match,
        "doco": order,
        "dcto": "OP",
        "kcoo": "00001",
        "sfxo": "000",
        "lnid": 1,
        "nlin": number,
        "doc": int(doc),
    }
    row: dict[str, Any] = {
        "dct": kind, "kco": "00001", "co": "00001", "an8": 4343, "rcdj": day("2026-02-20"), "dgl": day("2026-02-20"),
        "pddj": day("2026-03-01"), "trdj": day("2026-02-01"), "uom": "EA", "crcd": "USD",
    }  # fmt: skip
    made.add("F43121", **key, **{**row, **values})


def _book(made: Books, document: str, on: str, order: int, *lines: tuple[str, float], **values: Any) -> None:
    named = {"po": f"{order:08d}", "pdct": "OP", "pkco": "00001", "psfx": "000", "lnid": 1}
    for number, (short_id, amount) in enumerate(lines, 1):
        made.journal(document, on, number, short_id, amount, **named, **values)


def _receipts(made: Books) -> None:
    # standard cost 12, order price 10: the receipt credits a variance; the voucher for 4 asks for 2 more
    _receipt(made, "1", 2001, "OV 9001", urec=6, arec=60, uptd=4, aptd=40, uopn=2, aopn=20)
    _book(made, "OV 9001", "2026-02-20", 2001, (INVENTORY, 72), (ACCRUAL, -60), (VARIANCE, -12), **RECEIPTS)
    _receipt(made, "2", 2001, "PV 201", urec=6, arec=60, uptd=4, aptd=42, varc=2)
    made.pay_item("PV 201", "001", 42, 42)
    _book(made, "PV 201", "2026-03-10", 2001, (ACCRUAL, 40), (VARIANCE, 2))
    # a service without receipt
    _receipt(made, "2", 2002, "PV 202", aptd=300)
    made.pay_item("PV 202", "001", 300, 300)
    _book(made, "PV 202", "2026-03-10", 2002, (SERVICES, 300))
    for order, quantity, amount in ((2003, 3, 30), (2010, 1, 10)):
        _receipt(
            made, "1", order, f"OV {order + 7000}", urec=quantity, arec=amount, uopn=quantity, aopn=amount
        )
        _book(
            made,
            f"OV {order + 7000}",
            "2026-02-20",
            order,
            (INVENTORY, amount),
            (ACCRUAL, -amount),
            **RECEIPTS,
        )
    # freight has a record of its own, which repeats the quantity
    _receipt(made, "1", 2005, "OV 9005", urec=2, arec=20, uopn=2, aopn=20)
    _receipt(made, "1", 2005, "OV 9005", 2, urec=2, arec=5, uopn=2, aopn=5, lvla="FRT", an8=6001)
    _book(made, "OV 9005", "2026-02-20", 2005, (INVENTORY, 25), (ACCRUAL, -25), **RECEIPTS)
    # reversed
    _receipt(made, "4", 2006, "OV 9006", urec=5, arec=50)
    _book(made, "OV 9006", "2026-02-20", 2006, (INVENTORY, 50), (ACCRUAL, -50), **RECEIPTS)
    _book(made, "OV 9006", "2026-02-25", 2006, (INVENTORY, -50), (ACCRUAL, 50), re="R", **RECEIPTS)


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
    made.journal("JE 711", "2026-03-10", 1, MATERIALS, 18, lt="XA", icut="G", icu=711)


def _balances(made: Books) -> None:
    made.add_account("00019003", "M30", "7110", "00001", fmod="M")
    months = {f"an{month:02d}": 100 for month in range(1, 13)}
    made.balance(MATERIALS, "BA", borg=1200, breq=1500, bapr=1300, **months)
    made.balance("00019003", "BA", an01=9)
    made.balance(account("00001", 10), "BA", an01=-1000)
    made.balance(SERVICES, "JA", borg=600, an03=50)
    made.balance(SERVICES, "PA", apyc=5, an02=200)
    # a profit and loss account that was carried forward
    made.balance(account("00001", 1), "AA", apyc=1000)
    made.balance(account("00001", 9), "AA", apyc=-1000)
    # a company that F0010 does not hold
    made.balance("88888888", "AA", co="00004", an01=3)
