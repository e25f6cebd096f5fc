"""The mutations: each an exact replacement of text in one file of the dbt project."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

CATALOGUE = Path(__file__).with_name("catalogue.yml")


class TextNotThere(ValueError):
    """The file does not hold the text to be replaced exactly once, so the mutation would prove nothing."""


@dataclass(frozen=True)
class Mutation:
    """One mistake.

    Attributes:
        name: What it is called.
        rule: The rule of JDE or of the model that it breaks.
        file: Where, from the dbt project's folder.
        before: The text as it stands, once in the file.
        after: The text that breaks the rule.
        select: What to build, in dbt's words.
        everyday: Whether `make test` tries it.
    """

    name: str
    rule: str
    file: str
    before: str
    after: str
    select: str
    everyday: bool

    def apply(self, project: Path) -> str:
        """Break the file in a copy of the project; the text that stood there.

        Raises:
            TextNotThere: The model has changed; the mutation has to follow it.
        """
        path = project / self.file
        text = path.read_text(encoding="utf-8")
        if text.count(self.before) != 1 or self.before == self.after:
            raise TextNotThere(
                f"{self.name}: {self.file} holds the text to replace {text.count(self.before)} times"
            )
        path.write_text(text.replace(self.before, self.after), encoding="utf-8")
        return text


def load() -> dict[str, Mutation]:
    """All mutations by name, in the order of the catalogue."""
    entries = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))
    found = [
        Mutation(
            name=name,
            rule=entry["rule"],
            file=entry["file"],
            before=entry["before"],
            after=entry["after"],
            select=entry.get("select", f"{Path(entry['file']).stem}+"),
            everyday=entry.get("everyday", False),
        )
        for name, entry in entries.items()
    ]
    return {mutation.name: mutation for mutation in found}
