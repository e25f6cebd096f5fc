"""`python -m tests.jde_simulator`: serve books, run a command against them, or let days pass."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import FrameType

import duckdb

from tests.jde_simulator import books
from tests.jde_simulator.admin import changed
from tests.jde_simulator.faults import Fault
from tests.jde_simulator.server import REPOSITORY, AisServer
from tests.jde_simulator.settings import ServerSettings

CACHE = Path(".jde")
DEVICE = "jde-loader"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    options = _parser().parse_args(arguments)
    try:
        if options.action == "advance":
            return _advance(options.data, options.days)
        with _books(options) as data, _server(options, data) as server:
            return _exec(server, options.command) if options.action == "exec" else _serve(server)
    except (ValueError, OSError, duckdb.Error) as error:
        print(f"jde_simulator: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.jde_simulator", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--port", type=int, default=0, help="port to listen on; default: a free one")
    common.add_argument("--scale", type=float, default=0.1, help="size of the books; 1 is 60,000 G/L lines")
    common.add_argument("--seed", type=int, default=1, help="the same seed gives the same books")
    common.add_argument("--data", type=Path, help="DuckDB file to serve as it is; built if it is not there")
    common.add_argument("--date-format", help="of the service user: MM/dd/yyyy, dd/MM/yyyy or yyyy/MM/dd")
    common.add_argument("--page-links", choices=("on", "off"), default="on", help="next links on pages")
    common.add_argument("--certificate", type=Path, help="PEM with certificate and key: speak TLS")
    common.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="any setting; VALUE may be JSON"
    )
    common.add_argument(
        "--fault", action="append", default=[], metavar="JSON", help="a fault, as JSON object"
    )
    actions.add_parser("serve", parents=[common], help="serve until interrupted")
    run = actions.add_parser("exec", parents=[common], help="run a command against a server of its own")
    run.add_argument("command", nargs=argparse.REMAINDER, metavar="-- command ...")
    advance = actions.add_parser("advance", help="let days pass in a file of books")
    advance.add_argument("--data", type=Path, required=True)
    advance.add_argument("--days", type=int, default=1)
    return parser


def _settings(options: argparse.Namespace) -> ServerSettings:
    members = dict(_assigned(text) for text in options.set)
    settings = changed(ServerSettings(next_page=options.page_links == "on"), members)
    if options.date_format:
        user = replace(settings.users[0], date_format=options.date_format)
        settings = replace(settings, users=(user, *settings.users[1:]))
    return settings


def _assigned(text: str) -> tuple[str, object]:
    name, _, value = text.partition("=")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def _server(options: argparse.Namespace, data: Path) -> AisServer:
    faults = [Fault.from_json(json.loads(text)) for text in options.fault]
    return AisServer(data, _settings(options), faults, certificate=options.certificate, port=options.port)


@contextlib.contextmanager
def _books(options: argparse.Namespace) -> Iterator[Path]:
    """The file to serve: the one that was named, or a copy of the cached books that nobody else changes."""
    if options.data:
        if not options.data.exists():
            build(options.data, options.seed, options.scale)
        yield options.data
        return
    cached = CACHE / f"books-{options.seed}-{options.scale:g}-{_version()}.duckdb"
    if not cached.exists():
        build(cached, options.seed, options.scale)
    with tempfile.TemporaryDirectory(prefix="jde-books-") as folder:
        copy = Path(folder) / "books.duckdb"
        shutil.copyfile(cached, copy)
        yield copy


def build(path: Path, seed: int, scale: float) -> None:
    """Build books into a new file, which appears only when it is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    print(f"building books of seed {seed}, scale {scale:g} in {path}", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="build-", dir=path.parent) as folder:
        unfinished = Path(folder) / path.name
        with duckdb.connect(str(unfinished)) as connection:
            books.build(connection, seed=seed, scale=scale)
        unfinished.replace(path)


def _version() -> str:
    """A digest of what makes the books, so that a change there is not hidden by the cache."""
    digest = hashlib.sha256()
    folders = (Path(__file__).parent / "books", REPOSITORY / "dbt_project" / "models" / "sources")
    for folder in folders:
        for path in sorted(
            path for path in folder.rglob("*") if path.suffix in (".py", ".sql", ".yml", ".csv")
        ):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def _advance(data: Path, days: int) -> int:
    if not data.exists():
        raise ValueError(f"no books at {data}")
    with duckdb.connect(str(data)) as connection:
        books.advance(connection, days)
        print(f"today is {books.today(connection)}")
    return 0


def environment(server: AisServer) -> dict[str, str]:
    """The variables that point the loader at the server."""
    user = server.settings.users[0]
    found = {
        "BASE_URL": server.base_url,
        "USERNAME": user.name,
        "PASSWORD": user.password,
        "ENVIRONMENT": user.environments[0],
        "ROLE": user.roles[0],
        "DEVICE_NAME": DEVICE,
    }
    return {f"SOURCES__JDE__{name}": value for name, value in found.items()}


def _serve(server: AisServer) -> int:
    print(f"JDE simulator at {server.base_url}, its day is {server.clock.today()}", flush=True)
    for name, value in environment(server).items():
        print(f"{name}={value}", flush=True)
    over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: over.set())
    over.wait()
    return 0


def _exec(server: AisServer, command: Sequence[str]) -> int:
    words = list(command[1:] if command[:1] == ["--"] else command)
    if not words:
        raise ValueError("exec needs a command after --")
    with subprocess.Popen(words, env={**os.environ, **environment(server)}) as child:

        def forward(number: int, _frame: FrameType | None) -> None:
            child.send_signal(number)

        # A terminal's Ctrl-C reaches the child by itself.
        signal.signal(signal.SIGINT, lambda *_: None)
        signal.signal(signal.SIGTERM, forward)
        code = child.wait()
    return 128 - code if code < 0 else code
