"""What the registry says about an F-table: its columns, its key, and how it is kept in step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

TYPES = frozenset({"string", "character", "numeric", "date", "time"})
STRATEGIES = frozenset({"replace", "changed", "children", "scope"})

# JDE's display decimals are site data, so raw keeps more places than any site shows (design, section 2).
SCALE_BY_CLASS = {
    "currency_company": 4,
    "currency_transaction": 4,
    "currency_ledger": 4,
    "quantity": 8,
    "unit_cost": 8,
    "exchange_rate": 8,
}
EXTRA_DIGITS = 8


@dataclass(frozen=True)
class Column:
    """One column of an F-table.

    `name` is the data item in lower case without the table prefix (`upmj`); `type` is one of TYPES;
    `length` is JDE's length in characters or digits; `decimals` are JDE's display decimals;
    `scale_class` names what decides the decimals at a site, or is None.
    """

    name: str
    type: str
    length: int
    decimals: int = 0
    scale_class: str | None = None

    @property
    def data_item(self) -> str:
        """JDE's own name of the data item, as AIS wants it (`UPMJ`)."""
        return self.name.upper()

    @property
    def is_text(self) -> bool:
        """True for string and character columns."""
        return self.type in ("string", "character")

    @property
    def precision(self) -> int:
        """Digits of the raw decimal type; numeric columns only."""
        return self.length + EXTRA_DIGITS

    @property
    def scale(self) -> int:
        """Decimal places of the raw decimal type; numeric columns only."""
        return SCALE_BY_CLASS[self.scale_class] if self.scale_class else self.decimals


@dataclass(frozen=True)
class Cursor:
    """The update stamp: a date column, and the time column that stands beside it if the table has one."""

    date: str
    time: str | None = None


@dataclass(frozen=True)
class Parent:
    """The table whose touched rows decide which rows of this table are re-read whole."""

    table: str
    key: tuple[str, ...]


@dataclass(frozen=True)
class Condition:
    """One AIS condition on a column of the table, with a literal value."""

    column: str
    operator: str
    value: str


@dataclass(frozen=True)
class Scope:
    """What is re-read whole in every run; exactly one of the three is set.

    `rows` are fixed conditions, all of which hold; `fiscal_years` counts years back from each
    company's current one; `fiscal_periods` is the window of periods around the current one.
    """

    rows: tuple[Condition, ...] = ()
    fiscal_years: int | None = None
    fiscal_periods: int | None = None


@dataclass(frozen=True)
class Table:
    """One F-table: its columns, key, cursor and load strategies.

    `on_request` tables are left alone until a run names them; from then on each run keeps them in step.
    """

    name: str
    prefix: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    strategies: tuple[str, ...]
    cursor: Cursor | None
    parent: Parent | None
    scope: Scope | None
    path: Path
    on_request: bool = False

    @property
    def raw_name(self) -> str:
        """Name of the table in the raw schema (`f0411`)."""
        return self.name.lower()

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
