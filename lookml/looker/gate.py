"""Nothing goes to Looker while the books do not tie out: reads the tie-outs of the last dbt build."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lookml.errors import ValidationError
from lookml.warehouse import Warehouse

SHOWN = 10


@dataclass(frozen=True)
class Gate:
    """What the tie-outs say. `finished_at` (UTC) is that of the build, None when none ever finished."""

    finished_at: datetime | None
    passed: int
    differences: tuple[str, ...]
    unfinished: bool = False

    @property
    def open(self) -> bool:
        """Whether a deployment may go through without somebody's word."""
        return self.finished_at is not None and not self.differences and not self.unfinished

    def words(self) -> str:
        """What stands against it, or how many tie-outs agree."""
        if self.finished_at is None:
            return "no dbt build has finished in this warehouse"
        against = ["the last dbt build did not finish green"] if self.unfinished else []
        if self.differences:
            against.append(f"{len(self.differences)} tie-outs differ: {'; '.join(self.differences[:SHOWN])}")
        return (
            ", ".join(against)
            or f"{self.passed} tie-outs agree, build of {self.finished_at:%Y-%m-%d %H:%M} UTC"
        )


def read_gate(warehouse: Warehouse, schema: str) -> Gate:
    """Read `trust_builds` and `trust_tie_outs` from `schema`. Raises WarehouseError."""
    finished, begun, left_open = _builds(warehouse, schema)
    rows = warehouse.query(
        "SELECT check_name, company_code, ledger_type_code, fiscal_year, fiscal_period, currency_code, "
        f"difference_amount, status, checked_at FROM {schema}.trust_tie_outs WHERE severity = 'error' "
        "ORDER BY 1, 2, 3, 4, 5, 6"
    ).records()
    checked = max((at for row in rows if (at := _utc(row["checked_at"])) is not None), default=None)
    return Gate(
        finished_at=finished,
        passed=sum(row["status"] == "ok" for row in rows),
        differences=tuple(_line(row) for row in rows if row["status"] == "difference"),
        unfinished=finished is not None
        and (_is_later(left_open, begun or finished) or _is_later(checked, finished)),
    )


def last_build(warehouse: Warehouse, schema: str) -> datetime | None:
    """When the last green dbt build finished, in UTC."""
    finished, _, _ = _builds(warehouse, schema)
    return finished


def hold(gate: Gate, accepted: str | None) -> None:
    """Raise ValidationError when the gate is closed and nobody accepted that."""
    if not gate.open and not accepted:
        raise ValidationError(
            f"The books do not tie out: {gate.words()}.",
            "Correct and rebuild, or deploy with --accept-differences 'why'; the reason goes on record.",
        )


def _builds(warehouse: Warehouse, schema: str) -> tuple[datetime | None, ...]:
    """The last end and the last start of green builds, and the last start of those without an end."""
    [row] = warehouse.query(
        "SELECT MAX(finished_at) AS ended, "
        "MAX(CASE WHEN finished_at IS NOT NULL THEN started_at END) AS begun, "
        f"MAX(CASE WHEN finished_at IS NULL THEN started_at END) AS left_open FROM {schema}.trust_builds"
    ).rows
    return tuple(_utc(moment) for moment in row)


def _is_later(moment: datetime | None, other: datetime) -> bool:
    return moment is not None and moment > other


def _utc(value: Any) -> datetime | None:
    if not isinstance(value, datetime):
        return None
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def _line(row: dict[str, Any]) -> str:
    place = " ".join(
        str(row[name])
        for name in ("company_code", "ledger_type_code", "fiscal_year", "fiscal_period", "currency_code")
        if row[name] is not None
    )
    return f"{row['check_name']} ({place}): {row['difference_amount']}"
