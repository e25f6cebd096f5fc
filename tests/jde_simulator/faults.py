"""Faults on purpose: which call is hit, and what goes wrong with it.

Effects before the call is answered: `status`, `html`, `empty`, `hang`, `delay`, `reset`, `expire_token`,
`expire_result_set`, `restart`, `run`. Effects on a page: `half_page`, `end_early`, `repeat_page`, `skip_page`,
`empty_page`, `drop_links`, `foreign_link`, `garble`, `duplicate_row`, `drop_column`, `message`. Effects on the
way back: `cut`, `slow`, `lose_answer`.
"""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from tests.jde_simulator.pages import Page

PAGING = frozenset({"repeat_page", "empty_page", "skip_page"})
ON_PAGE = frozenset(
    {
        "half_page",
        "end_early",
        "drop_links",
        "foreign_link",
        "garble",
        "duplicate_row",
        "drop_column",
        "message",
    }
)
BEFORE = frozenset(
    {
        "status",
        "html",
        "empty",
        "hang",
        "delay",
        "reset",
        "run",
        "expire_token",
        "expire_result_set",
        "restart",
    }
)
ON_WIRE = frozenset({"cut", "slow", "lose_answer"})
EFFECTS = PAGING | ON_PAGE | BEFORE | ON_WIRE
DATA_CALLS = frozenset({"browse", "count", "aggregation", "next", "get"})
CALLS = DATA_CALLS | {"any", "data", "login", "validate", "logout", "config"}
LOGIN_PAGE = (
    "<html><head><title>Sign In</title></head><body><form>JD Edwards EnterpriseOne</form></body></html>"
)


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong, and when.

    It is due on calls of kind `call` (`login`, `browse`, `next`, `data` for all of the data service, ...) for
    `table` (any when None). Of those it hits the `nth` ones (from 1), every k-th (`every`), each with a
    `probability`, or, when none is given, all; `times` is the most hits. The other members are the effect's.
    """

    effect: str
    call: str = "any"
    table: str | None = None
    nth: tuple[int, ...] = ()
    every: int | None = None
    probability: float | None = None
    times: int | None = None
    status: int = 500
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str | None = None  # of status and html; the link of foreign_link; the text of message
    seconds: float = 30.0  # of hang and delay
    bytes_per_second: float = 1000.0  # of slow
    fraction: float = 0.5  # of half_page, end_early and cut: what still arrives
    declared: bool = True  # half_page: the summary still counts the whole page
    row: int = 0  # of garble: row of the page, -1 for each
    column: str | None = None  # of garble and drop_column: data item
    raw: str | None = "null"  # of garble: the JSON text instead (\udcff is the byte FF); None: no member
    action: Callable[[], object] | None = None  # of run: called before the answer, say to change rows
    shape: str = "sysErrors"  # of message: sysErrors | fs_errors | warnings | exception

    def __post_init__(self) -> None:
        if self.effect not in EFFECTS:
            raise ValueError(f"unknown effect {self.effect!r}; known: {', '.join(sorted(EFFECTS))}")
        if self.call not in CALLS:
            raise ValueError(f"unknown call {self.call!r}; known: {', '.join(sorted(CALLS))}")

    @classmethod
    def from_json(cls, members: Mapping[str, Any]) -> Fault:
        """A fault from its JSON form; ValueError for a member that it does not have."""
        unknown = set(members) - {item.name for item in fields(cls)}
        if unknown:
            raise ValueError(f"unknown members of a fault: {', '.join(sorted(unknown))}")
        given = dict(members)
        if "nth" in given:
            nth = given["nth"]
            given["nth"] = tuple(nth) if isinstance(nth, list) else (int(nth),)
        return cls(**given)

    def concerns(self, call: str, table: str | None) -> bool:
        """True when the fault looks at such a call at all."""
        kind = self.call in ("any", call) or (self.call == "data" and call in DATA_CALLS)
        return kind and (self.table is None or self.table == table)


class FaultPlan:
    """The faults that are set, with a count of the calls that each has seen and hit; repeatable by `seed`."""

    def __init__(self, faults: Iterable[Fault] = (), seed: int = 0) -> None:
        self._lock = threading.Lock()
        self._random = random.Random(seed)
        self._faults: list[Fault] = []
        self._seen: list[int] = []
        self._hits: list[int] = []
        self.add(*faults)

    def add(self, *faults: Fault) -> None:
        """Set further faults; each begins to count now."""
        with self._lock:
            self._faults += faults
            self._seen += [0] * len(faults)
            self._hits += [0] * len(faults)

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        with self._lock:
            self._faults, self._seen, self._hits = [], [], []

    @property
    def hits(self) -> int:
        """How often faults were due, all together."""
        return sum(self._hits)

    def due(self, call: str, table: str | None) -> list[Fault]:
        """The faults that hit this call."""
        with self._lock:
            found = []
            for place, fault in enumerate(self._faults):
                if fault.concerns(call, table) and self._hit(place, fault):
                    self._hits[place] += 1
                    found.append(fault)
            return found

    def _hit(self, place: int, fault: Fault) -> bool:
        self._seen[place] += 1
        if fault.times is not None and self._hits[place] >= fault.times:
            return False
        if fault.nth:
            return self._seen[place] in fault.nth
        if fault.every:
            return self._seen[place] % fault.every == 0
        if fault.probability is not None:
            return self._random.random() < fault.probability
        return True


def spoil(page: Page, fault: Fault) -> None:
    """Apply an effect to a page before it is written."""
    if fault.effect == "half_page":
        page.rows = page.rows[: int(len(page.rows) * fault.fraction)]
        if not fault.declared:
            page.records = len(page.rows)
    elif fault.effect == "end_early":
        page.rows = page.rows[: int(len(page.rows) * fault.fraction)]
        page.records, page.more, page.link = len(page.rows), False, None
    elif fault.effect == "drop_links":
        page.link = None
    elif fault.effect == "foreign_link" and page.link:
        page.link = f"{fault.body}?{page.link.partition('?')[2]}"
    elif fault.effect == "duplicate_row" and page.rows:
        page.rows = [*page.rows, page.rows[-1]]
        page.records = len(page.rows)
    elif fault.effect == "garble":
        chosen = range(len(page.rows)) if fault.row == -1 else range(fault.row, fault.row + 1)
        for row in chosen:
            if row < len(page.rows):
                page.rows[row] = replaced(page.rows[row], f"{page.target}_{fault.column}", fault.raw)
    elif fault.effect == "drop_column":
        name = f"{page.target}_{fault.column}"
        page.columns.pop(name, None)
        page.rows = [replaced(row, name, None) for row in page.rows]
    elif fault.effect == "message":
        _say(page, fault)


def _say(page: Page, fault: Fault) -> None:
    text = fault.body or "An error occurred."
    form = {"CODE": "0002", "TITLE": text, "ERRORCONTROL": "1", "DESC": text, "MOBILE": text}
    if fault.shape == "fs_errors":
        page.errors.append(form)
    elif fault.shape == "warnings":
        page.warnings.append(form)
    elif fault.shape == "exception":
        page.kept |= {"exception": "com.jdedwards.aisserver.ServiceException", "message": text}
    else:
        page.system_errors.append({"TITLE": text, "DESC": text})


def replaced(row: str, member: str, raw: str | None) -> str:
    """The row's JSON text with another text as the value of a member; None takes the member out."""
    value = r'"(?:[^"\\]|\\.)*"|[^,}"]*'
    if raw is not None:
        return re.sub(rf'("{member}":)(?:{value})', lambda found: found[1] + raw, row, count=1)
    row = re.sub(rf',"{member}":(?:{value})', "", row, count=1)
    return re.sub(rf'^\{{"{member}":(?:{value}),?', "{", row, count=1)
