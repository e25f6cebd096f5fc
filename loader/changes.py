"""What a table's reading means for the target: rows to write, and keys that are gone.

All of it is SQL of the local engine over the staged parquet files. Rows that the target already has, by key
and digest, are dropped, so that a run without change writes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from loader import raw
from loader.engine import count
from loader.errors import ApprovalNeeded
from loader.staging_area import ROWS_PER_GROUP, StagedTable
from loader.strategies import Read
from loader.table import Table
from loader.tombstones import reason_sql
from loader.warehouses import Comparison

DIGEST = "digest"


@dataclass
class Changes:
    """The difference between what was read of a table and what the target holds.

    `table_is_empty` says that the target has no row of it yet, so that everything read is new. `by_value`
    compares with the values that the target holds instead of the digests that came with them, so that a row
    which somebody changed in the warehouse shows.
    """

    table: Table
    stage: StagedTable
    engine: duckdb.DuckDBPyConnection
    table_is_empty: bool
    by_value: bool = False
    inserted: int = 0
    changed: int = 0
    deleted: int = 0
    reasons: dict[str, int] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Rows to write, tombstones included."""
        return self.inserted + self.changed + self.deleted

    @property
    def _name(self) -> str:
        return self.table.raw_name

    def prepare(self) -> None:
        """Look at the staged files anew."""
        files = ", ".join(raw.literal(name) for name in self.stage.files)
        columns = raw.quoted(self.stage.schema.names)
        if files:
            self.engine.execute(
                f"create or replace view {self._name}_read as select {columns} from read_parquet([{files}])"
            )
        else:
            self.engine.register(f"{self._name}_none", self.stage.schema.empty_table())
            self.engine.execute(
                f"create or replace view {self._name}_read as select * from {self._name}_none"
            )
        self._keep_newest()

    def _keep_newest(self) -> None:
        """A key may come twice: pages move while they are read, and strategies overlap. The newest wins."""
        keys = raw.quoted(self.table.primary_key)
        self.engine.execute(
            f"create or replace table {self._name}_twice as select {keys}, max({raw.EXTRACT_SEQ}) as newest"
            f" from {self._name}_read group by {keys} having count(*) > 1"
        )
        source = f"{self._name}_read r"
        if count(self.engine, f"{self._name}_twice"):
            same = _same(self.table, "r", "d")
            newer = f"select 1 from {self._name}_twice d where {same} and d.newest > r.{raw.EXTRACT_SEQ}"
            source += f" where not exists ({newer})"
        self.engine.execute(f"create or replace view {self._name}_newest as select * from {source}")
        if self.table_is_empty:
            self.inserted = count(self.engine, f"{self._name}_newest")

    def compare(self, target: Comparison) -> None:
        """Find the rows that are new or differ."""
        keys, name = raw.quoted(self.table.primary_key), self._name
        self.engine.execute(
            f"create or replace table {name}_keys as select {keys}, {raw.EXTRACT_SEQ},"
            f" {raw.ROW_HASH} as {DIGEST} from {name}_newest"
        )
        self._fetch_known(target)
        self.engine.execute(
            f"create or replace table {name}_write as"
            f" select k.{raw.EXTRACT_SEQ}, t.is_deleted is null as is_new from {name}_keys k"
            f" left join {name}_known t on {_same(self.table, 't', 'k')}"
            f" where t.is_deleted is null or t.is_deleted or t.{DIGEST} is distinct from k.{DIGEST}"
        )
        self.inserted = count(self.engine, f"{name}_write where is_new")
        self.changed = count(self.engine, f"{name}_write where not is_new")

    def _fetch_known(self, target: Comparison) -> None:
        """What the target holds under the keys that were read: digest, and whether the row is deleted."""
        name = self._name
        compared = [column.name for column in self.table.columns] if self.by_value else []
        names = compared or list(self.table.primary_key)
        types = {column: raw.sql_type(self.table.column(column)) for column in names}
        keys = target.share(f"{name}_keys")
        target.fetch(
            f"select {raw.quoted(names, 't.')}, t.{raw.ROW_HASH},"
            f" t.{raw.DELETED_AT} is not null as is_deleted"
            f" from {target.name(name)} t join {keys} k on {_same(self.table, 't', 'k')}",
            f"{name}_held",
            {**types, raw.ROW_HASH: "varchar", "is_deleted": "boolean"},
        )
        digest = raw.row_hash(self.table) if self.by_value else raw.ROW_HASH
        self.engine.execute(
            f"create or replace view {name}_known as select {raw.quoted(self.table.primary_key)},"
            f" {digest} as {DIGEST}, is_deleted from {name}_held"
        )

    def find_missing(self, target: Comparison, reads: Sequence[Read]) -> int:
        """Find the target's live keys that should have come back and did not; returns how many."""
        name = self._name
        keys = raw.quoted(self.table.primary_key)
        self.engine.execute(
            f"create or replace table {name}_missing as select {keys} from {name}_newest limit 0"
        )
        if self.stage.held_files:
            files = ", ".join(raw.literal(path) for path in self.stage.held_files)
            held = f"select {keys} from read_parquet([{files}])"
        else:
            held = f"select {keys} from {name}_newest limit 0"
        for covers in dict.fromkeys(read.covers for read in reads if read.covers):
            target.fetch(
                f"select {keys} from {target.name(name)} where {raw.DELETED_AT} is null and ({covers})",
                f"{name}_live",
                _key_types(self.table),
            )
            self.engine.execute(
                f"insert into {name}_missing select {keys} from {name}_live"
                f" except select {keys} from {name}_keys except select {keys} from {name}_missing"
                f" except ({held})"
            )
        return count(self.engine, f"{name}_missing")

    def refuse_emptiness(self, target: Comparison, reads: Sequence[Read], rows_read: int) -> None:
        """Do not believe that everything is gone.

        Raises:
            ApprovalNeeded: Nothing at all came back where the target has live rows.
        """
        covers = [f"({read.covers})" for read in reads if read.strict and read.covers]
        if rows_read or not covers:
            return
        target.fetch(
            f"select count(*) as live from {target.name(self._name)}"
            f" where {raw.DELETED_AT} is null and ({' or '.join(covers)})",
            f"{self._name}_strict",
            {"live": "bigint"},
        )
        live = self.engine.execute(f"select live from {self._name}_strict").fetchall()[0][0]
        if live:
            raise unbelievable(self.table, f"JDE returned no row where the warehouse has {live:,}.")

    def missing_keys(self) -> list[dict[str, object]]:
        """The keys that `find_missing` found."""
        rows = self.engine.execute(f"select * from {self._name}_missing").fetchall()
        return [dict(zip(self.table.primary_key, row, strict=True)) for row in rows]

    def bury(self, target: Comparison, purge_before: date | None) -> None:
        """Turn the missing keys into tombstones with the rows' last values."""
        name = self._name
        shared = target.share(f"{name}_missing")
        columns = [column.name for column in self.table.columns]
        own = (raw.ROW_HASH, raw.TEXT_FIXED)
        types = {column.name: raw.sql_type(column) for column in self.table.columns}
        target.fetch(
            f"select {raw.quoted([*columns, *own], 't.')} from {target.name(name)} t"
            f" join {shared} k on {_same(self.table, 't', 'k')} where t.{raw.DELETED_AT} is null",
            f"{name}_last",
            types | {raw.ROW_HASH: "varchar", raw.TEXT_FIXED: "boolean"},
        )
        keys = raw.quoted(self.table.primary_key)
        self.engine.execute(
            f"create or replace table {name}_new as select {keys} from {name}_keys"
            f" where {raw.EXTRACT_SEQ} in (select {raw.EXTRACT_SEQ} from {name}_write where is_new)"
        )
        reason = reason_sql(self.table, purge_before, f"{name}_new")
        self.engine.execute(
            f"create or replace table {name}_gone as"
            f" select t.*, {reason} as {raw.DELETED_REASON} from {name}_last t"
        )
        self.reasons = dict(
            self.engine.execute(
                f"select {raw.DELETED_REASON}, count(*) from {name}_gone group by 1"
            ).fetchall()
        )
        self.deleted = sum(self.reasons.values())

    def count_where(self, condition: str) -> int:
        """How many of the rows to write, tombstones included, meet a condition over the table's columns."""
        found = count(
            self.engine,
            f"{self._name}_newest where ({condition})"
            f" and {raw.EXTRACT_SEQ} in (select {raw.EXTRACT_SEQ} from {self._name}_write)",
        )
        return found + (count(self.engine, f"{self._name}_gone where {condition}") if self.deleted else 0)

    @property
    def is_whole_stage(self) -> bool:
        """True when what there is to write is what was read, row for row."""
        return self.table_is_empty and self.inserted == self.stage.rows

    def write(self, path: Path, load_id: str) -> int:
        """Write the rows of raw as parquet; returns their number."""
        query = self._live_rows(load_id)
        if self.deleted:
            query += f" union all by name {self._tombstones(load_id)}"
        options = f"format parquet, compression lz4, row_group_size {ROWS_PER_GROUP}"
        self.engine.execute(f"copy ({query}) to {raw.literal(str(path))} ({options})")
        return self.rows

    def _live_rows(self, load_id: str) -> str:
        query = f"select *, {raw.literal(load_id)} as {raw.LOAD_ID} from {self._name}_newest"
        if self.table_is_empty:
            return query
        return f"{query} where {raw.EXTRACT_SEQ} in (select {raw.EXTRACT_SEQ} from {self._name}_write)"

    def _tombstones(self, load_id: str) -> str:
        moment = raw.literal(datetime.now(UTC).isoformat())
        sequence = self.stage.take_sequence(self.deleted)
        return (
            f"select *, {moment}::timestamptz as {raw.EXTRACTED_AT},"
            f" {moment}::timestamptz as {raw.DELETED_AT},"
            f" {sequence} + row_number() over () - 1 as {raw.EXTRACT_SEQ},"
            f" {raw.literal(load_id)} as {raw.LOAD_ID} from {self._name}_gone"
        )


def unbelievable(table: Table, cause: str) -> ApprovalNeeded:
    """The error for rows that seem to be gone, and may be hidden."""
    return ApprovalNeeded(
        f"{table.name}: {cause}",
        f"If they are gone, run `jde-loader run --tables {table.name} --approve`;"
        " else check the service user's rights.",
    )


def _key_types(table: Table) -> dict[str, str]:
    return {name: raw.sql_type(table.column(name)) for name in table.primary_key}


def _same(table: Table, left: str, right: str) -> str:
    return " and ".join(f'{left}."{name}" = {right}."{name}"' for name in table.primary_key)
