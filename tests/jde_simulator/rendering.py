"""Rows as the JSON text of GRID_DATA, VERSION1 and VERSION2: each distinct value is written once, Arrow does the rest."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from loader.table import Column
from tests.jde_simulator.catalog import Layout
from tests.jde_simulator.literals import from_julian
from tests.jde_simulator.settings import ServerSettings

NULL_DATES: dict[str, str | None] = {"null": "null", "missing": None, "empty": '""', "blank": '"        "'}
DATA_TYPES = {"string": 2, "character": 1, "numeric": 9, "date": 11, "time": 9}
SCIENTIFIC_FROM = 10_000_000  # where Java begins to print doubles as 1.25E7


def render(
    rows: pa.Table,
    layout: Layout,
    columns: Sequence[Column],
    settings: ServerSettings,
    output: str = "GRID_DATA",
) -> list[str]:
    """One JSON object per row, as text; `rows` has the raw columns by their lower-case names."""
    if rows.num_rows == 0:
        return []
    write = json_value if output == "GRID_DATA" else _version_cell
    arrays: list[Any] = []
    shared = ""  # what all rows have alike since the last array
    for column in columns:
        texts, indices = _members(
            rows[column.name], f"{layout.name}_{column.data_item}", column, settings, write
        )
        if len(texts) == 1:
            shared += texts[0]
            continue
        arrays += [shared, pa.array(texts).take(indices)] if shared else [pa.array(texts).take(indices)]
        shared = ""
    if not any(isinstance(part, pa.Array) for part in arrays):
        return [f"{{{shared[1:]}}}"] * rows.num_rows
    joined = pc.binary_join_element_wise(*arrays, shared, "")
    return [f"{{{text[1:]}}}" for text in joined.to_pylist()]


def _members(
    cells: pa.ChunkedArray,
    name: str,
    column: Column,
    settings: ServerSettings,
    write: Callable[[Column, Any, ServerSettings], str | None],
) -> tuple[list[str], pa.Array]:
    """The member of each distinct value, with its comma in front, and which of them each row has."""
    encoded = pc.dictionary_encode(cells.combine_chunks(), null_encoding="encode")
    texts = (write(column, raw, settings) for raw in encoded.dictionary.to_pylist())
    return ["" if text is None else f',"{name}":{text}' for text in texts], encoded.indices


def json_value(column: Column, raw: Any, settings: ServerSettings) -> str | None:
    """The JSON text of a raw value in its AIS form; None where the member is left out."""
    if column.is_text:
        return json.dumps(" " if raw is None else raw, ensure_ascii=False)
    if column.type == "date":
        return f'"{from_julian(raw):%Y%m%d}"' if raw else NULL_DATES[settings.null_dates]
    if raw is None:
        return "0" if settings.null_numbers == "zero" else "null"
    return number(raw, settings)


def number(raw: Decimal | int, settings: ServerSettings) -> str:
    """The JSON text of an exact number; whole amounts print without a point."""
    text = f"{raw:f}" if isinstance(raw, Decimal) else str(raw)
    if "." not in text or settings.number_form == "padded":
        return text
    trimmed = text.rstrip("0").rstrip(".")
    if settings.number_form == "scientific" and abs(Decimal(raw)) >= SCIENTIFIC_FROM:
        digits = trimmed.lstrip("-").replace(".", "").rstrip("0")
        exponent = len(trimmed.lstrip("-").partition(".")[0]) - 1
        return f"{'-' if raw < 0 else ''}{digits[0]}.{digits[1:] or '0'}E{exponent}"
    return trimmed


def _version_cell(column: Column, raw: Any, settings: ServerSettings) -> str:
    shown = json_value(column, raw, settings) or '""'
    inner = shown
    if column.type == "date":
        # Milliseconds since 1970, of midnight in the server's zone, which is taken as UTC.
        midnight = datetime.combine(from_julian(raw), time(), UTC) if raw else None
        inner = str(int(midnight.timestamp() * 1000)) if midnight else "null"
        shown = shown if raw else '""'
    text = shown if shown.startswith('"') else f'"{shown}"'
    return (
        f'{{"internalValue":{inner},"value":{text},"dataType":{DATA_TYPES[column.type]},'
        f'"title":"{column.data_item}","longName":"{column.data_item}"}}'
    )
