"""Which rows are asked for: conditions, their AIS form, and the proof on arrival that rows obey them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import reduce
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from loader.ais.dates import DateFormat, cyyddd
from loader.errors import ConfigurationError
from loader.table import Column, Table

COMPARISONS = frozenset(
    {"EQUAL", "NOT_EQUAL", "LESS", "LESS_EQUAL", "GREATER", "GREATER_EQUAL", "BETWEEN", "LIST"}
)
TEXT_OPERATORS = frozenset({"STR_START_WITH", "STR_END_WITH", "STR_CONTAIN", "STR_BLANK", "STR_NOT_BLANK"})
_KERNELS = {
    "EQUAL": pc.equal,
    "NOT_EQUAL": pc.not_equal,
    "LESS": pc.less,
    "LESS_EQUAL": pc.less_equal,
    "GREATER": pc.greater,
    "GREATER_EQUAL": pc.greater_equal,
}


@dataclass(frozen=True)
class DaysAgo:
    """A date before the JDE server's own day (after it when negative), which needs no date format."""

    days: int


Value = str | int | Decimal | date | DaysAgo


@dataclass(frozen=True)
class Condition:
    """One condition on a column, with AIS's operator names. Dates are real dates, numbers Decimal or int.

    `BETWEEN` takes two values, `LIST` any number, `STR_BLANK` and `STR_NOT_BLANK` none.
    """

    column: str
    operator: str
    values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Filter:
    """All of `all_of` hold, and of `any_of` at least one group, all of whose conditions hold."""

    all_of: tuple[Condition, ...] = ()
    any_of: tuple[tuple[Condition, ...], ...] = ()

    def conditions(self) -> Iterator[Condition]:
        """Every condition, in order."""
        yield from self.all_of
        for group in self.any_of:
            yield from group


def typed(table: Table, where: Filter) -> Filter:
    """The same filter with each value in its column's type; `"0"` on a numeric column becomes Decimal.

    Raises:
        ConfigurationError: A column, operator or value does not fit the table.
    """
    return Filter(
        tuple(_typed(table, condition) for condition in where.all_of),
        tuple(tuple(_typed(table, condition) for condition in group) for group in where.any_of),
    )


def query(table: Table, where: Filter, dates: DateFormat | None) -> dict[str, Any]:
    """AIS's query object. Groups become the OR-elements of a complexQuery, each with the common conditions.

    A filter without conditions gets one that every row meets, since a server with query security answers a
    request without criteria with no rows.
    """
    if not where.any_of:
        conditions = where.all_of or (_every_row(table),)
        return {
            "autoFind": True,
            "matchType": "MATCH_ALL",
            "condition": _conditions(table, conditions, dates),
        }
    elements = [
        {
            "andOr": "OR" if place else "AND",
            "query": {"matchType": "MATCH_ALL", "condition": _conditions(table, where.all_of + group, dates)},
        }
        for place, group in enumerate(where.any_of)
    ]
    return {"autoFind": True, "matchType": "MATCH_ALL", "complexQuery": elements}


def uses_dates(table: Table, where: Filter) -> list[str]:
    """The columns that the filter compares with a date literal."""
    names = [c.column for c in where.conditions() if any(isinstance(value, date) for value in c.values)]
    return list(dict.fromkeys(names))


def matching(table: Table, rows: pa.Table, where: Filter, today: date | None) -> pa.BooleanArray:
    """Which rows obey the filter, as far as it can be told here.

    Order among texts follows the database's collation, so those conditions count as met; equality ignores the
    blanks at both ends, since AIS justifies literals.
    """
    result = _all(rows, [_holds(table, rows, condition, today) for condition in where.all_of])
    if where.any_of:
        groups = [_all(rows, [_holds(table, rows, c, today) for c in group]) for group in where.any_of]
        result = pc.and_(result, reduce(pc.or_, groups))
    return result


def _typed(table: Table, condition: Condition) -> Condition:
    try:
        column = table.column(condition.column)
    except KeyError:
        raise ConfigurationError(
            f"{table.name} has no column {condition.column}.", "Correct the filter."
        ) from None
    known = COMPARISONS | TEXT_OPERATORS if column.is_text else COMPARISONS
    if condition.operator not in known:
        raise ConfigurationError(
            f"{table.name}.{column.name}: {condition.operator} is no operator for a {column.type} column.",
            f"Use one of {', '.join(sorted(known))}.",
        )
    wanted = {"BETWEEN": 2, "STR_BLANK": 0, "STR_NOT_BLANK": 0}.get(condition.operator, 1)
    count = len(condition.values)
    if count != wanted and not (condition.operator == "LIST" and count):
        raise ConfigurationError(
            f"{table.name}.{column.name}: {condition.operator} with {count} values.", "Correct the filter."
        )
    return Condition(
        column.name, condition.operator, tuple(_value(table, column, v) for v in condition.values)
    )


def _value(table: Table, column: Column, value: Value) -> Value:
    try:
        if column.type == "date":
            return value if isinstance(value, (date, DaysAgo)) else date.fromisoformat(str(value))
        if column.is_text:
            return str(value)
        number = Decimal(str(value))
    except (ValueError, InvalidOperation):
        number = Decimal("NaN")
    if not number.is_finite():
        raise ConfigurationError(
            f"{table.name}.{column.name}: {value!r} is no {column.type} value.", "Correct the filter."
        )
    return number


def _every_row(table: Table) -> Condition:
    """A condition that every row meets, on the key, whose parts are never null in the database."""
    columns = [*map(table.column, table.primary_key), *table.columns]
    column = next((column for column in columns if column.type != "date"), columns[0])
    if column.is_text:
        return Condition(column.name, "NOT_EQUAL", ("~",))
    if column.type == "date":
        return Condition(column.name, "NOT_EQUAL", (DaysAgo(-36500),))
    return Condition(column.name, "GREATER_EQUAL", (Decimal(1 - 10**column.length),))


def _conditions(
    table: Table, conditions: tuple[Condition, ...], dates: DateFormat | None
) -> list[dict[str, Any]]:
    return [
        {
            "controlId": f"{table.name}.{condition.column.upper()}",
            "operator": condition.operator,
            "value": [_literal(value, dates) for value in condition.values],
        }
        for condition in conditions
    ]


def _literal(value: Value, dates: DateFormat | None) -> dict[str, str]:
    if isinstance(value, DaysAgo):
        special = "TODAY_MINUS_DAY" if value.days >= 0 else "TODAY_PLUS_DAY"
        return {"content": str(abs(value.days)), "specialValueId": special}
    if isinstance(value, date):
        if dates is None:
            raise ConfigurationError(
                "The sign-in does not tell how the service user writes dates.",
                "Set SOURCES__JDE__DATE_FORMAT to the service user's format, such as MM/dd/yyyy.",
            )
        content = dates.literal(value)
    else:
        content = format(value, "f") if isinstance(value, Decimal) else str(value)
    return {"content": content, "specialValueId": "LITERAL"}


def _all(rows: pa.Table, masks: list[pa.BooleanArray]) -> pa.BooleanArray:
    return reduce(pc.and_, masks, pa.repeat(pa.scalar(True), rows.num_rows))


def _holds(table: Table, rows: pa.Table, condition: Condition, today: date | None) -> pa.BooleanArray:
    column = table.column(condition.column)
    values = rows.column(condition.column).combine_chunks()
    operator = condition.operator
    relative = any(isinstance(value, DaysAgo) for value in condition.values)
    if (column.is_text and operator not in ("EQUAL", "NOT_EQUAL", "LIST")) or (relative and today is None):
        return pa.repeat(pa.scalar(True), rows.num_rows)
    if column.is_text:
        values = pc.utf8_trim(pc.fill_null(values, ""), characters=" ")
        literals = [pa.scalar(str(value).strip(" ")) for value in condition.values]
    else:
        # Null is 0 in the JDE database: no date, no amount.
        values = pc.fill_null(
            values, pa.scalar(Decimal(0) if pa.types.is_decimal(values.type) else 0, values.type)
        )
        literals = [_scalar(value, today) for value in condition.values]
    if operator == "LIST":
        return reduce(pc.or_, [pc.equal(values, literal) for literal in literals])
    if operator == "BETWEEN":
        return pc.and_(pc.greater_equal(values, literals[0]), pc.less_equal(values, literals[1]))
    return _KERNELS[operator](values, literals[0])


def _scalar(value: Value, today: date | None) -> pa.Scalar:
    if isinstance(value, DaysAgo) and today is not None:
        # One day of slack: the server's day may turn between its answer and the next.
        value = today - timedelta(days=value.days + 1)
    return pa.scalar(cyyddd(value) if isinstance(value, date) else value)
