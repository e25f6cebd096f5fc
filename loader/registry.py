"""The table registry: what the dbt sources YAML says about each JDE table."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from loader.errors import ConfigurationError
from loader.table import (
    EXTRA_DIGITS,
    SCALE_BY_CLASS,
    STRATEGIES,
    TYPES,
    Column,
    Condition,
    Cursor,
    Parent,
    Scope,
    Table,
)

SOURCE_NAME = "raw_jde"
TABLE_KEYS = frozenset(
    {"table", "prefix", "primary_key", "cursor", "strategies", "parent", "scope", "on_request"}
)

# the same safe loader in C where PyYAML has it: every command reads these files first
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Registry(Mapping[str, Table]):
    """All tables by their JDE name (`F0411`), in file order."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables = dict(tables)

    def __getitem__(self, name: str) -> Table:
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def select(self, names: list[str], filled: Collection[str] = ()) -> list[Table]:
        """The named tables, in registry order; an empty list means all but those on request.

        Args:
            filled: Tables that the target has rows of; being asked for once is enough.

        Raises:
            ConfigurationError: A name is not in the registry.
        """
        wanted = {name.strip().upper() for name in names if name.strip()}
        unknown = sorted(wanted - set(self._tables))
        if unknown:
            raise ConfigurationError(
                f"Unknown table {', '.join(unknown)}.",
                "`jde-loader tables` lists what is known; `jde-loader tables add <table> --write` adds one.",
            )
        if wanted:
            return [table for name, table in self._tables.items() if name in wanted]
        return [table for name, table in self._tables.items() if not table.on_request or name in filled]


def project_dir() -> Path:
    """The dbt project whose sources are read: JDE_DBT_PROJECT_DIR, or ./dbt_project."""
    return Path(os.environ.get("JDE_DBT_PROJECT_DIR", "dbt_project"))


def load_registry(directory: Path | None = None) -> Registry:
    """Read every table of the source `raw_jde` under `<project>/models/sources`.

    Args:
        directory: The dbt project; default is `project_dir()`.

    Raises:
        ConfigurationError: The folder is missing, or a file is wrong; names file, table and column.
    """
    folder = (directory or project_dir()) / "models" / "sources"
    if not folder.is_dir():
        raise ConfigurationError(
            f"No table registry at {folder}.",
            "Run from the repository root, or set JDE_DBT_PROJECT_DIR to the dbt project.",
        )
    tables: dict[str, Table] = {}
    for path in sorted(folder.glob("*.yml")):
        for table in _tables_in(path):
            if table.name in tables:
                raise _fault(path, table.name, f"is already described in {tables[table.name].path.name}")
            tables[table.name] = table
    for table in tables.values():
        _check_parent(table, tables)
    return Registry(tables)


def _tables_in(path: Path) -> Iterator[Table]:
    try:
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER) or {}
    except yaml.YAMLError as error:
        raise ConfigurationError(f"{path} is not valid YAML: {error}.", "Correct the file.") from error
    for source in document.get("sources", []):
        if source.get("name") != SOURCE_NAME:
            continue
        for entry in source.get("tables", []):
            meta = _jde(entry)
            if meta:
                yield _table(path, entry, meta)


def _jde(entry: Mapping[str, Any]) -> dict[str, Any]:
    meta = ((entry.get("config") or {}).get("meta") or {}).get("jde") or {}
    return dict(meta)


def _table(path: Path, entry: Mapping[str, Any], meta: Mapping[str, Any]) -> Table:
    name = str(meta.get("table") or "")
    if name.lower() != entry.get("name"):
        raise _fault(path, entry.get("name"), f"must be the lower-case form of meta.jde.table {name!r}")
    unknown = set(meta) - TABLE_KEYS
    if unknown:
        raise _fault(path, name, f"has unknown meta.jde keys: {', '.join(sorted(unknown))}")
    columns = tuple(_column(path, name, item) for item in entry.get("columns", []))
    known = [column.name for column in columns]
    doubled = sorted({column for column in known if known.count(column) > 1})
    if doubled:
        raise _fault(path, name, "is described twice", doubled[0])
    table = Table(
        name=name,
        prefix=str(meta.get("prefix") or ""),
        description=str(entry.get("description") or ""),
        columns=columns,
        primary_key=tuple(meta.get("primary_key") or ()),
        strategies=tuple(meta.get("strategies") or ()),
        cursor=Cursor(**meta["cursor"]) if meta.get("cursor") else None,
        parent=_parent(path, name, meta.get("parent")),
        scope=_scope(path, name, meta.get("scope")),
        path=path,
        on_request=meta.get("on_request") is True,
    )
    _check_table(table)
    return table


def _column(path: Path, table: str, entry: Mapping[str, Any]) -> Column:
    name, meta = str(entry.get("name")), _jde(entry)
    if name != name.lower():
        raise _fault(path, table, "must be written in lower case", name)
    if meta.get("type") not in TYPES:
        raise _fault(path, table, f"needs meta.jde.type, one of {', '.join(sorted(TYPES))}", name)
    if not isinstance(meta.get("length"), int) or meta["length"] < 1:
        raise _fault(path, table, "needs meta.jde.length, a whole number", name)
    unknown = set(meta) - {"type", "length", "decimals", "scale_class"}
    if unknown:
        raise _fault(path, table, f"has unknown meta.jde keys: {', '.join(sorted(unknown))}", name)
    if meta.get("scale_class") not in {None, *SCALE_BY_CLASS}:
        raise _fault(path, table, f"has unknown scale_class {meta['scale_class']!r}", name)
    if meta["type"] == "numeric" and meta["length"] + EXTRA_DIGITS > 38:
        raise _fault(path, table, "is longer than 30 digits, the most that a decimal holds", name)
    return Column(name, meta["type"], meta["length"], int(meta.get("decimals", 0)), meta.get("scale_class"))


def _parent(path: Path, table: str, meta: Mapping[str, Any] | None) -> Parent | None:
    if not meta:
        return None
    if set(meta) != {"table", "key"}:
        raise _fault(path, table, "needs parent: {table: ..., key: [...]}")
    return Parent(str(meta["table"]), tuple(meta["key"]))


def _scope(path: Path, table: str, meta: Mapping[str, Any] | None) -> Scope | None:
    if not meta:
        return None
    if len(meta) != 1 or not set(meta) <= {"rows", "fiscal_years", "fiscal_periods"}:
        raise _fault(path, table, "needs scope with one of rows, fiscal_years, fiscal_periods")
    if "rows" in meta:
        return Scope(rows=tuple(Condition(c["column"], c["operator"], str(c["value"])) for c in meta["rows"]))
    return Scope(fiscal_years=meta.get("fiscal_years"), fiscal_periods=meta.get("fiscal_periods"))


def _check_table(table: Table) -> None:
    known = {column.name for column in table.columns}
    if not table.primary_key:
        raise _fault(table.path, table.name, "needs a primary_key")
    if not table.strategies or not set(table.strategies) <= STRATEGIES:
        raise _fault(table.path, table.name, f"needs strategies out of {', '.join(sorted(STRATEGIES))}")
    if "replace" in table.strategies and len(table.strategies) > 1:
        raise _fault(table.path, table.name, "reads everything with replace, so it takes no other strategy")
    for strategy, needs in (("changed", "cursor"), ("children", "parent"), ("scope", "scope")):
        if strategy in table.strategies and getattr(table, needs) is None:
            raise _fault(table.path, table.name, f"uses strategy {strategy}, which needs {needs}")
    used = {
        "primary_key": table.primary_key,
        "cursor": tuple(filter(None, (table.cursor.date, table.cursor.time))) if table.cursor else (),
        "parent.key": table.parent.key if table.parent else (),
        "scope.rows": tuple(condition.column for condition in table.scope.rows) if table.scope else (),
    }
    for place, names in used.items():
        for name in names:
            if name not in known:
                raise _fault(table.path, table.name, f"is named in {place} but is not a column", name)
    if table.cursor and table.column(table.cursor.date).type != "date":
        raise _fault(table.path, table.name, "is the cursor date but has another type", table.cursor.date)


def _check_parent(table: Table, tables: Mapping[str, Table]) -> None:
    if table.parent is None:
        return
    parent = tables.get(table.parent.table)
    if parent is None:
        raise _fault(table.path, table.name, f"has parent {table.parent.table}, which is not in the registry")
    known = {column.name for column in parent.columns}
    for name in table.parent.key:
        if name not in known:
            raise _fault(table.path, table.name, f"joins {parent.name}, which has no such column", name)


def _fault(path: Path, table: Any, what: str, column: str | None = None) -> ConfigurationError:
    place = f"{path.name}: table {table}" + (f", column {column}" if column else "")
    return ConfigurationError(f"{place} {what}.", f"Correct {path}.")
