"""Rows as the JSON text of GRID_DATA, VERSION1 and VERSION2, made by DuckDB and not cell by cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

import duckdb
import pyarrow as pa

from loader.registry import Column
from tests.jde_simulator.catalog import Layout
from tests.jde_simulator.settings import ServerSettings

# How the null modes print a missing date; "missing" leaves the member out.
NULL_DATES = {"null": None, "missing": None, "empty": "''", "blank": "'        '"}
# DuckDB reads text cast to JSON as a double, so exact numbers travel as marked text and shed the quotes.
MARKS = ("\\u0001n\\u0002", "\\u0002n\\u0001")
DATA_TYPES = {"string": 2, "character": 1, "numeric": 9, "date": 11, "time": 9}


def render(
    connection: duckdb.DuckDBPyConnection,
    rows: pa.Table,
    layout: Layout,
    columns: Sequence[Column],
    settings: ServerSettings,
    output: str = "GRID_DATA",
) -> list[str]:
    """One JSON object per row, as text; `rows` has the raw columns by their lower-case names."""
    if rows.num_rows == 0:
        return []
    cell = _cell if output == "GRID_DATA" else _version_cell
    members = ", ".join(f"'{layout.name}_{column.data_item}': {cell(column, settings)}" for column in columns)
    connection.register("page", rows)
    try:
        found = connection.execute(f"SELECT {json_text(members)} FROM page").fetchall()
    finally:
        connection.unregister("page")
    texts = [row[0] for row in found]
    if settings.null_dates == "missing" and output == "GRID_DATA":
        return _without_null_dates(texts, layout, columns)
    return texts


def value(column: Column, expression: str, settings: ServerSettings) -> str:
    """SQL of a value in its AIS form; `expression` is SQL of the column's raw value."""
    if column.is_text:
        return f"coalesce({expression}, ' ')"
    if column.type == "date":
        shown = NULL_DATES[settings.null_dates]
        day = day_of(expression)
        text = f"(year({day}) * 10000 + month({day}) * 100 + day({day}))::VARCHAR"
        return f"coalesce({text}, {shown})" if shown else text
    if settings.null_numbers == "zero":
        expression = f"coalesce({expression}, 0)"
    if column.type == "time" or (column.type == "numeric" and column.scale == 0):
        return expression
    return number(expression, settings, column.scale)


def json_text(members: str) -> str:
    """SQL of the JSON object of `'name': expression` members, as text, with its numbers unmarked."""
    opened = f"replace(to_json({{{members}}})::VARCHAR, '\"{MARKS[0]}', '')"
    return f"replace({opened}, '{MARKS[1]}\"', '')"


def number(expression: str, settings: ServerSettings, scale: int) -> str:
    """SQL of a decimal of that scale for `json_text`, exact; whole amounts print without a point."""
    if settings.number_form == "padded":
        return expression
    text = f"({expression})::VARCHAR"
    shown = f"rtrim(rtrim({text}, '0'), '.')" if scale else text
    if settings.number_form == "scientific":
        shown = f"CASE WHEN abs({expression}) >= 10000000 THEN {_scientific(shown)} ELSE {shown} END"
    return f"chr(1) || 'n' || chr(2) || ({shown}) || chr(2) || 'n' || chr(1)"


def day_of(expression: str) -> str:
    """SQL of the day of a CYYDDD; null and 0 are no date."""
    julian = f"nullif({expression}, 0)"
    return f"(make_date((1900 + {julian} // 1000)::INT, 1, 1) + ({julian} % 1000 - 1)::INT)"


def _scientific(trimmed: str) -> str:
    # Java prints doubles from ten million on as 1.25E7; the digits stay exact here.
    digits = f"ltrim(({trimmed}), '-')"
    mantissa = f"rtrim(replace({digits}, '.', ''), '0')"
    exponent = f"(length(split_part({digits}, '.', 1)) - 1)"
    sign = f"CASE WHEN starts_with(({trimmed}), '-') THEN '-' ELSE '' END"
    rest = f"CASE WHEN length({mantissa}) > 1 THEN substr({mantissa}, 2) ELSE '0' END"
    return f"{sign} || substr({mantissa}, 1, 1) || '.' || {rest} || 'E' || {exponent}"


def _cell(column: Column, settings: ServerSettings) -> str:
    return value(column, f'"{column.name}"', settings)


def _version_cell(column: Column, settings: ServerSettings) -> str:
    raw = f'"{column.name}"'
    # Dates are milliseconds since 1970 there, of midnight in the server's zone, taken as UTC.
    millis = f"epoch_ms({day_of(raw)}::TIMESTAMP)"
    inner = millis if column.type == "date" else value(column, raw, settings)
    shown = f"coalesce(({value(column, raw, settings)})::VARCHAR, '')"
    return (
        f"{{'internalValue': {inner}, 'value': {shown}, 'dataType': {DATA_TYPES[column.type]}, "
        f"'title': '{column.data_item}', 'longName': '{column.data_item.lower()}'}}"
    )


def _without_null_dates(texts: list[str], layout: Layout, columns: Sequence[Column]) -> list[str]:
    # Quotes inside a text value are escaped, so the pattern matches members only.
    names = "|".join(column.data_item for column in columns if column.type == "date")
    if not names:
        return texts
    member = f'"{layout.name}_(?:{names})":null'
    later, first = re.compile(f",{member}"), re.compile(rf"^\{{{member},?")
    return [first.sub("{", later.sub("", text)) for text in texts]
