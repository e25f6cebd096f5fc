"""What makes a first load into DuckDB write each row once."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from dlt import Schema
from dlt.destinations.impl.duckdb.sql_client import DuckDbSqlClient

from loader.slicing import NEARLY
from loader.warehouses.duckdb import DuckDBWarehouse

ROW_GROUP = 122_880


def test_slices_become_row_groups_that_duckdb_leaves_alone() -> None:
    """It puts row groups together where fewer of them would do: four into three below three quarters."""
    alone, shared = (DuckDBWarehouse(Path("w.duckdb"), "raw").slice_rows(workers) for workers in (1, 2))
    assert Decimal("0.75") * ROW_GROUP < shared
    assert shared * NEARLY <= ROW_GROUP
    # a full group and a second one, with another full one between it and the next second one
    assert Decimal("1.5") * ROW_GROUP < alone
    assert alone * NEARLY <= 2 * ROW_GROUP


def test_dlt_loads_with_our_settings(tmp_path: Path) -> None:
    destination = DuckDBWarehouse(tmp_path / "w.duckdb", "raw").destination()
    client = destination.client(Schema("jde"), destination.spec()._bind_dataset_name("raw"))
    with client.sql_client as sql:
        assert isinstance(sql, DuckDbSqlClient)
        names = ("checkpoint_threshold", "memory_limit", "threads", "preserve_insertion_order")
        [found] = sql.execute_sql("select " + ", ".join(f"current_setting('{name}')" for name in names)) or []
    assert found == ("30.5 MiB", "122.0 MiB", 1, False)
