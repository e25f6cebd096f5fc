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

FIRST = {
    "targetName": "F0411",
    "targetType": "table",
    "dataServiceType": "BROWSE",
    "enableNextPageProcessing": True,
    "maxPageSize": "10000",
    "query": {},
}


def bodies(url: str) -> Iterator[bytes]:
    """Every page as bytes, by next links."""
    import requests

    with requests.Session() as session:
        answer = session.post(f"{url}/v2/dataservice", json=FIRST, timeout=300)
        while True:
            yield answer.content
            tail = answer.content[-600:].decode()
            if '"href":"' not in tail:
                return
            answer = session.get(tail.split('"href":"')[1].split('"')[0], timeout=300)


def tables(url: str) -> Iterator[Any]:
    """Every page as an Arrow table under the pinned schema, and nothing else done to it."""
    import io

    import pyarrow as pa
    import pyarrow.json

    from loader.ais.values import schema

    table = bench_table(load_registry())
    wire = {"date": pa.string()}
    fields = [
        pa.field(f"F0411_{column.data_item}", wire.get(column.type, schema(table).field(column.name).type))
        for column in table.columns
    ]
    grid = pa.struct([("rowset", pa.list_(pa.struct(fields)))])
    pinned = pa.schema([("fs_DATABROWSE_F0411", pa.struct([("data", pa.struct([("gridData", grid)]))]))])
    for body in bodies(url):
        page = pyarrow.json.read_json(
            io.BytesIO(body),
            read_options=pyarrow.json.ReadOptions(use_threads=False, block_size=len(body) + 16),
            parse_options=pyarrow.json.ParseOptions(
                explicit_schema=pinned, unexpected_field_behavior="ignore"
            ),
        )
        form = page.column(0).chunk(0).field("data").field("gridData").field("rowset")
        yield pa.Table.from_arrays(form.values.flatten(), schema=pa.schema(fields))


def limit(url: str) -> int:
    """The wire and the parse to Arrow: what no loader can beat on one core."""
    return sum(table.num_rows for table in tables(url))


def plain_dlt(url: str) -> int:
    """dlt's `rest_api` source with its defaults, into the destination that BENCH_DESTINATION names."""
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
                        "json": FIRST,
                        "data_selector": "fs_DATABROWSE_F0411.data.gridData.rowset",
                    },
                }
            ],
        }
    )
    _pipeline("plain").run(source, write_disposition="append")
    return 0


def arrow_dlt(url: str) -> int:
    """dlt fed with Arrow pages by hand, through parquet."""
    _pipeline("arrow").run(
        tables(url), table_name="f0411", write_disposition="append", loader_file_format="parquet"
    )
    return 0


def _pipeline(name: str) -> Any:
    import dlt

    folder = Path(os.environ["BENCH_FOLDER"])
    if os.environ["BENCH_DESTINATION"] == "duckdb":
        destination: Any = dlt.destinations.duckdb(str(folder / f"{name}.duckdb"))
    else:
        user, password, host, port, database = (
            os.environ[f"PG{part}"] for part in ("USER", "PASSWORD", "HOST", "PORT", "DATABASE")
        )
        destination = dlt.destinations.postgres(f"postgresql://{user}:{password}@{host}:{port}/{database}")
    return dlt.pipeline(f"bench_{name}", destination=destination, pipelines_dir=str(folder / name))


if __name__ == "__main__":
    clients = {"limit": limit, "plain_dlt": plain_dlt, "arrow_dlt": arrow_dlt}
    print(clients[sys.argv[1]](sys.argv[2]))
