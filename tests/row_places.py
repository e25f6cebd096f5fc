"""Where the rows of incremental models lie: a row that is written anew lies elsewhere, even if it says the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Query = Callable[[str], list[tuple[Any, ...]]]
# one tells of the build itself, the other of the day, which is always built anew
REWRITTEN = ("trust_builds", "int_build_watermarks", "fct_ap_open_daily")


def incremental_models(manifest: Path) -> list[str]:
    """Schema and name of every incremental model whose rows stay while nothing changes, by dbt's own manifest."""
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
    return sorted(
        f"{node['schema']}.{node['name']}"
        for node in nodes
        if node["resource_type"] == "model"
        and node["config"]["materialized"] == "incremental"
        and node["name"] not in REWRITTEN
    )


def places(query: Query, engine: str, manifest: Path) -> dict[str, tuple[Any, ...]]:
    """By incremental model its number of rows and where they lie."""
    place = "rowid" if engine == "duckdb" else "cast(cast(xmin as text) as bigint)"
    return {
        model: query(f"select count(*), coalesce(sum({place}), 0) from {model}")[0]
        for model in incremental_models(manifest)
    }
