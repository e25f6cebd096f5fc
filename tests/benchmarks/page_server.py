"""An AIS Server that only hands out pages made beforehand: `python -m tests.benchmarks.page_server FOLDER`.

It knows the sign-in, the first page, next links and COUNT. A query with a condition on UPMJ gets the pages of
FOLDER/changed, any other the pages of FOLDER/all. `--delay` is the time in seconds before each page.
"""

from __future__ import annotations

import argparse
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

TOKEN = "044bench/+token="


class PageServer(ThreadingHTTPServer):
    """Serves the page sets under a folder and keeps count of calls in flight."""

    daemon_threads = True

    def __init__(self, folder: Path, columns: list[str], delay: float) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder, self.delay = folder, delay
        titles = json.dumps({column: column for column in columns})
        self.head = (
            '{"fs_DATABROWSE_F0411":{"title":"F0411","data":{"gridData":{"id":1,"fullGridId":"1","columns":'
            + titles
            + ',"rowset":['
        ).encode()
        self.lock = threading.Lock()
        self.calls = self.in_flight = self.most_in_flight = 0

    def enter(self) -> None:
        with self.lock:
            self.calls += 1
            self.in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self.in_flight)

    def leave(self) -> None:
        with self.lock:
            self.in_flight -= 1


class Handler(BaseHTTPRequestHandler):
    """One call."""

    protocol_version = "HTTP/1.1"
    server: PageServer

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""

    def _answer(self, body: bytes) -> None:
        self.server.enter()
        try:
            path = urlsplit(self.path)
            if path.path.endswith("/tokenrequest"):
                self._json(
                    {"username": "BENCH", "userInfo": {"token": TOKEN, "simpleDateFormat": "MM/dd/yyyy"}}
                )
            elif path.path.endswith("/defaultconfig"):
                names = ("grid", "query", "dataservice", "nextPage", "dataServiceAggregation")
                self._json({"capabilityList": [{"name": name} for name in names]})
            elif path.path.endswith("/dataservice/next"):
                query = parse_qs(path.query)
                self._page(query["set"][0], int(query["page"][0]))
            elif path.path.endswith("/dataservice"):
                self._first(json.loads(body or b"{}"))
            else:
                self._json({})
        finally:
            self.server.leave()

    def _first(self, request: dict[str, object]) -> None:
        name = "changed" if ".UPMJ" in json.dumps(request.get("query")) else "all"
        if request.get("dataServiceType") == "COUNT":
            self._json({"ds_F0411": {"count": 0}})
        else:
            self._page(name, 0)

    def _page(self, name: str, number: int) -> None:
        time.sleep(self.server.delay)
        files = sorted((self.server.folder / name).glob("*.json"))
        rows = files[number].read_bytes() if files else b""
        more = number + 1 < len(files)
        count = int((self.server.folder / f"{name}.rows").read_text()) if files else 0
        here = min(10_000, count - number * 10_000) if files else 0
        tail = (
            f'],"summary":{{"records":{here},"moreRecords":{str(more).lower()}}}}}}},"errors":[],"warnings":[]}}'
            ',"stackId":1,"stateId":1,"rid":"bench","currentApp":"DATABROWSE_F0411",'
            '"timeStamp":"2026-10-23:12.00.00","sysErrors":[]'
        )
        if more:
            port = self.server.server_address[1]
            href = f"http://127.0.0.1:{port}/jderest/v2/dataservice/next?set={name}&page={number + 1}"
            tail += ',"links":[{"rel":"next","href":"' + href + '"}]'
        self._send(self.server.head + rows + tail.encode() + b"}")

    def _json(self, document: object) -> None:
        self._send(json.dumps(document).encode())

    def _send(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--columns", required=True, help="comma-separated AIS column names")
    parser.add_argument("--delay", type=float, default=0.0)
    arguments = parser.parse_args()
    server = PageServer(arguments.folder, arguments.columns.split(","), arguments.delay)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
