"""What the user configures: the AIS server, how to read it, and the target."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from loader.errors import ConfigurationError

SECTION = "sources.jde"
DESTINATIONS = ("duckdb", "postgres")


@dataclass(frozen=True)
class Settings:
    """Settings of the JDE source, section `sources.jde` of dlt's configuration.

    `base_url` ends in `/jderest`. `auth` is `token` (one session per worker) or `basic` (credentials with
    every call, keyset paging). `date_format` overrides what the sign-in reports, in Java letters
    (`MM/dd/yyyy`); Basic needs it only where the server does not answer a token request. Times are seconds:
    `retry_wait` is the first wait after a failed call and doubles from there, `sign_in_interval` lies between
    the two sign-in attempts that a failing server gets. `allow_http` permits plain http to another machine.
    `slice_rows` is about how many rows of a first load are read at once, None for what suits warehouse and
    workers; small slices share a package.
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
    slice_rows: int | None = None


@dataclass(frozen=True)
class Target:
    """Where the rows go: `destination` is `duckdb` or `postgres`; `schema` is the raw schema."""

    destination: str = "duckdb"
    schema: str = "raw_jde"
    duckdb_path: Path = Path("warehouse.duckdb")
    state_dir: Path = Path(".jde")

    @property
    def dbt_target(self) -> str:
        """The target of `profiles.yml` that reads this warehouse."""
        return "prod" if self.destination == "postgres" else "dev"


def load_settings() -> Settings:
    """Read the section `sources.jde` from dlt's providers: environment, `.dlt/*.toml`, vaults.

    Raises:
        ConfigurationError: A setting is missing or wrong; names the environment variable.
    """
    # dlt is slow to import, and the run lock must be held before it is
    import dlt

    def look_up(name: str) -> Any:
        # exactly this section: dlt's own resolution would fall back to a bare USERNAME
        secret: Any = dlt.secrets.get(f"{SECTION}.{name}")
        return dlt.config.get(f"{SECTION}.{name}") if secret is None else secret

    found = {item.name: look_up(item.name) for item in fields(Settings)}
    return settings_from({name: value for name, value in found.items() if value not in (None, "")})


def settings_from(values: Mapping[str, Any]) -> Settings:
    """Check and convert raw values (texts of environment variables, TOML values) into Settings."""
    missing = [
        item.name
        for item in fields(Settings)
        if item.default is MISSING and item.default_factory is MISSING and item.name not in values
    ]
    if missing:
        names = ", ".join(variable(name) for name in missing)
        raise ConfigurationError(
            f"Missing setting: {names}.",
            f"Set it in the environment or in .dlt/secrets.toml, [{SECTION}].",
        )
    settings = Settings(**{name: _convert(name, value) for name, value in values.items()})
    _check(settings)
    return settings


def load_target(destination: str | None = None) -> Target:
    """Read the target from JDE_DESTINATION, JDE_RAW_SCHEMA, JDE_DUCKDB_PATH and JDE_STATE_DIR.

    Args:
        destination: Overrides JDE_DESTINATION for one run.

    Raises:
        ConfigurationError: The destination is not one that the loader knows, or dbt would read another one.
    """
    chosen = (destination or os.environ.get("JDE_DESTINATION") or "duckdb").lower()
    if chosen not in DESTINATIONS:
        raise ConfigurationError(
            f"Unknown destination {chosen!r}.",
            f"Set JDE_DESTINATION or --destination to one of: {', '.join(DESTINATIONS)}.",
        )
    if chosen == "postgres":
        _check_libpq()
    return Target(
        destination=chosen,
        schema=os.environ.get("JDE_RAW_SCHEMA") or "raw_jde",
        duckdb_path=Path(os.environ.get("JDE_DUCKDB_PATH") or "warehouse.duckdb"),
        state_dir=Path(os.environ.get("JDE_STATE_DIR") or ".jde"),
    )


def _check_libpq() -> None:
    """dbt's profile knows five of libpq's variables; by others the loader would reach another database."""
    remedy = "Set libpq's variables PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE."
    if not os.environ.get("PGHOST"):
        raise ConfigurationError("Missing setting: PGHOST.", remedy)
    if os.environ.get("PGSERVICE"):
        raise ConfigurationError("PGSERVICE is set, which dbt does not follow.", f"Unset it. {remedy}")


def variable(name: str) -> str:
    """The environment variable of a setting (`base_url` -> `SOURCES__JDE__BASE_URL`)."""
    return f"{SECTION}.{name}".replace(".", "__").upper()


def _names(value: Any) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    return tuple(str(part).strip().upper() for part in parts if str(part).strip())


def _is_true(value: Any) -> bool:
    text = str(value).strip().lower()
    if text not in ("true", "false", "1", "0", "yes", "no"):
        raise ValueError(text)
    return text in ("true", "1", "yes")


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value))


_CONVERSIONS: dict[str, Callable[[Any], Any]] = {
    "page_size": int,
    "lookback_days": int,
    "workers": int,
    "max_attempts": int,
    "quarantine_budget": int,
    "slice_rows": int,
    "connect_timeout": float,
    "read_timeout": float,
    "calls_per_second": float,
    "retry_wait": float,
    "sign_in_interval": float,
    "allow_http": _is_true,
    "start_date": _day,
    "purge_before": _day,
    "tables": _names,
    "base_url": lambda value: str(value).rstrip("/"),
    "auth": lambda value: str(value).lower(),
}


def _convert(name: str, value: Any) -> Any:
    try:
        return _CONVERSIONS.get(name, str)(value)
    except (TypeError, ValueError) as error:
        wanted = {"start_date": "a date as YYYY-MM-DD", "purge_before": "a date as YYYY-MM-DD"}
        wanted |= {"allow_http": "true or false"}
        raise ConfigurationError(
            f"{variable(name)} is {value!r}.", f"Set it to {wanted.get(name, 'a number')}."
        ) from error


def _check(settings: Settings) -> None:
    url = urlsplit(settings.base_url)
    if url.scheme not in ("http", "https") or not url.hostname:
        raise ConfigurationError(
            f"{variable('base_url')} is not an http(s) address.", "Set it to https://<host>:<port>/jderest."
        )
    if not url.path.endswith("/jderest") or url.query or url.username:
        raise ConfigurationError(
            f"{variable('base_url')} must end in /jderest and hold no credentials.",
            "Set it to https://<host>:<port>/jderest.",
        )
    if settings.auth not in ("token", "basic"):
        raise ConfigurationError(f"{variable('auth')} is {settings.auth!r}.", "Set it to token or basic.")
    least = {"page_size": 1, "workers": 1, "max_attempts": 1, "slice_rows": 1, "lookback_days": 0}
    for name, minimum in {**least, "quarantine_budget": 0}.items():
        value = getattr(settings, name)
        if value is not None and value < minimum:
            raise ConfigurationError(f"{variable(name)} is too small.", f"Set it to {minimum} or more.")
