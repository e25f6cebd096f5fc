"""The table that the torture prints: fault, trials, lost, duplicated, stale, manual steps."""

from __future__ import annotations

from dataclasses import dataclass

from tests.torture.judging import Verdict

HEAD = ("fault", "what", "trials", "lost", "duplicated", "stale", "manual steps")


@dataclass(frozen=True)
class Line:
    """One fault's outcome. `manual` counts what a plain run did not mend; `silent` errors count as stale."""

    fault: str
    what: str
    trials: int
    verdict: Verdict
    manual: int

    @property
    def right(self) -> bool:
        """True when nothing went wrong."""
        return self.trials > 0 and not self.verdict.wrong and not self.manual

    def cells(self) -> tuple[str, ...]:
        """The line as text, in the order of HEAD."""
        numbers = (
            self.trials,
            self.verdict.lost,
            self.verdict.duplicated,
            self.verdict.stale,
            self.manual,
        )
        return (self.fault, self.what, *(f"{number:,}" for number in numbers))


def markdown(lines: list[Line]) -> str:
    """The table in Markdown."""
    rows = [HEAD, tuple("---" for _ in HEAD), *(line.cells() for line in lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
