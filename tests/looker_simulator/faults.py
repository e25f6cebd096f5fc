"""Faults on demand: at the n-th call, or at calls of one route."""

from __future__ import annotations

from dataclasses import dataclass, field

REFUSALS = ("401", "403", "404", "409", "422", "429", "502")
BREAKS = ("hang", "reset", "lost", "expire", "204", "{}")
KINDS = (*REFUSALS, *BREAKS)


@dataclass
class Fault:
    """What goes wrong: a status, `hang`, `reset` (before the call is done), `lost` (done, answer lost),
    `expire` (the token dies first), `204`, `{}`, or `interrupt` (Ctrl-C to the caller once it is done)."""

    kind: str
    position: int | None = None
    route: str | None = None
    skip: int = 0
    times: int = 1


@dataclass
class Faults:
    """The faults to come, and those that happened as (call number, route, kind)."""

    pending: list[Fault] = field(default_factory=list)
    happened: list[tuple[int, str, str]] = field(default_factory=list)

    def at(self, position: int, kind: str) -> None:
        """Let the call of that number (from 1) fail."""
        self.pending.append(Fault(kind, position=position))

    def on(self, route: str, kind: str, skip: int = 0, times: int = 1) -> None:
        """Let calls of a route fail, after `skip` good ones."""
        self.pending.append(Fault(kind, route=route, skip=skip, times=times))

    def take(self, number: int, route: str) -> str | None:
        """The fault that this call meets, if any."""
        for fault in self.pending:
            if fault.position is not None and fault.position != number:
                continue
            if fault.route is not None and fault.route != route:
                continue
            if fault.times <= 0:
                continue
            if fault.skip > 0:
                fault.skip -= 1
                continue
            fault.times -= 1
            self.happened.append((number, route, fault.kind))
            return fault.kind
        return None
