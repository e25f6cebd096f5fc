"""Orders, receipts and matches of the hand-written books, each with what is particular about it."""

from __future__ import annotations

from typing import Any

from tests.hand_books import ACCRUAL, INVENTORY, MATERIALS, SERVICES, VARIANCE, Books, account, day

RECEIPTS: dict[str, Any] = {"icut": "O", "icu": 50}


def add_purchases(made: Books) -> None:
    """Every order with what was received and vouchered of it."""
    _orders(made)
    _receipts(made)
    _matches(made)
    _change_orders(made)
    _yen(made)


def _order(
    made: Books, number: int, kind: str = "OP", head: dict[str, Any] | None = None, **values: Any
) -> None:
    key = {"doco": number, "dcto": kind, "kcoo": "00001", "sfxo": "000"}
    made.add("F4301", **{**key, "an8": 4343, "trdj": day("2026-02-01"), "crcd": "USD", **(head or {})})
    line: dict[str, Any] = {
        "lnid": 1, "co": "00001", "an8": 4343, "mcu": "30".rjust(12), "omcu": "1".rjust(12), "trdj": day("2026-02-01"),
        "pddj": day("2026-03-01"), "dgl": day("2026-02-01"), "pn": 2, "fy": 26, "ctry": 20, "lttr": "280", "nxtr": "400",
        "crcd": "USD", "uom": "EA",
    }  # fmt: skip
    made.add("F4311", **{**key, **line, **values})


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
    # thirds of a dinar, and of a hundred yen in a period of four weeks
    for number, company, amount in ((2016, "00002", 1), (2017, "00003", 100)):
        _order(made, number, co=company, crcd=" ", fy=25, pn=5, uorg=1, uopn=1, aexp=amount, aopn=amount)
        for place in (1, 2, 3):
            made.add(
                "F4316", doco=number, dcto="OP", kcoo="00001", sfxo="000", lnid=1, dlnid=place, co=company,
                aid=account(company, 5 + place), omcu=company[-1].rjust(12), masp=33.33,
            )  # fmt: skip
    # a company, an account and a cost centre that no master holds
    _order(
        made,
        2018,
        co="00005",
        crcd=" ",
        omcu="55".rjust(12),
        aid="55555555",
        obj="7110",
        uorg=1,
        uopn=1,
        aexp=70,
        aopn=70,
    )


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
    made.add("F43121", **{**key, **row, **values})


def _book(made: Books, document: str, on: str, order: int, *lines: tuple[str, float], **values: Any) -> None:
    named = {"po": f"{order:08d}", "pdct": "OP", "pkco": "00001", "psfx": "000", "lnid": 1}
    for number, (short_id, amount) in enumerate(lines, 1):
        made.journal(document, on, number, short_id, amount, **{**named, **values})


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


def _matches(made: Books) -> None:
    # goods that went back, and the debit memo for them
    _order(made, 2021, itm=220, uorg=-3, urec=-3, aexp=-30, arec=-30, lttr="400", nxtr="999")
    _receipt(made, "1", 2021, "OV 9021", urec=-3, arec=-30, uptd=-3, aptd=-30)
    _book(made, "OV 9021", "2026-02-20", 2021, (INVENTORY, -30), (ACCRUAL, 30), **RECEIPTS)
    _receipt(made, "2", 2021, "PD 221", urec=-3, arec=-30, uptd=-3, aptd=-30)
    made.pay_item("PD 221", "001", -30, -30)
    _book(made, "PD 221", "2026-03-10", 2021, (ACCRUAL, -30))
    # a voucher that was voided leaves what was received waiting for another one
    _order(made, 2022, itm=220, uorg=5, urec=5, aexp=50, arec=50, lttr="400", nxtr="999")
    _receipt(made, "1", 2022, "OV 9022", urec=5, arec=50, uopn=5, aopn=50)
    _book(made, "OV 9022", "2026-02-20", 2022, (INVENTORY, 50), (ACCRUAL, -50), **RECEIPTS)
    _receipt(made, "3", 2022, "PV 222", urec=5, arec=50, uptd=5, aptd=50)
    made.pay_item("PV 222", "001", 50, 0)
    made.pay_item("PV 222", "001", -50, 0, "2026-04-15", sfxe=1, dcta="PE", vod="V")
    _book(made, "PV 222", "2026-03-10", 2022, (ACCRUAL, 50))
    _book(made, "PE 222", "2026-04-15", 2022, (ACCRUAL, -50), re="V")
    # two receipts in one voucher, which asks for a tenth more
    _order(made, 2023, itm=220, uorg=10, urec=10, aexp=100, arec=100, lttr="400", nxtr="999")
    for number, document, quantity in ((1, "OV 9023", 4), (2, "OV 9123", 6)):
        amount = 10 * quantity
        _receipt(made, "1", 2023, document, number, urec=quantity, arec=amount, uptd=quantity, aptd=amount)
        _book(made, document, "2026-02-20", 2023, (INVENTORY, amount), (ACCRUAL, -amount), **RECEIPTS)
        _receipt(
            made, "2", 2023, "PV 223", number, urec=quantity, arec=amount, uptd=quantity, aptd=11 * quantity,
            varc=quantity,
        )  # fmt: skip
    made.pay_item("PV 223", "001", 110, 0)
    _book(made, "PV 223", "2026-03-10", 2023, (ACCRUAL, 100), (VARIANCE, 10))
    made.pay(8, "2026-04-02", ("PV 223", "001", -110, {}))
    # one voucher of two orders, half of it paid
    made.pay_item("PV 224", "001", 80, 40)
    made.pay(9, "2026-04-02", ("PV 224", "001", -40, {}))
    for order, amount in ((2024, 30), (2025, 50)):
        _order(made, order, aexp=amount, arec=amount, aid=SERVICES, obj="7410", lttr="400", nxtr="999")
        _receipt(made, "2", order, "PV 224", aptd=amount)
        _book(made, "PV 224", "2026-03-10", order, (SERVICES, amount), jeln=order)


def _change_orders(made: Books) -> None:
    # a change order (suffix 001) of the same line has an account of its own, and its receipt alone is vouchered
    for suffix, short_id, amount in (("000", MATERIALS, 100), ("001", SERVICES, 50)):
        of = {"sfxo": suffix}
        _order(made, 2026, head=of, aexp=amount, arec=amount, aid=short_id, lttr="400", nxtr="999", **of)
        vouchered = {"aptd": amount} if suffix == "001" else {"aopn": amount}
        _receipt(made, "1", 2026, f"OV 9{suffix}", arec=amount, **vouchered, **of)
        booked = ((short_id, amount), (ACCRUAL, -amount))
        _book(made, f"OV 9{suffix}", "2026-02-20", 2026, *booked, psfx=suffix, **RECEIPTS)
    _receipt(made, "2", 2026, "PV 226", arec=50, aptd=50, sfxo="001")
    made.pay_item("PV 226", "001", 50, 50)
    _book(made, "PV 226", "2026-03-10", 2026, (ACCRUAL, 50), psfx="001")
    # a line of text: nothing is ordered, so nothing is late
    _order(made, 2027, lnty="T")


def _yen(made: Books) -> None:
    # dollars in thirds to the cent, the yen of the supplier to the yen
    yen = {"crcd": "JPY"}
    _order(made, 2028, aexp=9.13, arec=9.13, fea=1000, frec=1000, lttr="400", nxtr="999", **yen)
    accounts = (VARIANCE, MATERIALS, SERVICES)
    for place, short_id in enumerate(accounts, 1):
        made.add(
            "F4316", doco=2028, dcto="OP", kcoo="00001", sfxo="000", lnid=1, dlnid=place, co="00001", aid=short_id,
            omcu="1".rjust(12), masp=33.33,
        )  # fmt: skip
    amounts: dict[str, Any] = {"arec": 9.13, "aptd": 9.13, "frec": 1000, "fapt": 1000, **yen}
    booked = zip(accounts, (3.05, 3.04, 3.04), strict=True)
    _receipt(made, "1", 2028, "OV 9028", **amounts)
    _book(made, "OV 9028", "2026-02-20", 2028, *booked, (ACCRUAL, -9.13), **yen, **RECEIPTS)
    _receipt(made, "2", 2028, "PV 228", **amounts)
    foreign: dict[str, Any] = {"crrm": "F", "acr": 1000, **yen}
    made.pay_item("PV 228", "001", 9.13, 9.13, fap=1000, **foreign)
    _book(made, "PV 228", "2026-03-10", 2028, (ACCRUAL, 9.13), **foreign)
