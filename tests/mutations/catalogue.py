"""The mutations: each an exact replacement of one text, or a few, in one file of the dbt project."""

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
        changes: Texts as they stand, each once in the file, and what replaces them to break the rule.
        select: What to build, in dbt's words.
        everyday: Whether `make test` tries it.
    """

    name: str
    rule: str
    file: str
    changes: tuple[tuple[str, str], ...]
    select: str
    everyday: bool

    def apply(self, project: Path) -> str:
        """Break the file in a copy of the project; the text that stood there.

        Raises:
            TextNotThere: The model has changed; the mutation has to follow it.
        """
        path = project / self.file
        text = path.read_text(encoding="utf-8")
        broken = text
        for before, after in self.changes:
            if broken.count(before) != 1 or before == after:
                raise TextNotThere(
                    f"{self.name}: {self.file} holds the text to replace {broken.count(before)} times"
                )
            broken = broken.replace(before, after)
        path.write_text(broken, encoding="utf-8")
        return text


def load() -> dict[str, Mutation]:
    """All mutations by name, in the order of the catalogue."""
    entries = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))
    found = [
        Mutation(
            name=name,
            rule=entry["rule"],
            file=entry["file"],
            changes=tuple(zip(_texts(entry["before"]), _texts(entry["after"]), strict=True)),
            select=entry.get("select", f"{Path(entry['file']).stem}+"),
            everyday=entry.get("everyday", False),
        )
        for name, entry in entries.items()
    ]
    return {mutation.name: mutation for mutation in found}


def _texts(found: str | list[str]) -> list[str]:
    return [found] if isinstance(found, str) else found
