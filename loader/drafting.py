"""Drafts the registry file of a table from what the AIS server shows of it.

AIS has no schema service. Types come from the data items that other registered tables share (JDE's data
dictionary gives an item one definition everywhere), else from the demo row of the data service in output
VERSION1, which names a data type, else from a sample of rows. The unique index cannot be read at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from loader.ais import answers
from loader.ais.dates import parse_ais_date
from loader.ais.failures import Interrupted
from loader.ais.session import Session
from loader.errors import ConfigurationError, LoaderError, SourceError
from loader.registry import SOURCE_NAME, Registry, project_dir
from loader.table import EXTRA_DIGITS, Column

SAMPLE_ROWS = 500
MOST_DIGITS = 15
MOST_KEY_PARTS = 8
_TYPE_OF = {"1": "character", "2": "string", "9": "numeric", "11": "date"}
_STAMPS = {"upmj": ("upmt", "tday"), "updj": ("upmt", "tday")}


@dataclass(frozen=True)
class Draft:
    """A registry file that a person should read over: `doubts` say where it is a guess."""

    path: Path
    text: str
    doubts: tuple[str, ...]


def draft(
    session: Session,
    name: str,
    registry: Registry,
    primary_key: Sequence[str] = (),
    directory: Path | None = None,
) -> Draft:
    """Draft `<project>/models/sources/<table>.yml`; nothing is written.

    Args:
        name: JDE's name of the table (`F5501`).
        registry: The tables that are known; their data items lend their definitions.
        primary_key: The columns of the table's unique index; guessed from a sample when empty.
        directory: The dbt project; default is `project_dir()`.

    Raises:
        ConfigurationError: The table is registered already, or a key column does not exist.
        SourceError: The server does not know the table, or shows no columns.
        SignInError: A right is missing.
    """
    name = name.strip().upper()
    if name in registry:
        raise ConfigurationError(f"{name} is registered already.", f"Edit {registry[name].path}.")
    titles, rows, hints = _sample(session, name)
    types = _version1_types(session, name)
    known = _known_items(registry)
    doubts: list[str] = []
    columns = [
        _column(item, titles[item], known, types.get(item) or _type_of(item, rows, hints), rows, doubts)
        for item in titles
    ]
    key = [part.lower() for part in primary_key] or _guess_key(columns, rows, doubts)
    unknown = sorted(set(key) - {column.name for column, _ in columns})
    if unknown:
        raise ConfigurationError(f"{name} has no column {', '.join(unknown)}.", "Correct the primary key.")
    path = (directory or project_dir()) / "models" / "sources" / f"{name.lower()}.yml"
    return Draft(path, "".join(_lines(name, columns, key)), tuple(doubts))


def _request(name: str, output: str, rows: int, **more: Any) -> dict[str, Any]:
    return {
        "targetName": name,
        "targetType": "table",
        "dataServiceType": "BROWSE",
        "outputType": output,
        "findOnEntry": "TRUE",
        "allowCache": False,
        "maxPageSize": str(rows),
        "query": {"autoFind": True, "matchType": "MATCH_ALL", "condition": []},
        **more,
    }


def _sample(session: Session, name: str) -> tuple[dict[str, str], list[dict[str, Any]], dict[str, Any]]:
    """By data item: titles in the server's order, some rows, and the demo row, whose values hint at types."""

    def read(body: bytes) -> tuple[dict[str, str], list[dict[str, Any]]]:
        document = answers.parse_json(body)
        answers.raise_reported(document, name)
        grid = _grid(document, name)
        titles = {item: str(title) for item, title in _items(name, grid.get("columns") or {})}
        return titles, [dict(_items(name, row)) for row in grid.get("rowset") or []]

    titles, demo = session.ask(name, _request(name, "GRID_DATA", 1, formServiceDemo="TRUE"), read)
    query = _every_row(name, demo[0]) if demo else _request(name, "", 0)["query"]
    sampled, rows = session.ask(name, _request(name, "GRID_DATA", SAMPLE_ROWS, query=query), read)
    titles = titles or sampled or dict.fromkeys(rows[0] if rows else (), "")
    if not titles:
        raise SourceError(
            f"{name}: JDE shows no columns.", "Check the table's name and the user's Data Browser rights."
        )
    return titles, rows, demo[0] if demo else {}


def _every_row(name: str, demo: Mapping[str, Any]) -> dict[str, Any]:
    """A query that every row meets: servers with query security answer none without criteria."""
    item, value = next(iter(demo.items()))
    operator, content = ("NOT_EQUAL", "~") if isinstance(value, str) else ("GREATER_EQUAL", "-99999")
    condition = {
        "controlId": f"{name}.{item.upper()}",
        "operator": operator,
        "value": [{"content": content, "specialValueId": "LITERAL"}],
    }
    return {"autoFind": True, "matchType": "MATCH_ALL", "condition": [condition]}


def _version1_types(session: Session, name: str) -> dict[str, str]:
    """Types by data item from the demo row; empty where the server refuses output VERSION1."""

    def read(body: bytes) -> dict[str, str]:
        document = answers.parse_json(body)
        answers.raise_reported(document, name)
        rowset = _grid(document, name).get("rowset") or [{}]
        cells = {item: cell for item, cell in _items(name, rowset[0]) if isinstance(cell, Mapping)}
        return {item: _TYPE_OF.get(str(cell.get("dataType")), "") for item, cell in cells.items()}

    try:
        return session.ask(name, _request(name, "VERSION1", 1, formServiceDemo="TRUE"), read)
    except LoaderError:
        return {}


def _grid(document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    try:
        grid = document[f"fs_DATABROWSE_{name}"]["data"]["gridData"]
    except (KeyError, TypeError):
        raise Interrupted("an answer without a grid") from None
    return grid if isinstance(grid, Mapping) else {}


def _items(name: str, members: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for member, value in members.items():
        if member.startswith(f"{name}_"):
            yield member.removeprefix(f"{name}_").lower(), value


def _known_items(registry: Registry) -> dict[str, tuple[Column, str]]:
    """Each registered data item with the table it was first seen in."""
    known: dict[str, tuple[Column, str]] = {}
    for table in registry.values():
        for column in table.columns:
            known.setdefault(column.name, (column, table.name))
    return known


def _column(
    name: str,
    title: str,
    known: Mapping[str, tuple[Column, str]],
    shown: str,
    rows: Sequence[Mapping[str, Any]],
    doubts: list[str],
) -> tuple[Column, str]:
    """The column and its description."""
    if name in known:
        column, table = known[name]
        if not shown or _same_kind(column.type, shown):
            return column, title or name.upper()
        doubts.append(f"{name}: JDE shows a {shown} column, {table} has {column.type}.")
    if not shown:
        doubts.append(f"{name}: no row shows its type; taken as a string of 30.")
        return Column(name, "string", 30), title or name.upper()
    column = _measured(name, shown, [row[name] for row in rows if row.get(name) is not None])
    doubts.append(f"{name}: {column.type}, length {column.length}, decimals {column.decimals} are a guess.")
    return column, title or name.upper()


def _same_kind(one: str, other: str) -> bool:
    kinds = {"character": "text", "string": "text", "time": "numeric"}
    return kinds.get(one, one) == kinds.get(other, other)


def _type_of(name: str, rows: Sequence[Mapping[str, Any]], hints: Mapping[str, Any]) -> str:
    values = [row[name] for row in rows if row.get(name) is not None] or [hints.get(name)]
    if values == [None]:
        return ""
    texts = [value.strip() for value in values if isinstance(value, str)]
    if not texts:
        return "numeric"
    # a text of eight digits is a date only where the data item's name says so, as those of JDE's dates do
    if name.endswith("j") and any(texts) and all(_is_date(text) for text in texts):
        return "date"
    return "string"


def _is_date(text: str) -> bool:
    try:
        parse_ais_date(text)
    except ValueError:
        return False
    return True


def _measured(name: str, kind: str, values: Sequence[Any]) -> Column:
    if kind == "date":
        return Column(name, "date", 6)
    if kind == "numeric":
        numbers = [value for value in values if isinstance(value, Decimal) and value.is_finite()]
        decimals = max((-int(value.as_tuple().exponent) for value in numbers), default=0)
        return Column(name, "numeric", MOST_DIGITS, min(max(decimals, 0), EXTRA_DIGITS))
    longest = max((len(value) for value in values if isinstance(value, str)), default=1)
    if kind == "character":
        return Column(name, "character", 1)
    return Column(name, "string", max(longest, 1))


def _guess_key(
    columns: Sequence[tuple[Column, str]], rows: Sequence[Mapping[str, Any]], doubts: list[str]
) -> list[str]:
    """The shortest run of leading columns that tells the sampled rows apart."""
    names = [column.name for column, _ in columns]
    for length in range(1, min(MOST_KEY_PARTS, len(names)) + 1):
        if len({tuple(str(row.get(name)) for name in names[:length]) for row in rows}) == len(rows):
            break
    doubts.append(
        f"primary_key: {', '.join(names[:length])} tells {len(rows)} sampled rows apart; "
        "put in the table's unique index."
    )
    return names[:length]


def _lines(name: str, columns: Sequence[tuple[Column, str]], key: Sequence[str]) -> Iterator[str]:
    names = {column.name: column for column, _ in columns}
    stamp = next((n for n in _STAMPS if n in names and names[n].type == "date"), None)
    time = next((n for n in _STAMPS.get(stamp or "", ()) if n in names), None)
    yield f"version: 2\n\nsources:\n  - name: {SOURCE_NAME}\n"
    yield "    schema: \"{{ env_var('JDE_RAW_SCHEMA', 'raw_jde') }}\"\n"
    yield '    config: {loaded_at_query: "{{ jde_last_read(this.identifier) }}"}\n'
    yield f"    tables:\n      - name: {name.lower()}\n"
    grain = ", ".join(part.upper() for part in key)
    yield f"        description: {_quoted(f'{name}. One row per {grain}.')}\n"
    yield f"        config:\n          meta:\n            jde:\n              table: {name}\n"
    yield f"              primary_key: [{', '.join(map(_plain, key))}]\n"
    if stamp:
        yield f"              cursor: {{date: {stamp}{f', time: {time}' if time else ''}}}\n"
    yield f"              strategies: [{'changed' if stamp else 'replace'}]\n        columns:\n"
    for column, description in columns:
        if column.name == time and column.type == "numeric":
            column = replace(column, type="time", length=6, decimals=0)
        yield f"          - name: {_plain(column.name)}\n            description: {_quoted(description)}\n"
        yield f"            config: {{meta: {{jde: {{{_facts(column)}}}}}}}\n"


def _facts(column: Column) -> str:
    facts = f"type: {column.type}, length: {column.length}"
    if column.type == "numeric":
        facts += f", decimals: {column.decimals}"
    return facts + (f", scale_class: {column.scale_class}" if column.scale_class else "")


def _plain(name: str) -> str:
    """A column's name in YAML, quoted where YAML would take it for something else (`no`, `on`)."""
    return name if yaml.safe_load(name) == name else _quoted(name)


def _quoted(text: str) -> str:
    """A text in YAML, without braces, which dbt would render."""
    bare = " ".join(text.replace("{", "(").replace("}", ")").split())
    return "'" + bare.replace("'", "''") + "'"
