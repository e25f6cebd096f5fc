"""What the server says in its answers: pages, counts, totals, and errors, also those inside a 200."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa

from loader.ais import exact, values
from loader.ais.failures import CursorLost, Interrupted, TokenRefused
from loader.errors import LoaderError, SignInError, SourceError
from loader.table import Table

log = logging.getLogger(__name__)

EXPIRED = "JAS_MSG347"
REFUSED_TOKEN = "Invalid Token"
# no further attempt will turn this into rows
DEFINITE = re.compile(r"(?i)not authori[sz]ed|invalid (?:column|table|operator|date|number|outputtype)")
_RIGHTS = re.compile(r"(?i)authori[sz]|permission|not allowed|security|access denied")
_TEXTS = pa.list_(pa.struct([pa.field("TITLE", pa.string()), pa.field("DESC", pa.string())]))
_SHOWN = 300
MOST_NAMED = 10


@dataclass(frozen=True)
class Grid:
    """One BROWSE answer: its rows, whether more follow, and the address of the next page if it has one."""

    rows: values.RowSet
    more: bool
    link: str | None


def read_grid(body: bytes, table: Table, pinned: pa.Schema) -> Grid:
    """Decode and check one page.

    Raises:
        Interrupted: The page is cut, not JSON, an error, or has other than the declared number of rows.
        CursorLost: The server says that the result set expired.
        SourceError: The server reports a lasting error, or a column that was asked for is missing.
        SignInError: The server reports a missing right.
    """
    try:
        return _fast_grid(body, table, pinned)
    except values.Unfit as unfit:
        log.debug("%s: exact reader for this page: %s", table.name, unfit)
    return _exact_grid(parse_json(body), table, pinned)


def parse_json(body: bytes) -> dict[str, Any]:
    """The JSON object in an answer, numbers as Decimal, invalid UTF-8 as lone surrogates.

    Raises:
        Interrupted: It is no single JSON object.
    """
    body = body.removeprefix(values.BYTE_ORDER_MARK)
    start = body.lstrip()[:1]
    if start != b"{":
        raise Interrupted(
            "an HTML page instead of JSON" if start == b"<" else "no JSON object" if start else "nothing"
        )
    text = body.decode("utf-8", errors="surrogateescape")
    try:
        document = json.loads(
            text,
            strict=False,
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=Decimal,
            object_pairs_hook=_single_members,
        )
    except (ValueError, ArithmeticError, RecursionError):
        raise Interrupted("broken or cut JSON") from None
    return dict(document)


def raise_reported(document: Mapping[str, Any], subject: str) -> None:
    """Raise the error that a 200 answer carries, in any of the four places where AIS puts one.

    Raises:
        CursorLost: The error is JAS_MSG347.
        TokenRefused: It is about the session's token.
        SignInError: It speaks of a missing right.
        SourceError: Any other.
    """
    texts = reports(document)
    if texts:
        raise reported(subject, texts)


def _raise_reported_page(document: Mapping[str, Any], subject: str) -> None:
    """As `raise_reported`, but a page is asked for again, as after a 500, unless that cannot help."""
    try:
        raise_reported(document, subject)
    except SourceError as error:
        if DEFINITE.search(str(error)):
            raise
        raise Interrupted(error.cause.rstrip("."), lasting=error) from None


def reported(subject: str, texts: Sequence[str]) -> Exception:
    """The exception for errors that the server put into words."""
    text = "; ".join(dict.fromkeys(text.strip() for text in texts if text.strip()))[:_SHOWN].rstrip(".")
    if any(EXPIRED in text for text in texts):
        return CursorLost(text)
    if REFUSED_TOKEN in text:
        return TokenRefused(text)
    kind: type[LoaderError] = SignInError if _RIGHTS.search(text) else SourceError
    remedy = (
        f"Give the service user Data Browser and row rights on {subject}."
        if kind is SignInError
        else "Look into the AIS server's log at this time."
    )
    return kind(f"{subject}: JDE reports: {text or 'an error without a text'}.", remedy)


def error_text(body: bytes) -> str:
    """The words in an error body, whatever its shape; empty when it has none."""
    try:
        return "; ".join(dict.fromkeys(reports(parse_json(body))))[:_SHOWN]
    except Interrupted:
        return ""


def reports(document: Mapping[str, Any]) -> list[str]:
    """The errors in an answer, in the server's words; warnings are logged."""
    return list(_reported(document))


def _single_members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member comes twice")
    return members


def _reported(document: Mapping[str, Any]) -> Iterator[str]:
    has_data = any(name.startswith(("fs_", "ds_")) for name in document)
    exception, message = (str(document.get(name) or "").strip() for name in ("exception", "message"))
    if exception or (message and not has_data) or str(document.get("status", "")).upper() == "ERROR":
        yield message or str(document.get("errorText") or exception)
    yield from _texts(document.get("sysErrors"))
    for name, member in document.items():
        if name.startswith("fs_") and isinstance(member, Mapping):
            yield from _texts(member.get("errors"))
            _log_warnings(name.removeprefix("fs_DATABROWSE_"), member.get("warnings"))
        if name.startswith("ds_") and isinstance(member, Mapping) and member.get("error"):
            yield from _texts([member["error"]])


def _log_warnings(subject: str, warnings: Any) -> None:
    for warning in _texts(warnings):
        log.warning("%s: JDE warns: %s", subject, warning)


def _texts(items: Any) -> Iterator[str]:
    for item in items if isinstance(items, list) else [items] if items else []:
        if isinstance(item, Mapping):
            words = [str(item[name]).strip() for name in ("TITLE", "DESC", "message") if item.get(name)]
            yield ": ".join(dict.fromkeys(words)) or "an error without a text"
        else:
            yield str(item)


def _member(table: Table) -> str:
    return f"fs_DATABROWSE_{table.name}"


def _fast_schema(table: Table, pinned: pa.Schema) -> pa.Schema:
    row = values.wire_type(table, pinned)
    grid = pa.struct(
        {
            "columns": pa.struct([pa.field(field.name, pa.string()) for field in row]),
            "rowset": pa.list_(row),
            "summary": pa.struct({"records": pa.int64(), "moreRecords": pa.bool_()}),
        }
    )
    form = pa.struct({"data": pa.struct({"gridData": grid}), "errors": _TEXTS, "warnings": _TEXTS})
    return pa.schema(
        {
            _member(table): form,
            "links": pa.list_(pa.struct({"rel": pa.string(), "href": pa.string()})),
            "sysErrors": _TEXTS,
            "exception": pa.string(),
            "message": pa.string(),
            "status": pa.string(),
        }
    )


def _fast_grid(body: bytes, table: Table, pinned: pa.Schema) -> Grid:
    # most pages have no backslash at all, and one byte is sought ten times faster than six
    if b"\\" in body and b"\\u0000" in body:
        raise values.Unfit("NUL in a text")
    document = values.parse_document(body, _fast_schema(table, pinned))
    form = document.column(_member(table)).chunk(0)
    grid = form.field("data").field("gridData")
    rowset = grid.field("rowset")
    summary = grid.field("summary")[0].as_py() or {}
    rest: dict[str, Any] = document.drop_columns([_member(table)]).to_pylist()[0]
    if not rowset[0].is_valid or form.field("errors")[0].as_py():
        raise values.Unfit("an answer without rows, or with errors")
    if rest["sysErrors"] or rest["exception"] or rest["message"] or rest["status"]:
        raise values.Unfit("an error")
    _log_warnings(table.name, form.field("warnings")[0].as_py())
    rows = rowset.values
    if rows.null_count:
        raise values.Unfit("a row is null")
    _check_summary(summary, len(rows))
    if len(rows):
        titles = grid.field("columns")[0].as_py() or {}
        _check_columns(table, pinned, {name for name, title in titles.items() if title is not None})
        _check_present(table, pinned, _present(body, rows))
    return Grid(
        values.read_columns(table, pinned, rows), bool(summary["moreRecords"]), _next_link(rest["links"])
    )


def _exact_grid(document: Mapping[str, Any], table: Table, pinned: pa.Schema) -> Grid:
    _raise_reported_page(document, table.name)
    try:
        grid = document[_member(table)]["data"]["gridData"]
        rowset, summary = grid["rowset"], dict(grid["summary"])
    except (KeyError, TypeError, ValueError):
        raise Interrupted("an answer without rows and summary") from None
    if not isinstance(rowset, list) or not all(isinstance(row, dict) for row in rowset):
        raise Interrupted("rows that are no objects")
    _check_summary(summary, len(rowset))
    if rowset:
        titles = grid.get("columns")
        _check_columns(table, pinned, set(titles) if isinstance(titles, dict) else set())
        _check_present(table, pinned, set().union(*rowset))
    more = str(summary["moreRecords"]).lower() == "true"
    return Grid(exact.read_rows(table, pinned, rowset), more, _next_link(document.get("links")))


def _check_summary(summary: Mapping[str, Any], rows: int) -> None:
    declared, more = summary.get("records"), summary.get("moreRecords")
    if declared is None or more is None:
        raise Interrupted("a page that does not say how many rows it has")
    if str(declared) != str(rows):
        raise Interrupted(f"a page of {rows} rows that declares {declared}")


def _check_columns(table: Table, pinned: pa.Schema, titled: set[str]) -> None:
    missing = [name for name in pinned.names if values.wire_name(table, name) not in titled]
    if titled and missing:
        raise missing_columns(table, missing)


def _check_present(table: Table, pinned: pa.Schema, present: set[str]) -> None:
    """A column may be absent from all rows although the titles name it. Null dates alone may be left out."""
    may_lack = {name for name in pinned.names if table.column(name).type == "date"} - set(table.primary_key)
    missing = [
        name for name in pinned.names if name not in may_lack and values.wire_name(table, name) not in present
    ]
    if missing:
        raise missing_columns(table, missing)


def _present(body: bytes, rows: pa.StructArray) -> set[str]:
    """The members that at least one row has. Only those that are null throughout need a look at the bytes."""
    start = body.find(b'"rowset"')
    return {
        field.name
        for field, array in zip(rows.type, rows.flatten(), strict=True)
        if array.null_count < len(array) or body.find(f'"{field.name}"'.encode(), start) >= 0
    }


def missing_columns(table: Table, names: Sequence[str]) -> SourceError:
    """The error for columns that were asked for and did not come."""
    plural = "s" if len(names) > 1 else ""
    listed = ", ".join(name.upper() for name in names[:MOST_NAMED])
    listed += f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return SourceError(
        f"{table.name}: JDE left out column{plural} {listed}: secured, or not in this release's table.",
        f"Give the service user rights to {listed}, or take it out of {table.path.name} if there is none.",
    )


def _next_link(links: Any) -> str | None:
    for link in links if isinstance(links, list) else []:
        if isinstance(link, Mapping) and link.get("rel") == "next" and link.get("href"):
            return str(link["href"])
    return None
