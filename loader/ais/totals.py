"""Counts and sums that the server computes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from loader.ais import answers
from loader.ais.dates import DateFormat, parse_ais_date
from loader.ais.failures import Interrupted
from loader.ais.filters import Filter, query
from loader.table import Column, Table

DEPTH = 3


@dataclass(frozen=True)
class Total:
    """Count and sums of one group.

    `keys` are in the order of the grouping: text without the blanks at its ends, Decimal, or CYYDDD (None for
    no date). A sum is None where the server gives none, as over no rows. Without currency processing JDE
    rounds sums to the data dictionary's decimals, so they may differ from the rows where a currency has 0 or
    3 decimals.
    """

    keys: tuple[str | Decimal | int | None, ...]
    count: int
    sums: Mapping[str, Decimal | None]


def count_request(table: Table, where: Filter, dates: DateFormat | None) -> dict[str, Any]:
    """The data request for a number of rows."""
    return {
        "targetName": table.name,
        "targetType": "table",
        "dataServiceType": "COUNT",
        "outputType": "GRID_DATA",
        "findOnEntry": "TRUE",
        "allowCache": False,
        "query": query(table, where, dates),
    }


def totals_request(
    table: Table, sums: Sequence[str], group_by: Sequence[str], where: Filter, dates: DateFormat | None
) -> dict[str, Any]:
    """The data request for count and sums by group."""
    groups = [f"{table.name}.{name.upper()}" for name in group_by]
    return {
        **count_request(table, where, dates),
        "dataServiceType": "AGGREGATION",
        "maxPageSize": "No Max",
        "aggregation": {
            "aggregations": [
                *({"column": f"{table.name}.{name.upper()}", "aggregation": "SUM"} for name in sums),
                {"column": "*", "aggregation": "COUNT"},
            ],
            "groupBy": [{"column": group} for group in groups],
            "orderBy": [{"column": group, "direction": "ASC"} for group in groups],
        },
    }


def read_count(body: bytes, table: Table) -> int:
    """The number in a COUNT answer, in either of the shapes that releases give it.

    Raises:
        Interrupted: The answer holds no count.
    """
    document = answers.parse_json(body)
    answers.raise_reported(document, table.name)
    found = _find_count(document, DEPTH)
    if found is None:
        raise Interrupted("an answer without a count")
    return found


def read_totals(body: bytes, table: Table, sums: Sequence[str], group_by: Sequence[str]) -> list[Total]:
    """The groups of an AGGREGATION answer.

    Raises:
        Interrupted: The answer is not complete.
    """
    document = answers.parse_json(body)
    answers.raise_reported(document, table.name)
    answer = document.get(f"ds_{table.name}")
    output = answer.get("output") if isinstance(answer, Mapping) else None
    if not isinstance(output, list):
        raise Interrupted("an answer without totals")
    return [_total(table, group, sums, group_by) for group in output]


def _total(table: Table, group: Mapping[str, Any], sums: Sequence[str], group_by: Sequence[str]) -> Total:
    keys = _by_item(table, group.get("groupBy") or {})
    numbers = _by_item(table, group)
    count = next((_decimal(value) for name, value in numbers.items() if _is_count(name)), None)
    missing = [name for name in group_by if name.upper() not in keys]
    missing += [name for name in sums if f"{name.upper()}_SUM" not in numbers]
    if count is None or missing:
        raise Interrupted(f"totals without {', '.join(missing) or 'a count'}")
    return Total(
        tuple(_key(table.column(name), keys[name.upper()]) for name in group_by),
        int(count),
        {name: _decimal(numbers[f"{name.upper()}_SUM"]) for name in sums},
    )


def _by_item(table: Table, members: Mapping[str, Any]) -> dict[str, Any]:
    """Members by data item: `F0911.AA_SUM` and `F0911_AA_SUM` become `AA_SUM`."""
    return {name.removeprefix(table.name).lstrip("._"): value for name, value in members.items()}


def _key(column: Column, value: Any) -> str | Decimal | int | None:
    if isinstance(value, Mapping):
        value = value.get("internalValue", value.get("value"))
    if column.is_text:
        return "" if value is None else str(value).strip(" ")
    if column.type == "date":
        try:
            return parse_ais_date(str(value)) if value is not None else None
        except ValueError:
            raise Interrupted(f"totals for the impossible date {value!r}") from None
    return _decimal(value)


def _decimal(value: Any) -> Decimal | None:
    if value is None:
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise Interrupted(f"totals with {value!r} for a number") from None
    if not number.is_finite():
        raise Interrupted(f"totals with {value!r} for a number")
    return number


def _is_count(name: str) -> bool:
    """Releases name the count of all rows `COUNT`, `count`, `COUNT(*)`, `*_COUNT`."""
    return name.upper().rstrip(")*(_.").endswith("COUNT")


def _find_count(member: Any, depth: int) -> int | None:
    if isinstance(member, list):
        found = (_find_count(item, depth) for item in member[:1])
        return next((count for count in found if count is not None), None)
    if not isinstance(member, Mapping) or depth < 0:
        return None
    for name, value in member.items():
        if _is_count(name) and isinstance(value, Decimal):
            return int(value) if value == value.to_integral_value() and value >= 0 else None
    found = (_find_count(value, depth - 1) for value in member.values())
    return next((count for count in found if count is not None), None)
