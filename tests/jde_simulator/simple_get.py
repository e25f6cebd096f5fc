"""The GET form of a query, as the same data request that a POST would send."""

from __future__ import annotations

from typing import Any

from tests.jde_simulator.query import QueryError

OPERATORS = {
    "EQ": "EQUAL",
    "NE": "NOT_EQUAL",
    "GT": "GREATER",
    "GE": "GREATER_EQUAL",
    "LT": "LESS",
    "LE": "LESS_EQUAL",
    "STARTSWITH": "STR_START_WITH",
    "ENDSWITH": "STR_END_WITH",
    "CONTAINS": "STR_CONTAIN",
}


def data_request(kind: str, target: str, pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """The data request that `$field`, `$filter`, `$sort` and their like describe.

    Raises:
        QueryError: A filter cannot be read.
    """
    named: dict[str, list[str]] = {}
    for name, value in pairs:
        named.setdefault(name.lower(), []).append(value)
    request: dict[str, Any] = {
        "targetName": target,
        "targetType": kind,
        "dataServiceType": "BROWSE",
        "findOnEntry": "TRUE",
        "outputType": named.get("$outputtype", ["GRID_DATA"])[-1],
        "returnControlIDs": "|".join(_prefixed(target, field) for field in named.get("$field", ())),
        "query": {
            "autoFind": True,
            "matchType": named.get("$filtertype", ["MATCH_ALL"])[-1],
            "condition": [_condition(target, text) for text in named.get("$filter", ())],
        },
        "aggregation": {"orderBy": [_order(target, text) for text in named.get("$sort", ())]},
    }
    if "$limit" in named:
        request["maxPageSize"] = named["$limit"][-1]
    return request


def _prefixed(target: str, alias: str) -> str:
    return alias if "." in alias else f"{target}.{alias}"


def _condition(target: str, text: str) -> dict[str, Any]:
    control, _, rest = text.strip().partition(" ")
    operator, _, value = rest.strip().partition(" ")
    if operator.upper() not in OPERATORS:
        raise QueryError(f"Invalid filter {text}.")
    return {
        "controlId": _prefixed(target, control),
        "operator": OPERATORS[operator.upper()],
        "value": [{"content": value, "specialValueId": "LITERAL"}],
    }


def _order(target: str, text: str) -> dict[str, str]:
    # An unencoded + arrives as a blank.
    direction = "DESC" if text.startswith("-") else "ASC"
    return {"column": _prefixed(target, text.lstrip("+- ")), "direction": direction}
