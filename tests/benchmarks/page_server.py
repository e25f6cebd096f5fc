"""An AIS Server that only hands out pages made beforehand: `python -m tests.benchmarks.page_server FOLDER`.

It knows sign-in, capabilities, pages and their next links, COUNT, and sums by company, for queries by ranges
of DOC, by a key, and by UPMJ. `--repeat` serves the rows again under higher document numbers, so that a large
table needs no large files. `/calls` tells how many data requests came and how many were in flight at most.
"""

from __future__ import annotations

import argparse
import json
import re
import threading
import time
from dataclasses import dataclass
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.benchmarks.pages import CHANGED_SHARE, FIRST_DOCUMENT, NEWEST, ROWS_PER_DOCUMENT, read_set

TOKEN = "044bench/+token="
BLOCK = 1_000_000
TAIL = '"stackId":1,"stateId":1,"rid":"bench","timeStamp":"2026-10-23:12.00.00","sysErrors":[]'


@dataclass(frozen=True)
class Setting:
    """What is served: whether one row in twenty has changed, how often the rows are repeated, how slowly."""

    is_changed: bool = False
    repeat: int = 1
    delay: float = 0.0


class Rows:
    """The rows of a folder, repeated in blocks whose document numbers lie a million apart."""

    def __init__(self, folder: Path, columns: list[str], setting: Setting) -> None:
        self.repeat = setting.repeat
        self.sets = {name: read_set(folder, name) for name in ("all", "window", "changed")}
        totals = json.loads((folder / "totals.json").read_text())
        self.totals = totals["after" if setting.is_changed else "before"]
        self.recent = "changed" if setting.is_changed else "window"
        self.changed = self.sets["all"].rows // CHANGED_SHARE if setting.is_changed else 0
        titles = json.dumps({column: column for column in columns})
        self.head = (
            '{"fs_DATABROWSE_F0411":{"title":"F0411","data":{"gridData":{"id":1,"fullGridId":"1","columns":'
            f'{titles},"rowset":['
        ).encode()

    def count(self, name: str) -> int:
        """Rows of a set, repeated."""
        return self.sets[name].rows * self.repeat

    def before(self, document: int) -> int:
        """How many rows of `all` have a smaller document number."""
        block, inside = divmod(document - FIRST_DOCUMENT, BLOCK)
        base = self.sets["all"].rows
        if document < FIRST_DOCUMENT:
            return 0
        return min(block, self.repeat) * base + (
            min(inside * ROWS_PER_DOCUMENT, base) if block < self.repeat else 0
        )

    def body(self, name: str, first: int, end: int) -> bytes:
        """Rows as the inside of a JSON list; document numbers are moved to their block."""
        base = self.sets[name].rows
        parts = []
        while first < end:
            block, inside = divmod(first, base)
            here = min(end - first, base - inside)
            text = self.sets[name].body(inside, inside + here)
            if block:
                text = text.replace(b'"F0411_DOC":10', f'"F0411_DOC":{10 + block}'.encode())
            parts.append(text)
            first += here
        return b",\n".join(parts)


class PageServer(ThreadingHTTPServer):
    """Serves rows and keeps count of data requests."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, rows: Rows, setting: Setting) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.rows, self.setting = rows, setting
        self.lock = threading.Lock()
        self.calls = self.rows_sent = self.in_flight = self.most_in_flight = 0

    def enter(self) -> None:
        """A data request begins."""
        with self.lock:
            self.calls += 1
            self.in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self.in_flight)

    def leave(self) -> None:
        """A data request ends: the client may ask again once it has read the last byte."""
        with self.lock:
            self.in_flight -= 1


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: PageServer

    def do_GET(self) -> None:
        """Answer a call without a body."""
        self._answer(b"")

    def do_POST(self) -> None:
        """Answer a call with a body."""
        self._answer(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""

    def _answer(self, body: bytes) -> None:
        path = urlsplit(self.path)
        if path.path.endswith("/tokenrequest"):
            self._json({"username": "BENCH", "userInfo": {"token": TOKEN, "simpleDateFormat": "MM/dd/yyyy"}})
        elif path.path.endswith("/defaultconfig"):
            names = ("grid", "query", "dataservice", "nextPage", "dataServiceAggregation")
            self._json({"capabilityList": [{"name": name} for name in names]})
        elif path.path.endswith("/calls"):
            server = self.server
            self._json(
                {"calls": server.calls, "rows": server.rows_sent, "most_in_flight": server.most_in_flight}
            )
        elif "/dataservice" in path.path:
            self.server.enter()
            pieces = self._data(path.path, parse_qs(path.query), body)
            # the last piece goes out when the count is down, else the next call could come before
            self._start(sum(map(len, pieces)))
            for piece in pieces[:-1]:
                self.wfile.write(piece)
            self.server.leave()
            self.wfile.write(pieces[-1])
        else:
            self._json({})

    def _data(self, path: str, following: dict[str, list[str]], body: bytes) -> list[bytes]:
        if path.endswith("/next"):
            first, end, size = (int(following[name][0]) for name in ("first", "end", "size"))
            return self._page(following["set"][0], first, end, size)
        request = json.loads(body)
        conditions = {(c["controlId"], c["operator"]): c for c in _conditions(request.get("query") or {})}
        if key := _value(conditions, "F0411.DOC", "EQUAL"):
            return self._row(int(key), conditions)
        since = _value(conditions, "F0411.UPMJ", "GREATER_EQUAL")
        name = self.server.rows.recent if since else "all"
        first, end = 0, self.server.rows.count(name)
        if since and datetime.strptime(since, "%m/%d/%Y").date() > NEWEST:
            end = self.server.rows.changed
        if low := _value(conditions, "F0411.DOC", "GREATER_EQUAL"):
            first = self.server.rows.before(int(low))
        if high := _value(conditions, "F0411.DOC", "LESS"):
            end = self.server.rows.before(int(high))
        if request["dataServiceType"] == "COUNT":
            return [b'{"ds_F0411":{"count":%d},' % max(end - first, 0), TAIL.encode() + b"}"]
        if request["dataServiceType"] == "AGGREGATION":
            return self._totals(request)
        return self._page(name, first, end, int(request["maxPageSize"]))

    def _page(self, name: str, first: int, end: int, size: int) -> list[bytes]:
        time.sleep(self.server.setting.delay)
        here = min(first + size, end)
        self.server.rows_sent += max(here - first, 0)
        more = here < end
        tail = (
            f'],"summary":{{"records":{max(here - first, 0)},"moreRecords":{str(more).lower()}}}}}}}'
            f',"errors":[],"warnings":[]}},"currentApp":"DATABROWSE_F0411",{TAIL}'
        )
        if more:
            base = f"http://127.0.0.1:{self.server.server_address[1]}/jderest/v2/dataservice/next"
            href = f"{base}?set={name}&first={here}&end={end}&size={size}"
            tail += ',"links":[{"rel":"next","href":"' + href + '"}]'
        return [self.server.rows.head, self.server.rows.body(name, first, here), tail.encode() + b"}"]

    def _row(self, document: int, conditions: dict[tuple[str, str], Any]) -> list[bytes]:
        """The one row with a key, if it also has the date that is asked for."""
        place = self.server.rows.before(document) + int(_value(conditions, "F0411.SFX", "EQUAL") or 1) - 1
        name = "all"
        body = self.server.rows.body(name, place, place + 1)
        for column, value in json.loads(body).items():
            wanted = _value(conditions, column.replace("_", ".", 1), "EQUAL")
            if wanted and re.fullmatch(r"\d\d/\d\d/\d{4}", wanted):
                wanted = datetime.strptime(wanted, "%m/%d/%Y").strftime("%Y%m%d")
                if value != wanted:
                    return self._page(name, place, place, 1)
        return self._page(name, place, place + 1, 1)

    def _totals(self, request: dict[str, Any]) -> list[bytes]:
        """The sums by company and period, which is the only grouping that there is."""
        asked = [one["column"] for one in request["aggregation"]["aggregations"] if one["column"] != "*"]
        groups = [
            ",".join(
                [
                    f'"groupBy":{json.dumps({f"F0411.{k.upper()}": v for k, v in bucket["keys"].items()})}',
                    *(f'"{name}_SUM":{bucket["sums"][name.partition(".")[2].lower()]}' for name in asked),
                    f'"COUNT":{bucket["rows"]}',
                ]
            )
            for bucket in self.server.rows.totals
        ]
        return [b'{"ds_F0411":{"output":[', f"{{{'},{'.join(groups)}}}]}},{TAIL}}}".encode()]

    def _json(self, document: object) -> None:
        body = json.dumps(document).encode()
        self._start(len(body))
        self.wfile.write(body)

    def _start(self, length: int) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(length))
        self.end_headers()


def _conditions(query: dict[str, Any]) -> list[dict[str, Any]]:
    return list(query.get("condition") or [])


def _value(conditions: dict[tuple[str, str], Any], column: str, operator: str) -> str | None:
    found = conditions.get((column, operator))
    return str(found["value"][0]["content"]).strip() if found else None


def main() -> None:
    """Serve until the process is ended; prints the port."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.page_server", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--columns", required=True, help="comma-separated AIS column names")
    parser.add_argument("--changed", action="store_true", help="one row in twenty has changed")
    parser.add_argument("--repeat", type=int, default=1, help="serve the rows this often")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before each page")
    arguments = parser.parse_args()
    setting = Setting(arguments.changed, arguments.repeat, arguments.delay)
    server = PageServer(Rows(arguments.folder, arguments.columns.split(","), setting), setting)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
