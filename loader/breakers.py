"""The sign-in breaker of a run: in the target, where every host sees it, mirrored in a local file."""

from __future__ import annotations

from datetime import UTC, datetime

from loader import raw
from loader.ais.breaker import FileBreaker, refusal
from loader.settings import Target
from loader.warehouses import Warehouse

TABLE = raw.REJECTED_SIGN_INS


class TargetBreaker:
    """See `loader.ais.breaker.Breaker`; a rejection that either place remembers counts."""

    def __init__(self, target: Target, warehouse: Warehouse) -> None:
        self._file = FileBreaker(target.state_dir)
        self._warehouse = warehouse

    def check(self, fingerprint: str) -> None:
        """See `Breaker.check`."""
        self._file.check(fingerprint)
        same = f"fingerprint = {raw.literal(fingerprint)}"
        with self._warehouse.asking():
            if TABLE.name not in self._warehouse.columns():
                return
            rejected = self._warehouse.select(
                f'select since, reason from "{{raw}}".{TABLE.name} where {same}'
            )
        for since, reason in rejected:
            raise refusal(since, reason)

    def trip(self, fingerprint: str, reason: str) -> None:
        """See `Breaker.trip`."""
        self._file.trip(fingerprint, reason)
        since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        self._warehouse.execute([raw.creation(TABLE.name, TABLE.types)])
        self._warehouse.record([(TABLE, [{"fingerprint": fingerprint, "since": since, "reason": reason}])])

    def reset(self) -> None:
        """See `Breaker.reset`."""
        self._file.reset()
        if TABLE.name in self._warehouse.columns():
            self._warehouse.execute([f'delete from "{{raw}}".{TABLE.name}'])
