"""The exact reader: one page value by value, for pages that the fast reader cannot take.

Text loses NUL and lone surrogates, which no database holds, and its row loads with a mark. A number or date
that the registry's type cannot hold keeps its row out. Every such value is reported; the other rows load.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal, InvalidOperation
from typing import Any

import pyarrow as pa

from loader.ais.dates import parse_ais_date
from loader.ais.values import NO_DATE, Fault, RowSet, empty_keys, wire_name
from loader.errors import SourceError
from loader.table import Column, Table

_BAD_TEXT = re.compile("[\x00\ud800-\udfff]")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WIDE = Context(prec=80)
_LONGEST_RAW = 500


class _Bad(Exception):
    """The value cannot go into the column's type; the argument is the fault's kind."""


@dataclass
class _Gathered:
    rows: list[dict[str, Any]] = field(default_factory=list)
    fixed: list[bool] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    held: list[dict[str, Any]] = field(default_factory=list)
    keys: list[tuple[object, ...]] = field(default_factory=list)


def read_rows(table: Table, pinned: pa.Schema, rowset: Sequence[Mapping[str, Any]]) -> RowSet:
    """The rows of a page, parsed by `json.loads` with numbers as Decimal.

    Raises:
        SourceError: Cells are objects, so the server answered in another output type than GRID_DATA.
    """
    gathered = _Gathered()
    columns = [
        (column, wire_name(table, column.name)) for column in table.columns if column.name in pinned.names
    ]
    for row in rowset:
        _read_row(table, columns, row, gathered)
    rows = pa.Table.from_pylist(gathered.rows, schema=pinned)
    rows.validate(full=True)
    held = pa.Table.from_pylist(gathered.held, schema=empty_keys(table, pinned).schema)
    first, last = (gathered.keys[0], gathered.keys[-1]) if gathered.keys else (None, None)
    return RowSet(
        rows, pa.array(gathered.fixed, pa.bool_()), tuple(gathered.faults), held, first, last, len(rowset)
    )


def _read_row(
    table: Table, columns: Sequence[tuple[Column, str]], row: Mapping[str, Any], gathered: _Gathered
) -> None:
    values: dict[str, Any] = {}
    faults: list[tuple[str, str, Any, str]] = []
    for column, name in columns:
        value = row.get(name)
        if isinstance(value, dict):
            raise SourceError(
                f"{table.name}: cells are objects, so JDE answered in another output type than GRID_DATA.",
                "Look for an AIS setting or proxy that rewrites outputType.",
            )
        try:
            values[column.name], kind = _convert(column, value)
            if kind:
                faults.append((column.name, kind, value, "fixed"))
        except _Bad as bad:
            faults.append((column.name, str(bad), value, "held"))
    for name in table.primary_key:
        if name in values:
            values[name], missing = _key_part(table.column(name), values[name])
            faults += [(name, "key", None, "held")] if missing else []
    row_key = "|".join(
        _spell(values.get(name, row.get(wire_name(table, name)))) for name in table.primary_key
    )
    gathered.faults += [
        Fault(table.name, row_key, name, kind, _raw(v), action) for name, kind, v, action in faults
    ]
    key = {name: values.get(name) for name in table.primary_key}
    faulty = {name: action for name, _, _, action in faults}
    if not faulty.keys() & key.keys():
        gathered.keys.append(tuple(key.values()))
    if "held" not in faulty.values():
        gathered.rows.append(values)
        gathered.fixed.append(bool(faults))
    elif not any(faulty.get(name) == "held" for name in key):
        gathered.held.append(key)


def _convert(column: Column, value: Any) -> tuple[Any, str | None]:
    """The value in the column's type, and the kind of fault that was mended on the way."""
    if value is None:
        return None, None
    if column.is_text:
        return _text(value)
    convert: Callable[[Column, Any], Any] = {"numeric": _number, "date": _date, "time": _time}[column.type]
    return convert(column, value), None


def _text(value: Any) -> tuple[str, str | None]:
    if not isinstance(value, str):
        raise _Bad("type")
    bad = _BAD_TEXT.search(value)
    if bad is None:
        return value, None
    return _BAD_TEXT.sub("", value), "nul" if bad.group() == "\x00" else "surrogate"


def _number(column: Column, value: Any) -> Decimal:
    number = _decimal(value)
    try:
        fitted = number.quantize(Decimal(1).scaleb(-column.scale), context=_WIDE)
    except InvalidOperation:
        raise _Bad("precision") from None
    if fitted != number or fitted.adjusted() >= column.precision - column.scale:
        raise _Bad("precision")
    return fitted


def _decimal(value: Any) -> Decimal:
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip(" ")):
        value = Decimal(value.strip(" "))
    if not isinstance(value, Decimal) or not value.is_finite():
        raise _Bad("number")
    return value


def _date(column: Column, value: Any) -> int | None:
    if isinstance(value, Decimal) and value.is_finite() and value == value.to_integral_value():
        value = str(int(value)) if value.adjusted() < 8 else "?"
    if not isinstance(value, str):
        raise _Bad("type")
    try:
        return parse_ais_date(value)
    except ValueError:
        raise _Bad("date") from None


def _time(column: Column, value: Any) -> int:
    number = _decimal(value)
    if number.adjusted() > 6 or number != number.to_integral_value() or number < 0:
        raise _Bad("time")
    return int(number)


def _key_part(column: Column, value: Any) -> tuple[Any, bool]:
    """The key's value as raw has it, and whether it is missing."""
    if column.is_text:
        return ("" if value is None or not value.strip(" ") else value), False
    if column.type == "date":
        return (NO_DATE if value is None else value), False
    return value, value is None


def _spell(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(_WIDE), "f") if abs(value.adjusted()) < 40 else str(value)
    return _BAD_TEXT.sub("", str(value))


def _raw(value: Any) -> str:
    """The value as JSON spells it in ASCII, so that any database holds it."""
    text = str(value) if isinstance(value, Decimal) else json.dumps(value, default=str)
    return text[:_LONGEST_RAW]
