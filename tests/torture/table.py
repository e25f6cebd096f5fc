"""The table that the torture prints: fault, trials, lost, duplicated, stale, manual steps."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from tests.torture.judging import Verdict

HEAD = ("fault", "what", "trials", "lost", "duplicated", "stale", "manual steps")


@dataclass(frozen=True)
class Line:
    """One fault's outcome; `manual` counts what a plain run did not mend, `aloud` the runs that failed and said so."""

    fault: str
    what: str
    trials: int
    verdict: Verdict
    manual: int
    aloud: int = 0

    @property
    def right(self) -> bool:
        """True when nothing went wrong."""
        return self.trials > 0 and not self.verdict.wrong and not self.manual

    def to_json(self) -> str:
        """The line as one line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Line:
        """A line that `to_json` wrote."""
        members = json.loads(text)
        return cls(**{**members, "verdict": Verdict(**members["verdict"])})

    def cells(self) -> tuple[str, ...]:
        """The line as text, in the order of HEAD."""
        numbers = (
            self.trials,
            self.verdict.lost,
            self.verdict.duplicated,
            self.verdict.stale,
            self.manual,
        )
        said = f" ({self.aloud} runs failed and said so)" if self.aloud else ""
        return (self.fault, self.what + said, *(f"{number:,}" for number in numbers))


def together(lines: list[Line]) -> list[Line]:
    """One line for what several processes did of the same."""
    found: dict[tuple[str, str], Line] = {}
    for line in lines:
        before = found.get((line.fault, line.what), Line(line.fault, line.what, 0, Verdict(), 0))
        found[line.fault, line.what] = Line(
            line.fault,
            line.what,
            before.trials + line.trials,
            before.verdict + line.verdict,
            before.manual + line.manual,
            before.aloud + line.aloud,
        )
    return list(found.values())


def markdown(lines: list[Line]) -> str:
    """The table in Markdown."""
    rows = [HEAD, tuple("---" for _ in HEAD), *(line.cells() for line in lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
