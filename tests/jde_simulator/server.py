"""The AIS Server on a socket: real HTTP, or HTTPS, on a free port of this machine."""

from __future__ import annotations

import functools
import gzip
import socket
import ssl
import struct
import sys
import threading
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from loader.registry import load_registry
from loader.table import Table
from tests.jde_simulator import books
from tests.jde_simulator.admin import PREFIX, Admin
from tests.jde_simulator.application import Application
from tests.jde_simulator.catalog import Catalog
from tests.jde_simulator.clock import Clock
from tests.jde_simulator.cursors import ResultSets
from tests.jde_simulator.dataservice import DataService
from tests.jde_simulator.exchange import Request, Response, json_response
from tests.jde_simulator.faults import Fault, FaultPlan
from tests.jde_simulator.log import RequestLog
from tests.jde_simulator.sessions import Sessions
from tests.jde_simulator.settings import ServerSettings

SLOW_STEP = 0.05  # seconds between two pieces of a slow body
REPOSITORY = Path(__file__).resolve().parents[2]


class AisServer:
    """A simulated AIS Server over the F-tables of a DuckDB database, as a context manager.

    Args:
        books: An open connection, which the caller goes on owning, or the path of a database file.
        settings: How this server behaves; `configure` changes it while it runs.
        faults: What goes wrong; `faults.add` and `faults.clear` change it while it runs.
        tables: The registry's tables by name; default is the project's registry.
        certificate: PEM file with certificate and key; makes the server speak TLS.
        port: 0 takes a free one.
    """

    def __init__(
        self,
        books: duckdb.DuckDBPyConnection | str | Path,
        settings: ServerSettings | None = None,
        faults: FaultPlan | Iterable[Fault] = (),
        *,
        tables: Mapping[str, Table] | None = None,
        certificate: Path | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        self.settings = settings or ServerSettings()
        self.faults = faults if isinstance(faults, FaultPlan) else FaultPlan(faults)
        self.log = RequestLog()
        self._books = books
        self._tables = tables
        self._certificate = certificate
        self._address = (host, port)
        self._stopping = threading.Event()

    def __enter__(self) -> AisServer:
        self._owned = isinstance(self._books, str | Path)
        given = self._books
        self._connection = duckdb.connect(str(given)) if isinstance(given, str | Path) else given
        settings = self.settings
        self.clock = Clock(settings.today or self._day_of_books(), settings.time_of_day)
        self.result_sets = ResultSets(lambda: self.settings, self.clock)
        self.sessions = Sessions(lambda: self.settings, self.clock, self.result_sets.drop_session)
        tables = project_tables() if self._tables is None else self._tables
        service = DataService(lambda: self.settings, Catalog(tables), self.result_sets, self.clock)
        self._application = Application(
            settings=lambda: self.settings,
            cursor=self._connection.cursor,
            clock=self.clock,
            sessions=self.sessions,
            sets=self.result_sets,
            service=service,
            faults=self.faults,
            log=self.log,
            stopping=self._stopping,
        )
        self._admin = Admin(self._application, self.advance, self._set_settings)
        self._http = _HttpServer(self._address, self._application, self._admin, self._tls())
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop serving and close every connection; a database opened by path is closed."""
        self._stopping.set()
        self._http.shutdown()
        self._http.close_connections()
        self._http.server_close()
        self._thread.join()
        if self._owned:
            self._connection.close()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._http.server_address[1])

    @property
    def origin(self) -> str:
        """Scheme, host and port; `/_simulator/` lies below it."""
        scheme = "https" if self._certificate else "http"
        return f"{scheme}://{self._address[0]}:{self.port}"

    @property
    def base_url(self) -> str:
        """What a client is given, ending in `/jderest`."""
        return f"{self.origin}{self.settings.context}"

    def configure(self, **changes: Any) -> None:
        """Change settings from now on."""
        self.settings = replace(self.settings, **changes)

    def advance(self, days: int = 1) -> date:
        """Let the books live on for some days and return JDE's new day."""
        with self._connection.cursor() as connection:
            books.advance(connection, days)
            self.clock.set_day(books.today(connection))
        return self.clock.today()

    def _set_settings(self, settings: ServerSettings) -> None:
        self.settings = settings

    def _day_of_books(self) -> date:
        try:
            with self._connection.cursor() as connection:
                return books.today(connection)
        except duckdb.CatalogException:
            return date.today()  # hand-made tables know no day

    def _tls(self) -> ssl.SSLContext | None:
        if self._certificate is None:
            return None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._certificate)
        return context


@functools.cache
def project_tables() -> Mapping[str, Table]:
    """The project's registry, read once; parsing its YAML takes a second."""
    return load_registry(REPOSITORY / "dbt_project")


class _HttpServer(ThreadingHTTPServer):
    """A thread per connection; knows its connections so that it can drop them."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(
        self, address: tuple[str, int], application: Application, admin: Admin, tls: ssl.SSLContext | None
    ) -> None:
        self.application = application
        self.admin = admin
        self._tls = tls
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(address, _Handler)

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Serve one connection, in its own thread; a failed handshake ends it there."""
        if self._tls:
            request = self._tls.wrap_socket(request, server_side=True)
        with self._lock:
            self._open.add(request)
        try:
            super().finish_request(request, client_address)
        finally:
            with self._lock:
                self._open.discard(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay silent about connections that clients broke."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)

    def close_connections(self) -> None:
        """Drop all connections, also those that wait for their next request."""
        with self._lock:
            for connection in self._open:
                _shut(connection)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _HttpServer

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are in the server's log, not on the screen."""

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        request = Request(
            method=self.command,
            target=self.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            content=self.rfile.read(length),
            address=str(self.client_address[0]),
        )
        if request.path.startswith(PREFIX):
            self._send(request, self.server.admin.answer(request))
            return
        application = self.server.application
        entry = application.log.begin(request.method, request.path)
        try:
            try:
                response = application.answer(request, entry)
            finally:
                application.log.answered()
            self._send(request, response)
        except (duckdb.Error, ValueError, KeyError, TypeError) as error:
            entry.status = 500
            self._send(request, json_response(500, {"message": repr(error), "exception": "SimulatorError"}))
            raise
        finally:
            application.log.end(entry)

    def _send(self, request: Request, response: Response) -> None:
        if response.end == "reset":
            self._reset()
            return
        content, headers = response.content, {"Content-Type": response.content_type, **response.headers}
        accepts = "gzip" in request.headers.get("accept-encoding", "")
        if accepts and self.server.application.settings().compress:
            content, headers["Content-Encoding"] = gzip.compress(content, 1), "gzip"
        self.send_response(response.status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if response.end == "cut":
            self.wfile.write(content[: int(len(content) * response.fraction)])
            self.close_connection = True
        elif response.end == "slow":
            self._trickle(content, response.bytes_per_second)
        else:
            self.wfile.write(content)

    def _trickle(self, content: bytes, bytes_per_second: float) -> None:
        step = max(1, int(bytes_per_second * SLOW_STEP))
        for start in range(0, len(content), step):
            self.wfile.write(content[start : start + step])
            if self.server.application.stopping.wait(step / bytes_per_second):
                break

    def _reset(self) -> None:
        # Lingering for no time makes the close a TCP reset.
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        connection.close()
