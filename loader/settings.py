"""What the user configures: the AIS server, how to read it, and the target."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """Settings of the JDE source, section `sources.jde` of dlt's configuration.

    `base_url` ends in `/jderest`. `auth` is `token` (one session per worker) or `basic` (credentials with
    every call, keyset paging). `date_format` overrides what the sign-in reports, in Java letters
    (`MM/dd/yyyy`); Basic needs it only where the server does not answer a token request. Times are seconds:
    `retry_wait` is the first wait after a failed call and doubles from there, `sign_in_interval` lies between
    the two sign-in attempts that a failing server gets. `allow_http` permits plain http to another machine.
    """

    base_url: str
    username: str
    password: str = field(repr=False)
    environment: str | None = None
    role: str | None = None
    device_name: str = "jde-loader"
    auth: str = "token"
    page_size: int = 1000
    lookback_days: int = 7
    start_date: date | None = None
    tables: tuple[str, ...] = ()
    ca_bundle: str | None = None
    workers: int = 1
    date_format: str | None = None
    connect_timeout: float = 10.0
    read_timeout: float = 300.0
    max_attempts: int = 8
    retry_wait: float = 0.5
    sign_in_interval: float = 30.0
    allow_http: bool = False
    calls_per_second: float | None = None
    quarantine_budget: int = 0
    purge_before: date | None = None


@dataclass(frozen=True)
class Target:
    """Where the rows go: `destination` is `duckdb` or `postgres`; `schema` is the raw schema."""

    destination: str = "duckdb"
    schema: str = "raw_jde"
    duckdb_path: Path = Path("warehouse.duckdb")
    state_dir: Path = Path(".jde")
