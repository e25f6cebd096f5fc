"""The answer to a BROWSE: one page of rows in the form of the Data Browser."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from tests.jde_simulator.cursors import ResultSet
from tests.jde_simulator.settings import ServerSettings

GRID_ID = 54


@dataclass
class Page:
    """One page before it becomes JSON text; faults may still change it.

    `rows` are JSON texts, `records` what the summary claims, `kept` the members that only a kept state has.
    """

    target: str
    title: str
    columns: dict[str, str]
    rows: list[str]
    more: bool
    records: int
    link: str | None = None
    errors: list[dict[str, str]] = field(default_factory=list)
    warnings: list[dict[str, str]] = field(default_factory=list)
    system_errors: list[dict[str, str]] = field(default_factory=list)
    kept: dict[str, Any] = field(default_factory=dict)

    def encode(self, stamp: str, settings: ServerSettings) -> bytes:
        """The JSON of the whole answer; `stamp` is JDE's time stamp."""
        grid: dict[str, Any] = {"columns": self.columns} if self.rows or settings.columns_when_empty else {}
        if settings.grid_identity:
            grid = {"id": GRID_ID, "fullGridId": str(GRID_ID), **grid}
        opening = json.dumps(grid, ensure_ascii=False)[:-1]
        opening += ("," if grid else "") + '"rowset":['
        summary = {"records": self.records, "moreRecords": self.more}
        form = f"fs_DATABROWSE_{self.target}"
        tail = {
            "errors": self.errors,
            "warnings": self.warnings,
        }
        rest: dict[str, Any] = {
            **self.kept,
            "currentApp": f"DATABROWSE_{self.target}",
            "timeStamp": stamp,
            "sysErrors": self.system_errors,
        }
        if self.link:
            rest["links"] = [{"rel": "next", "href": self.link}]
        return "".join(
            [
                f'{{"{form}":{{"title":{json.dumps(self.title)},"data":{{"gridData":',
                opening,
                ",".join(self.rows),
                f'],"summary":{json.dumps(summary)}}}}},',
                json.dumps(tail, ensure_ascii=False)[1:-1],
                "},",
                json.dumps(rest, ensure_ascii=False)[1:],
            ]
        ).encode("utf-8", "surrogateescape")


def next_link(found: ResultSet, token: str, settings: ServerSettings) -> str:
    """The href of the next page: as the server sees itself, with raw `|` and the token escaped."""
    controls = "|".join(f"{found.layout.name}.{column.data_item}" for column in found.columns)
    return (
        f"{settings.link_base}/v2/dataservice/next?stackId=1&stateId={found.state}&rid={found.rid}"
        f"&fullGridId={GRID_ID}&formOID={found.layout.name}&token={quote(token, safe='')}"
        f"&outputType={found.output}&returnControlIDs={controls}"
    )
