"""The targets: what the loader asks of a warehouse beyond what dlt does, and the one that is configured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol

from loader.errors import ConfigurationError, LoaderError
from loader.settings import Target

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from loader.raw import OwnTable
    from loader.table import Table

Row = tuple[Any, ...]

# rows of a first load that are read, and loaded, at once
SLICE_ROWS = 98_304


class Comparison(Protocol):
    """An open look into the warehouse from the local engine."""

    def name(self, table: str) -> str:
        """The table of the raw schema as SQL of this comparison wants it."""

    def share(self, relation: str) -> str:
        """Make a relation of the engine visible to SQL of this comparison; returns its name there."""

    def fetch(self, sql: str, into: str, types: Mapping[str, str]) -> None:
        """Run a select in the warehouse and keep its rows as the engine's table `into`, with SQL types."""


class Warehouse(Protocol):
    """A target database."""

    @property
    def schema(self) -> str:
        """The raw schema."""

    @property
    def takes_csv(self) -> bool:
        """Whether rows go in as CSV, not as parquet."""

    def probe(self) -> None:
        """Return when the warehouse can be written now.

        Raises:
            WarehouseError: It cannot be reached or written; a missing right is named.
            LockedError: Another program holds its file.
        """

    def destination(self) -> Any:
        """The dlt destination."""

    def columns(self) -> dict[str, dict[str, str]]:
        """Tables of the raw schema with their columns and SQL types."""

    def asking(self) -> AbstractContextManager[None]:
        """Several questions in a row, for which the warehouse is opened once."""

    def select(self, sql: str) -> list[Row]:
        """The rows of a small query; `{raw}` stands for the raw schema."""

    def execute(self, statements: Sequence[str]) -> None:
        """Run statements in one transaction; `{raw}` stands for the raw schema, made where there is none."""

    def record(self, books: Sequence[tuple[OwnTable, Sequence[Mapping[str, Any]]]]) -> None:
        """Write rows of the loader's own tables, all of them in one transaction."""

    def comparison(self, engine: DuckDBPyConnection) -> AbstractContextManager[Comparison]:
        """Open the warehouse for the local engine; it is closed before dlt writes."""

    def stage(self, tables: Sequence[str]) -> None:
        """Before rows are merged: what the tables are like in which dlt keeps them until then."""

    def writing(self) -> AbstractContextManager[None]:
        """The time in which dlt writes; the other threads' questions wait where they would get in its way."""

    def explain(self, error: BaseException) -> LoaderError:
        """A failure of the database in the loader's words."""

    def slice_rows(self, workers: int) -> int:
        """Rows of a slice of a first load by so many workers while many are left; a quarter more at most."""

    def tune(self, table: Table) -> None:
        """After a first load: indexes and statistics where the database wants them."""


def open_warehouse(target: Target) -> Warehouse:
    """The warehouse of a target; nothing is connected yet."""
    if target.destination == "duckdb":
        from loader.warehouses.duckdb import DuckDBWarehouse

        return DuckDBWarehouse(target.duckdb_path, target.schema)
    if target.destination == "postgres":
        from loader.warehouses.postgres import PostgresWarehouse

        return PostgresWarehouse(target.schema)
    raise ConfigurationError(f"Unknown destination {target.destination!r}.", "Set JDE_DESTINATION.")
