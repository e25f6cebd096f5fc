"""The dlt side: one package per cycle, made of files that are complete before dlt sees them.

dlt keeps no state that decides anything: its working folder may be thrown away at any time.
"""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loader import raw
from loader.errors import LoaderError
from loader.settings import Target
from loader.staging_area import as_csv
from loader.warehouses import Warehouse

if TYPE_CHECKING:
    from dlt import Pipeline

MERGE: dict[str, Any] = {"disposition": "merge", "strategy": "delete-insert"}
# fewer are written in less time than dlt takes for a package
PACKAGE_ROWS = 25_000
CONTRACT: dict[str, Any] = {"tables": "evolve", "columns": "freeze", "data_type": "freeze"}


@dataclass(frozen=True)
class Delivery:
    """Rows for one table of raw.

    `write` puts them into a parquet file, given its path and the load id, and returns their number. `append`
    is for rows whose keys the target cannot have. `ready` are files that hold the rows already, all but the
    load id, and numbers of rows; they spare the writing where the target's table exists.
    """

    table: str
    hints: dict[str, raw.Hints]
    write: Callable[[Path, str], int]
    append: bool
    ready: Mapping[Path, int] = field(default_factory=dict)


class Loading:
    """Writes packages into a target.

    Args:
        folder: Where parquet files wait for dlt.
    """

    def __init__(self, target: Target, warehouse: Warehouse, folder: Path) -> None:
        self._target = target
        self._warehouse = warehouse
        self._folder = folder
        self._pipeline: Pipeline | None = None
        self._packages = 0

    def open(self) -> Pipeline:
        """Get ready, which takes a while the first time: to be called where one waits anyway."""
        if self._pipeline is None:
            self._pipeline = self._clean_pipeline()
        return self._pipeline

    def load(self, deliveries: Sequence[Delivery]) -> str:
        """Load one package and return its load id.

        Raises:
            WarehouseError: The target failed; nothing of the package counts, and the next run starts over.
            LockedError: Another program has opened the target's file.
        """
        pipeline = self.open()
        self._packages += 1
        folder = self._folder / f"package_{self._packages}"
        folder.mkdir(parents=True)
        try:
            source = _source([self._resource(delivery, folder) for delivery in deliveries])
            self._warehouse.stage([delivery.table for delivery in deliveries if not delivery.append])
            with self._warehouse.writing():
                info = pipeline.run(source, loader_file_format="parquet")
            return str(info.loads_ids[0])
        except Exception as error:
            raise _translated(error, self._warehouse) from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _resource(self, delivery: Delivery, folder: Path) -> Any:
        import dlt

        def rows() -> Iterator[Any]:
            for path, number in self._files(delivery, folder).items():
                if self._warehouse.takes_csv:
                    yield dlt.mark.with_file_import(str(as_csv(path)), "csv", number)
                else:
                    yield dlt.mark.with_file_import(str(path), "parquet", number)

        make: Any = dlt.resource
        return make(
            rows,
            name=delivery.table,
            columns=self._hints(delivery),
            write_disposition="append" if delivery.append else MERGE,
        )

    def _hints(self, delivery: Delivery) -> dict[str, raw.Hints]:
        """As raw gives them, but for CSV: of nullable columns dlt has blanks read as nulls.

        The tables, which the loader makes itself, take nulls all the same.
        """
        changes = {"nullable": False} if self._warehouse.takes_csv else {}
        superfluous = "dedup_sort" if delivery.append else None
        return {
            name: {key: value for key, value in (hint | changes).items() if key != superfluous}
            for name, hint in delivery.hints.items()
        }

    def _files(self, delivery: Delivery, folder: Path) -> Mapping[Path, int]:
        """The files with a delivery's rows. The load id is known only now, while the package is open."""
        from dlt.common.configuration.container import Container
        from dlt.common.storages.load_package import LoadPackageStateInjectableContext

        load_id = Container()[LoadPackageStateInjectableContext].load_id
        if delivery.ready:
            self._warehouse.execute([raw.load_id_default(delivery.table, load_id)])
            return delivery.ready
        path = folder / f"{delivery.table}.parquet"
        return {path: delivery.write(path, load_id)}

    def _clean_pipeline(self) -> Pipeline:
        """A pipeline in an empty folder.

        A package that a killed run left is never finished: what it lacks, this run finds by comparing. Nor
        does the schema of an earlier run survive, so that a new registry column is no breach of the contract.
        """
        import dlt

        configure_dlt()
        folder = (self._target.state_dir / "dlt").resolve()
        shutil.rmtree(folder, ignore_errors=True)
        return dlt.pipeline(
            f"jde_{self._target.schema}",
            destination=self._warehouse.destination(),
            dataset_name=self._target.schema,
            pipelines_dir=str(folder),
        )


def configure_dlt() -> None:
    """Set what the loader needs of dlt, unless a variable says otherwise.

    As variables, which no configuration file can undo: dlt asks for each of its settings, dozens of times a
    package, in every provider that holds any.
    """
    warnings.filterwarnings("ignore", module="dlt")
    settings = {
        "RESTORE_FROM_DESTINATION": "false",
        "RUNTIME__DLTHUB_TELEMETRY": "false",
        # the error is told in one line at the end of the run
        "RUNTIME__LOG_LEVEL": "CRITICAL",
        "LOAD__RAISE_ON_FAILED_JOBS": "true",
        "LOAD__TRUNCATE_STAGING_DATASET": "true",
        "LOAD__WORKERS": "4",
    }
    for name, value in settings.items():
        if not os.environ.get(name):
            os.environ[name] = value


def _source(resources: list[Any]) -> Any:
    import dlt

    make: Any = dlt.source
    return make(lambda: resources, name="jde", schema_contract=CONTRACT)()


def _translated(error: BaseException, warehouse: Warehouse) -> LoaderError:
    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in chain:
        chain.append(cause)
        cause = cause.__cause__ or cause.__context__
    known = next((link for link in chain if isinstance(link, LoaderError)), None)
    return known or warehouse.explain(chain[-1])
