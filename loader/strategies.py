"""How each table is kept in step: what is asked of AIS, and what the answer proves about missing rows.

`replace` and first loads read the whole table, `changed` a window on the update stamp, `children` every row
of the parents that were touched, `scope` a fixed set of rows. A table may have several; their union is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any, TypeVar

from loader import raw
from loader.ais.dates import cyyddd, from_cyyddd
from loader.ais.filters import Condition, Filter
from loader.errors import ConfigurationError
from loader.fiscal import CompanyYear, Period, Years, open_periods, recent_years
from loader.table import Column, Table

T = TypeVar("T")

KEYS_PER_REQUEST = 200
GROUPS_PER_REQUEST = 25
IDENTIFIER_DIGITS = 5
EVERYTHING = "true"


@dataclass(frozen=True)
class Read:
    """One reading.

    `covers` is SQL over the raw table: every live row there for which it holds comes back, or is gone. None
    when the reading proves nothing about missing rows. `strict` means that no row at all coming back, where
    the target has some, is not believed without approval.
    """

    where: Filter
    covers: str | None = None
    strict: bool = False


def window_start(
    table: Table, watermark: date | None, lookback_days: int, start_date: date | None
) -> date | None:
    """The first update stamp that is read; None when the table is read whole."""
    if "replace" in table.strategies or table.cursor is None:
        return None
    return start_date if watermark is None else watermark - timedelta(days=lookback_days)


def first_reads(table: Table, since: date | None) -> list[Read]:
    """What a table reads on its own account: everything, or the window that `since` begins."""
    if since is None:
        return [Read(Filter(), covers=EVERYTHING, strict=True)]
    return [Read(stamped_since(table, since))] if table.cursor else []


def stamped_since(table: Table, since: date) -> Filter:
    """Rows whose update stamp is not before a day."""
    if table.cursor is None:
        raise ConfigurationError(f"{table.name} has no cursor.", f"Correct {table.path}.")
    return Filter(all_of=(Condition(table.cursor.date, "GREATER_EQUAL", (since,)),))


def children_reads(table: Table, parents: Sequence[Mapping[str, Any]]) -> list[Read]:
    """Every row of the given parents, whether or not any comes back.

    Args:
        parents: Values of the parent's key columns, as raw has them.
    """
    if table.parent is None:
        return []
    return _reads_of(table, table.parent.key, parents)


def key_reads(table: Table, keys: Sequence[Mapping[str, Any]]) -> list[Read]:
    """The rows with the given primary keys, and perhaps others beside them."""
    return _reads_of(table, table.primary_key, keys)


def scope_reads(table: Table, companies: Sequence[CompanyYear]) -> list[Read]:
    """The rows that the registry's scope names."""
    scope = table.scope
    if scope is None:
        return []
    if scope.rows:
        conditions = tuple(Condition(c.column, c.operator, (c.value,)) for c in scope.rows)
        return [Read(Filter(all_of=conditions), covers=" and ".join(_sql(table, c) for c in conditions))]
    if scope.fiscal_years is not None:
        return list(_fiscal_reads(table, recent_years(companies, scope.fiscal_years)))
    return list(_fiscal_reads(table, open_periods(companies, scope.fiscal_periods or 1)))


def needs_calendar(table: Table) -> bool:
    """True when the scope is about fiscal years or periods."""
    return table.scope is not None and not table.scope.rows


def identifier(table: Table, names: Iterable[str]) -> Column | None:
    """Of the named columns the first numeric one long enough to tell most rows apart, if any."""
    columns = [table.column(name) for name in names]
    return next((c for c in columns if c.type == "numeric" and c.length >= IDENTIFIER_DIGITS), None)


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _reads_of(table: Table, names: Sequence[str], keys: Sequence[Mapping[str, Any]]) -> list[Read]:
    column = identifier(table, names)
    if column is not None:
        numbers = sorted({Decimal(key[column.name]) for key in keys})
        return [
            Read(
                Filter(all_of=(Condition(column.name, "LIST", tuple(batch)),)),
                covers=f'"{column.name}" in ({", ".join(format(number, "f") for number in batch)})',
            )
            for batch in batches(numbers, KEYS_PER_REQUEST)
        ]
    groups = {group: None for key in keys if (group := _equal(table, names, key))}
    reads = [
        Read(
            Filter(any_of=tuple(batch)), covers=" or ".join(f"({_all_sql(table, group)})" for group in batch)
        )
        for batch in batches(groups, GROUPS_PER_REQUEST)
    ]
    if any(not _equal(table, names, key) for key in keys):
        # a key of blanks alone cannot be asked for
        reads.append(Read(Filter(), covers=EVERYTHING))
    return reads


def _equal(table: Table, names: Sequence[str], key: Mapping[str, Any]) -> tuple[Condition, ...]:
    # blanks and empty dates are left out: how AIS compares them differs, and one row more does no harm
    return tuple(
        Condition(name, "EQUAL", (_real(table.column(name), key[name]),))
        for name in names
        if key[name] not in ("", None) and not (table.column(name).type == "date" and not key[name])
    )


def _real(column: Column, value: Any) -> Any:
    return from_cyyddd(value) if column.type == "date" else value


def _fiscal_reads(
    table: Table, groups: Mapping[Period, list[str]] | Mapping[Years, list[str]]
) -> Iterator[Read]:
    for when, companies in groups.items():
        for batch in batches(companies, KEYS_PER_REQUEST):
            complete = (*when.conditions, Condition("co", "LIST", tuple(batch)))
            yield Read(Filter(all_of=complete), " and ".join(_sql(table, c) for c in complete), strict=True)


_SQL_OPERATORS = {
    "EQUAL": "=",
    "NOT_EQUAL": "<>",
    "LESS": "<",
    "LESS_EQUAL": "<=",
    "GREATER": ">",
    "GREATER_EQUAL": ">=",
}


def _all_sql(table: Table, conditions: Iterable[Condition]) -> str:
    return " and ".join(_sql(table, condition) for condition in conditions)


def _sql(table: Table, condition: Condition) -> str:
    """The condition over the raw table; null counts as 0 or blank, as it does in the JDE database."""
    column = table.column(condition.column)
    name = f"trim(coalesce(\"{column.name}\", ''))" if column.is_text else f'coalesce("{column.name}", 0)'
    values = [_sql_value(column, value) for value in condition.values]
    if condition.operator == "LIST":
        return f"{name} in ({', '.join(values)})"
    if condition.operator == "BETWEEN":
        return f"{name} between {values[0]} and {values[1]}"
    if condition.operator in ("STR_BLANK", "STR_NOT_BLANK"):
        return f"{name} {'=' if condition.operator == 'STR_BLANK' else '<>'} ''"
    if condition.operator not in _SQL_OPERATORS:
        raise ConfigurationError(
            f"{table.name}: scope cannot use {condition.operator}.", f"Correct {table.path}."
        )
    return f"{name} {_SQL_OPERATORS[condition.operator]} {values[0]}"


def _sql_value(column: Column, value: Any) -> str:
    if column.is_text:
        return raw.literal(str(value).strip(" "))
    if column.type == "date":
        return str(cyyddd(value if isinstance(value, date) else date.fromisoformat(str(value))))
    return format(Decimal(str(value)), "f")
