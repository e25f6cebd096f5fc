"""AIS queries as SQL: conditions, MATCH_ALL and MATCH_ANY, complexQuery from left to right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from loader.table import Column
from tests.jde_simulator.catalog import BUSINESS_UNIT_LENGTH, Layout, is_business_unit
from tests.jde_simulator.literals import LiteralError, Reader

COMPARISONS = {
    "EQUAL": "=",
    "NOT_EQUAL": "<>",
    "LESS": "<",
    "LESS_EQUAL": "<=",
    "GREATER": ">",
    "GREATER_EQUAL": ">=",
}
TEXT_SEARCHES = {
    "STR_START_WITH": "starts_with({0}, ?)",
    "STR_END_WITH": "ends_with({0}, ?)",
    "STR_CONTAIN": "contains({0}, ?)",
}
# IBM i sorts blanks, then lower case, then upper case, then digits.
_EBCDIC_FROM = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_EBCDIC_TO = "".join(chr(0x100 + place) for place in range(len(_EBCDIC_FROM)))


class QueryError(ValueError):
    """A query that JDE cannot run; the text says why."""


@dataclass(frozen=True)
class Predicate:
    """A SQL condition with its parameters, in order."""

    sql: str = "true"
    parameters: tuple[Any, ...] = ()

    def joined(self, word: str, other: Predicate) -> Predicate:
        """Both conditions, joined by AND or OR."""
        return Predicate(f"({self.sql} {word} {other.sql})", self.parameters + other.parameters)


NEVER = Predicate("false")


def has_criteria(query: Mapping[str, Any]) -> bool:
    """True when the query restricts anything."""
    return bool(query.get("condition") or query.get("complexQuery"))


def predicate(query: Mapping[str, Any], layout: Layout, reader: Reader) -> Predicate:
    """The SQL condition of a `query` member.

    Raises:
        QueryError: An operator, column, literal or combination is unknown.
    """
    found = _conditions(query, layout, reader)
    for element in query.get("complexQuery") or ():
        inner = element.get("query") or {}
        if inner.get("complexQuery") and not reader.settings.nested_complex_query:
            raise QueryError("Nested complexQuery is not supported.")
        word = str(element.get("andOr") or "AND").upper()
        if word not in ("AND", "OR"):
            raise QueryError(f"Invalid andOr {word}.")
        part = predicate(inner, layout, reader)
        found = part if found is None else found.joined(word, part)
    return found or Predicate()


def _conditions(query: Mapping[str, Any], layout: Layout, reader: Reader) -> Predicate | None:
    match = str(query.get("matchType") or "MATCH_ALL").upper()
    if match not in ("MATCH_ALL", "MATCH_ANY"):
        raise QueryError(f"Invalid matchType {match}.")
    found: Predicate | None = None
    for condition in query.get("condition") or ():
        part = _condition(condition, layout, reader)
        if part is not None:
            found = part if found is None else found.joined("AND" if match == "MATCH_ALL" else "OR", part)
    return found


def _condition(condition: Mapping[str, Any], layout: Layout, reader: Reader) -> Predicate | None:
    control = str(condition.get("controlId") or "")
    operator = str(condition.get("operator") or "").upper()
    try:
        column = layout.column(control)
    except KeyError:
        raise QueryError(f"Invalid column {control} in {layout.name}.") from None
    values = [_value(value) for value in condition.get("value") or ()]
    try:
        return _compared(column, operator, values, reader)
    except LiteralError as error:
        raise QueryError(f"{error} for {layout.name}.{column.data_item}.") from None


def _value(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {"content": value}


def _compared(
    column: Column, operator: str, values: list[dict[str, Any]], reader: Reader
) -> Predicate | None:
    needed = {"BETWEEN": 2, "STR_BLANK": 0, "STR_NOT_BLANK": 0, "LIST": len(values) or 1}.get(operator, 1)
    if operator not in {*COMPARISONS, *TEXT_SEARCHES, "BETWEEN", "LIST", "STR_BLANK", "STR_NOT_BLANK"}:
        raise QueryError(f"Invalid operator {operator}.")
    if operator.startswith("STR_") and not column.is_text:
        raise QueryError(f"Operator {operator} does not fit {column.data_item}.")
    if len(values) < needed:
        raise QueryError(f"Operator {operator} on {column.data_item} needs {needed} values.")
    left = sorted_by(column, reader)
    if operator in ("STR_BLANK", "STR_NOT_BLANK"):
        return Predicate(f"({plain(column)} {'=' if operator == 'STR_BLANK' else '<>'} '')")
    if operator in TEXT_SEARCHES:
        search = TEXT_SEARCHES[operator].format(plain(column))
        return Predicate(f"({search})", (reader.text(values[0]),))
    if operator in ("EQUAL", "NOT_EQUAL") and column.is_text and reader.settings.wildcards:
        text = reader.text(values[0]).strip()
        if "*" in text:
            return _wildcard(column, operator, text)
    literals = [_literal(column, value, reader) for value in values[: max(needed, 1)]]
    if None in literals:
        return None if reader.settings.unknown_date_literal == "ignore" else NEVER
    if operator == "BETWEEN":
        return Predicate(f"({left} BETWEEN ? AND ?)", tuple(literals))
    if operator == "LIST":
        return Predicate(f"({left} IN ({', '.join('?' * len(literals))}))", tuple(literals))
    return Predicate(f"({left} {COMPARISONS[operator]} ?)", tuple(literals))


def _wildcard(column: Column, operator: str, text: str) -> Predicate:
    pattern = "".join(".*" if letter == "*" else re.escape(letter) for letter in text)
    negated = "NOT " if operator == "NOT_EQUAL" else ""
    return Predicate(f"({negated}regexp_full_match(ltrim({plain(column)}), ?))", (pattern,))


def _literal(column: Column, value: dict[str, Any], reader: Reader) -> Any:
    if column.type == "date":
        return reader.julian(value)
    if not column.is_text:
        return reader.number(value)
    text = reader.text(value)
    if is_business_unit(column) and reader.settings.pad_business_units and text.strip():
        text = text.strip().rjust(BUSINESS_UNIT_LENGTH)
    text = text.rstrip(" ")
    if reader.settings.collation == "ebcdic":
        text = text.translate(str.maketrans(_EBCDIC_FROM, _EBCDIC_TO))
    return text


def plain(column: Column) -> str:
    """The column as JDE compares it: trailing blanks do not count, nulls are blank or 0."""
    if column.is_text:
        return f"rtrim(coalesce(\"{column.name}\", ''), ' ')"
    return f'coalesce("{column.name}", 0)'


def sorted_by(column: Column, reader: Reader) -> str:
    """The expression that orders and compares the column, in the site's collation."""
    if column.is_text and reader.settings.collation == "ebcdic":
        return f"translate({plain(column)}, '{_EBCDIC_FROM}', '{_EBCDIC_TO}')"
    return plain(column)


def order(aggregation: Mapping[str, Any], layout: Layout, reader: Reader, shuffle: int) -> str:
    """The ORDER BY list of a BROWSE: what was asked for, then a shuffle that differs by `shuffle`."""
    parts = []
    for item in aggregation.get("orderBy") or ():
        try:
            column = layout.column(str(item.get("column") or ""))
        except KeyError:
            raise QueryError(f"Invalid column {item.get('column')} in {layout.name}.") from None
        direction = str(item.get("direction") or "ASC").upper()
        if direction not in ("ASC", "DESC"):
            raise QueryError(f"Invalid direction {direction}.")
        parts.append(f"{sorted_by(column, reader)} {direction}")
    return ", ".join([*parts, f"hash(rowid + {shuffle})"])
