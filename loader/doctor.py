"""Looks at everything that a run needs, one check a line, with the remedy beside what fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from urllib.parse import urlsplit

from loader.ais.breaker import Breaker
from loader.ais.dataservice import DataService
from loader.ais.dates import COMMON_FORMATS, DateFormat
from loader.ais.session import Session
from loader.ais.transport import is_loopback
from loader.errors import LoaderError
from loader.settings import Settings
from loader.table import Table

Outcome = Literal["ok", "warn", "fail"]
MOST_SKEW = timedelta(minutes=5)


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; `remedy` says what to do unless the outcome is `ok`.

    `exit_code` is that of the error behind a failure.
    """

    name: str
    outcome: Outcome
    detail: str
    remedy: str = ""
    exit_code: int = 0


def examine(
    settings: Settings,
    breaker: Breaker,
    tables: Sequence[Table],
    target: Callable[[], str] | None = None,
) -> Iterator[Check]:
    """Check target, server, sign-in, date format and each table, and yield each result as it is known.

    Signs in once, like a run, and logs out.

    Args:
        target: Reaches the target and describes it; raises a LoaderError where it cannot.
    """
    if target is not None:
        yield _attempt("target", target)
    yield _transport_check(settings)
    session = Session(settings, breaker)
    try:
        session.__enter__()
    except LoaderError as error:
        yield _failed("sign-in", error)
        return
    try:
        yield from _server_checks(session)
        service = DataService(session)
        yield from (_table_check(session, service, table) for table in tables)
        yield _date_check(session, service, tables)
        # last, when the server has told its time
        yield _clock_check(session)
    finally:
        session.__exit__(None, None, None)


def _attempt(name: str, describe: Callable[[], str]) -> Check:
    try:
        return Check(name, "ok", describe())
    except LoaderError as error:
        return _failed(name, error)


def _failed(name: str, error: LoaderError) -> Check:
    return Check(name, "fail", error.cause, error.remedy, error.exit_code)


def _transport_check(settings: Settings) -> Check:
    parts = urlsplit(settings.base_url)
    if parts.scheme == "https":
        trust = (
            f"certificates of {settings.ca_bundle}" if settings.ca_bundle else "this machine's certificates"
        )
        return Check("transport", "ok", f"TLS to {parts.hostname}, checked against {trust}")
    if parts.hostname and is_loopback(parts.hostname):
        return Check("transport", "ok", "plain http to this machine")
    return Check(
        "transport",
        "warn",
        f"plain http to {parts.hostname}: password and rows can be read on the way",
        "Put TLS before the AIS server and use https.",
    )


def _server_checks(session: Session) -> Iterator[Check]:
    user, known = session.user, session.capabilities
    mode = "token session" if session.is_token else "credentials with every call"
    place = (
        ", ".join(part for part in (user.environment, user.role) if part) or "default environment and role"
    )
    yield Check("sign-in", "ok", f"{user.username} ({place}), {mode}")
    if user.password_about_to_expire:
        yield Check("password", "warn", "it is about to expire", "Change it, or set it not to expire.")
    release = f"AIS {known.release or 'of unknown release'}"
    if not known.listed:
        yield Check("server", "warn", f"{release} does not list its capabilities", "Nothing to do.")
    elif not known.next_page:
        yield Check(
            "server",
            "warn",
            f"{release} has no next pages; tables are read by key",
            "Tools 9.2.1.2 or later reads faster.",
        )
    elif not known.aggregation:
        yield Check(
            "server",
            "warn",
            f"{release} has no aggregation; reconcile compares keys",
            "Tools 9.2.0.3 or later makes reconcile cheaper.",
        )
    else:
        yield Check("server", "ok", f"{release}, next pages and aggregation")


def _table_check(session: Session, service: DataService, table: Table) -> Check:
    """Rights to the table and every registered column, and how many rows the server gives at once."""
    size = session.settings.page_size
    try:
        grid = service.first_page(table, [column.name for column in table.columns], rows=1)
        if not grid.more:
            return Check(table.name, "ok", f"{'1 row' if grid.rows.size else 'no rows'}")
        page = service.first_page(table, [], rows=size)
    except LoaderError as error:
        return _failed(table.name, error)
    if page.more and page.rows.size < size:
        return Check(
            table.name,
            "warn",
            f"the server gives {page.rows.size} rows a page, not the {size} asked for",
            f"Raise the HTML server's DB Fetch Limit, or set SOURCES__JDE__PAGE_SIZE={page.rows.size}.",
        )
    count = f"more than {size} rows" if page.more else f"{page.rows.size} rows"
    return Check(table.name, "ok", f"{len(table.columns)} columns readable, {count}")


def _date_check(session: Session, service: DataService, tables: Sequence[Table]) -> Check:
    """Whether the server reads date literals as the sign-in says, proved on rows that are there."""
    name, pattern = "date format", session.user.date_format
    dated = [(table, table.cursor.date) for table in tables if table.cursor]
    try:
        if pattern is not None:
            outcome = _prove(service, dated, pattern)
            if outcome is None:
                return Check(
                    name,
                    "warn",
                    f"{pattern}, not proved: no table has a date that could tell",
                    "Nothing to do.",
                )
            if outcome:
                return Check(name, "ok", f"{pattern}, proved on rows")
        found = next((other for other in COMMON_FORMATS if _prove(service, dated, other)), None)
    except LoaderError as error:
        return _failed(name, error)
    return Check(
        name,
        "fail",
        f"JDE does not read dates as {pattern}" if pattern else "the sign-in does not tell it",
        f"Set SOURCES__JDE__DATE_FORMAT={found}, which JDE does read."
        if found
        else "Set SOURCES__JDE__DATE_FORMAT to the service user's format, such as MM/dd/yyyy.",
    )


def _prove(service: DataService, dated: Sequence[tuple[Table, str]], pattern: str) -> bool | None:
    for table, column in dated:
        try:
            outcome = service.prove_date_format(table, column, DateFormat(pattern))
        except LoaderError as error:
            if "date" not in error.cause.lower():
                continue  # the table's own check tells
            return False
        if outcome is not None:
            return outcome
    return None


def _clock_check(session: Session) -> Check:
    day = f"JDE's day is {session.business_date}" if session.business_date else "JDE does not tell its day"
    if session.server_clock.skew is None:
        return Check("clock", "warn", f"{day}; the server sends no Date header", "Nothing to do.")
    seconds = round(session.server_clock.skew.total_seconds())
    if abs(session.server_clock.skew) > MOST_SKEW:
        return Check(
            "clock",
            "warn",
            f"{day}; the server's clock is {seconds:+d} s off this machine's",
            "Set both clocks by NTP; windows and time-outs are reckoned from JDE's own dates meanwhile.",
        )
    return Check("clock", "ok", f"{day}; clocks differ by {seconds} s")
