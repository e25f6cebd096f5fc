"""Days in the life of a small company: journals and orders are entered, changed, deleted, late and out of order.

Four tables matter (F0011, F0911, F4301, F4311); F0008 and F0010 say which periods are open. `pass_day` makes a day's
changes and remembers the rows that no `jde-loader run` can see, because JDE left no stamp on anything near them: those
are for `jde-loader reconcile`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import duckdb

from loader.ais.dates import cyyddd
from tests.jde_simulator.tables import insert_rows
from tests.small_company import COMPANIES, TODAY, registry

TABLES = ("F0008", "F0010", "F0011", "F0911", "F4301", "F4311")
FIRST_BATCH, FIRST_ORDER = 20_000, 30_000
BATCHES, ORDERS = 60, 50
LINES = 4
OPEN_PERIODS = (5, 6, 7)  # what F0911's scope holds around F0010's current period, 6
NEVER = 199_365  # a stamp in the far future

Key = tuple[Any, ...]
REGISTRY = registry()


@dataclass
class Life:
    """One company's days. `unseen` holds the keys, by table, that only a reconciliation can set right."""

    jde: duckdb.DuckDBPyConnection
    chance: random.Random
    today: date = TODAY
    batches: int = 0
    orders: int = 0
    unseen: dict[str, set[Key]] = field(default_factory=dict)
    _entered: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    _told_by_header: dict[int, set[Key]] = field(default_factory=dict)

    def begin(self) -> None:
        """Fill the four tables, oldest documents first."""
        for place in range(BATCHES):
            self.enter_batch(self.today - timedelta(days=(BATCHES - place) * 3))
        for place in range(ORDERS):
            self.enter_order(self.today - timedelta(days=(ORDERS - place) * 3))
        self._flush()

    def pass_day(self, changes: int = 8) -> None:
        """Let a day pass with so many changes."""
        self.today += timedelta(days=1)
        events = self._events()
        for event in self.chance.choices(list(events), weights=list(events.values()), k=changes):
            event()
            self._flush()

    def reconciled(self) -> None:
        """A reconciliation has been: everything is to be right from now on."""
        self.unseen.clear()

    def change_while_reading(self) -> dict[str, set[Key]]:
        """Change journal and order lines at once, stamped; the keys that may be read in either form."""
        where = {
            "F0911": f"icu = {self._batch()} and jeln = {self._line()}",
            "F4311": f"doco = {self._order()} and lnid = {self._line()}",
        }
        touched = {name: self._keys(name, condition) for name, condition in where.items()}
        self._run(f"update f0911 set aa = aa + 1, upmj = {cyyddd(self.today)} where {where['F0911']}")
        self._run(f"update f4311 set aexp = aexp + 1, upmj = {cyyddd(self.today)} where {where['F4311']}")
        return touched

    def enter_batch(self, day: date | None = None, stamp: int | None = None) -> None:
        """A posted batch of journal lines that net to zero."""
        day = day or self.today
        number, self.batches = FIRST_BATCH + self.batches, self.batches + 1
        stamp = cyyddd(day) if stamp is None else stamp
        self._insert("F0011", icut="G", icu=number, ist="D", upmj=stamp, upmt=self._time())
        for line in range(1, LINES + 1):
            self._insert(
                "F0911", dct="JE", doc=number, kco=COMPANIES[number % 2], co=COMPANIES[number % 2],
                dgj=cyyddd(day), jeln=line, lt="AA", extl=" ", post="P", icut="G", icu=number,
                aid=f"{line:08d}", ctry=20, fy=day.year % 100, pn=day.month,
                aa=self._cents() * (1 if line % 2 else -1), upmj=stamp, upmt=self._time(),
            )  # fmt: skip

    def enter_order(self, day: date | None = None, stamp: int | None = None) -> None:
        """A purchase order with its lines."""
        day = day or self.today
        number, self.orders = FIRST_ORDER + self.orders, self.orders + 1
        stamp = cyyddd(day) if stamp is None else stamp
        key = {"doco": number, "dcto": "OP", "kcoo": "00001", "sfxo": "000"}
        self._insert("F4301", **key, trdj=cyyddd(day), upmj=stamp, tday=self._time())
        for line in range(1, LINES + 1):
            self._insert(
                "F4311", **key, lnid=line, aexp=self._cents(), nxtr="400", trdj=cyyddd(day), upmj=stamp,
                tday=self._time(),
            )  # fmt: skip

    def _events(self) -> dict[Callable[[], None], int]:
        return {
            self.enter_batch: 3,
            self.enter_order: 3,
            self._change_journal_line: 4,
            self._change_journal_line_unstamped: 2,
            self._post_again_without_stamping_lines: 2,
            self._delete_journal_line: 2,
            self._delete_journal_line_unstamped: 2,
            self._change_order_line: 4,
            self._delete_order_line: 2,
            self._delete_order_line_unstamped: 1,
            self._delete_batch: 1,
            self._enter_late: 2,
            self._enter_without_stamp: 1,
            self._enter_in_the_future: 1,
        }

    def _change_journal_line(self) -> None:
        batch, line = self._batch(), self._line()
        self._run(
            f"update f0911 set aa = {self._cents()}, upmj = {cyyddd(self.today)}, upmt = {self._time()}"
            f" where icu = {batch} and jeln = {line}"
        )

    def _change_journal_line_unstamped(self) -> None:
        where = f"icu = {self._batch()} and jeln = {self._line()}"
        self._miss("F0911", f"{where} and pn not in {OPEN_PERIODS}")
        self._run(f"update f0911 set aa = aa + 1 where {where}")

    def _post_again_without_stamping_lines(self) -> None:
        batch = self._batch()
        self._run(f"update f0011 set ist = 'D', upmj = {cyyddd(self.today)} where icu = {batch}")
        if self._count(f"f0011 where icu = {batch}"):
            self._run(f"update f0911 set exa = 'posted {self.today}' where icu = {batch}")

    def _delete_journal_line(self) -> None:
        batch = self._batch()
        self._run(f"update f0011 set upmj = {cyyddd(self.today)} where icu = {batch}")
        if self._count(f"f0011 where icu = {batch}"):
            where = f"icu = {batch} and jeln = {self._line()}"
            self._told_by_header.setdefault(batch, set()).update(self._keys("F0911", where))
            self._run(f"delete from f0911 where {where}")

    def _delete_journal_line_unstamped(self) -> None:
        where = f"icu = {self._batch()} and jeln = {self._line()}"
        self._miss("F0911", f"{where} and pn not in {OPEN_PERIODS}")
        self._run(f"delete from f0911 where {where}")

    def _change_order_line(self) -> None:
        self._run(
            f"update f4311 set aexp = {self._cents()}, upmj = {cyyddd(self.today)}, tday = {self._time()}"
            f" where doco = {self._order()} and lnid = {self._line()}"
        )

    def _delete_order_line(self) -> None:
        order = self._order()
        self._run(f"update f4301 set upmj = {cyyddd(self.today)} where doco = {order}")
        self._run(f"delete from f4311 where doco = {order} and lnid = {self._line()}")

    def _delete_order_line_unstamped(self) -> None:
        where = f"doco = {self._order()} and lnid = {self._line()}"
        self._miss("F4311", where)
        self._run(f"delete from f4311 where {where}")

    def _delete_batch(self) -> None:
        """An unposted batch is deleted, header and lines, and nothing near it is stamped.

        With the header goes the stamp that told of lines deleted before it.
        """
        batch = self._batch()
        where = f"icu = {batch}"
        self.unseen.setdefault("F0911", set()).update(self._told_by_header.get(batch, ()))
        for table in ("F0011", "F0911"):
            self._miss(table, where)
            self._run(f"delete from {table.lower()} where {where}")

    def _enter_late(self) -> None:
        day = self.today - timedelta(days=self.chance.randint(1, 6))
        self.chance.choice((self.enter_batch, self.enter_order))(day)

    def _enter_without_stamp(self) -> None:
        self.enter_order(stamp=0)
        self._flush()
        where = f"doco = {FIRST_ORDER + self.orders - 1}"
        self._miss("F4301", where)
        self._miss("F4311", where)

    def _enter_in_the_future(self) -> None:
        self.enter_order(stamp=NEVER)

    def _miss(self, table: str, where: str) -> None:
        self.unseen.setdefault(table, set()).update(self._keys(table, where))

    def _keys(self, table: str, where: str) -> set[Key]:
        names = ", ".join(REGISTRY[table].primary_key)
        return {plain_key(row) for row in self._select(f"select {names} from {table.lower()} where {where}")}

    def _batch(self) -> int:
        return FIRST_BATCH + self.chance.randrange(self.batches)

    def _order(self) -> int:
        return FIRST_ORDER + self.chance.randrange(self.orders)

    def _line(self) -> int:
        return self.chance.randint(1, LINES)

    def _cents(self) -> Decimal:
        return Decimal(self.chance.randint(1, 999_999_999)).scaleb(-2)

    def _time(self) -> int:
        return (
            self.chance.randint(0, 23) * 10000 + self.chance.randint(0, 59) * 100 + self.chance.randint(0, 59)
        )

    def _insert(self, table: str, **values: Any) -> None:
        self._entered.setdefault(table, []).append(values)

    def _flush(self) -> None:
        entered, self._entered = self._entered, {}
        for table, rows in entered.items():
            with self.jde.cursor() as cursor:
                insert_rows(cursor, REGISTRY[table], rows)

    def _run(self, sql: str) -> None:
        with self.jde.cursor() as cursor:
            cursor.execute(sql)

    def _select(self, sql: str) -> list[tuple[Any, ...]]:
        with self.jde.cursor() as cursor:
            return cursor.execute(sql).fetchall()

    def _count(self, source: str) -> int:
        return int(self._select(f"select count(*) from {source}")[0][0])


def plain_key(row: Key) -> Key:
    """A key as both sides write it: text without blanks at its ends, numbers without trailing zeros."""
    return tuple(part.strip() if isinstance(part, str) else int(part or 0) for part in row)
