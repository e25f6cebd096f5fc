"""The sign-in breaker of a run: in the target, where every host sees it, mirrored in a local file."""

from __future__ import annotations

from datetime import UTC, datetime

from loader import raw
from loader.ais.breaker import FileBreaker, refusal
from loader.settings import Target
from loader.warehouses import Warehouse

TABLE = "jde_rejected_sign_ins"


class TargetBreaker:
    """See `loader.ais.breaker.Breaker`; a rejection that either place remembers counts."""

    def __init__(self, target: Target, warehouse: Warehouse) -> None:
        self._file = FileBreaker(target.state_dir)
        self._warehouse = warehouse

    def check(self, fingerprint: str) -> None:
        """See `Breaker.check`."""
        self._file.check(fingerprint)
        where = f"fingerprint = {raw.literal(fingerprint)}"
        with self._warehouse.asking():
            if TABLE not in self._warehouse.columns():
                return
            rejected = self._warehouse.select(f'select since, reason from "{{raw}}".{TABLE} where {where}')
        for since, reason in rejected:
            raise refusal(since, reason)

    def trip(self, fingerprint: str, reason: str) -> None:
        """See `Breaker.trip`."""
        self._file.trip(fingerprint, reason)
        since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        values = ", ".join(raw.literal(text) for text in (fingerprint, since, reason))
        self._warehouse.execute(
            [
                raw.CREATE_SCHEMA,
                f'create table if not exists "{{raw}}".{TABLE}'
                " (fingerprint varchar, since varchar, reason varchar)",
                f'delete from "{{raw}}".{TABLE} where fingerprint = {raw.literal(fingerprint)}',
                f'insert into "{{raw}}".{TABLE} values ({values})',
            ]
        )

    def reset(self) -> None:
        """See `Breaker.reset`."""
        self._file.reset()
        if TABLE in self._warehouse.columns():
            self._warehouse.execute([f'delete from "{{raw}}".{TABLE}'])
