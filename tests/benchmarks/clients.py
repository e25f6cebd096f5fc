"""The yardsticks: what the wire allows, and what plain dlt does.

`python -m tests.benchmarks.clients NAME URL` runs one of them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from loader.registry import load_registry
from tests.benchmarks.pages import bench_table

EVERYTHING: dict[str, Any] = {
    "targetName": "F0411",
    "targetType": "table",
    "dataServiceType": "BROWSE",
    "enableNextPageProcessing": True,
    "maxPageSize": "10000",
    "query": {},
}
STAMPED = {"controlId": "F0411.UPMJ", "operator": "GREATER_EQUAL", "value": [{"content": "11/23/2025"}]}
CHANGED = {**EVERYTHING, "query": {"condition": [STAMPED]}}


def bodies(url: str, request: dict[str, Any]) -> Iterator[bytes]:
    """Every page of a request as bytes, by next links."""
    import requests

    with requests.Session() as session:
        answer = session.post(f"{url}/v2/dataservice", json=request, timeout=300)
        while True:
            yield answer.content
            tail = answer.content[-600:].decode()
            if '"href":"' not in tail:
                return
            answer = session.get(tail.split('"href":"')[1].split('"')[0], timeout=300)


def tables(url: str, request: dict[str, Any]) -> Iterator[Any]:
    """Every page as an Arrow table under the pinned schema, and nothing else done to it."""
    import io

    import pyarrow as pa
    import pyarrow.json

    from loader.ais.values import schema

    table = bench_table(load_registry())
    fields = []
    for column in table.columns:
        kind = pa.string() if column.type == "date" else schema(table).field(column.name).type
        fields.append(pa.field(f"F0411_{column.data_item}", kind))
    grid = pa.struct([("rowset", pa.list_(pa.struct(fields)))])
    pinned = pa.schema([("fs_DATABROWSE_F0411", pa.struct([("data", pa.struct([("gridData", grid)]))]))])
    for body in bodies(url, request):
        page = pyarrow.json.read_json(
            io.BytesIO(body),
            read_options=pyarrow.json.ReadOptions(use_threads=False, block_size=len(body) + 16),
            parse_options=pyarrow.json.ParseOptions(
                explicit_schema=pinned, newlines_in_values=True, unexpected_field_behavior="ignore"
            ),
        )
        form = page.column(0).chunk(0).field("data").field("gridData").field("rowset")
        yield pa.Table.from_arrays(form.values.flatten(), schema=pa.schema(fields))


def limit(url: str) -> None:
    """The wire and the parse to Arrow: what no loader can beat on one core."""
    print(sum(table.num_rows for table in tables(url, EVERYTHING)))


def plain_dlt(url: str) -> None:
    """dlt's `rest_api` source with its defaults, into the target that the environment names."""
    from dlt.sources.rest_api import rest_api_source

    source = rest_api_source(
        {
            "client": {"base_url": url, "paginator": {"type": "json_link", "next_url_path": "links[0].href"}},
            "resources": [
                {
                    "name": "f0411",
                    "endpoint": {
                        "path": "v2/dataservice",
                        "method": "POST",
                        "json": EVERYTHING,
                        "data_selector": "fs_DATABROWSE_F0411.data.gridData.rowset",
                    },
                }
            ],
        }
    )
    _pipeline("plain").run(source, write_disposition="append")


def arrow_dlt(url: str) -> None:
    """dlt fed with Arrow pages by hand, through parquet."""
    _pipeline("arrow").run(
        tables(url, EVERYTHING),
        table_name="f0411",
        write_disposition="append",
        loader_file_format="parquet",
    )


def merge_dlt(url: str) -> None:
    """The changed rows merged by dlt into what `arrow_dlt` loaded, and nothing compared."""
    _pipeline("arrow").run(
        tables(url, CHANGED),
        table_name="f0411",
        write_disposition={"disposition": "merge", "strategy": "delete-insert"},
        primary_key=[f"f0411_{name}" for name in bench_table(load_registry()).primary_key],
        loader_file_format="parquet",
    )


def _pipeline(name: str) -> Any:
    import dlt

    folder = Path(os.environ["BENCH_FOLDER"])
    if os.environ["JDE_DESTINATION"] == "duckdb":
        destination: Any = dlt.destinations.duckdb(str(folder / f"{name}.duckdb"))
    else:
        user, password, host, port, database = (
            os.environ[f"PG{part}"] for part in ("USER", "PASSWORD", "HOST", "PORT", "DATABASE")
        )
        destination = dlt.destinations.postgres(f"postgresql://{user}:{password}@{host}:{port}/{database}")
    return dlt.pipeline(
        f"bench_{name}",
        destination=destination,
        dataset_name=f"{name}_{os.environ['BENCH_DATASET']}",
        pipelines_dir=str(folder / name),
    )


if __name__ == "__main__":
    clients = {"limit": limit, "plain_dlt": plain_dlt, "arrow_dlt": arrow_dlt, "merge_dlt": merge_dlt}
    clients[sys.argv[1]](sys.argv[2])
