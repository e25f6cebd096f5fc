"""What dbt promises of each mart: columns with data type and description, read from the models' YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lookml.errors import ConfigurationError

MODEL_FOLDERS = ("models/marts", "models/trust")


@dataclass(frozen=True)
class Column:
    """A column of a mart; `kind` is LookML's type: string, number, yesno, date, time, or unknown."""

    name: str
    data_type: str
    description: str

    @property
    def kind(self) -> str:
        """The LookML side of the data type."""
        plain = self.data_type.lower().partition("(")[0].strip()
        if not plain:
            return "unknown"
        if plain.startswith("timestamp"):
            return "time"
        return {
            "boolean": "yesno",
            "bool": "yesno",
            "date": "date",
            "varchar": "string",
            "text": "string",
            "character varying": "string",
        }.get(plain, "number")


@dataclass(frozen=True)
class Contract:
    """A mart: its description, its columns by name, and the folder's schema (`marts` or `trust`)."""

    name: str
    schema: str
    description: str
    columns: Mapping[str, Column]


def load_contracts(dbt_project: Path) -> dict[str, Contract]:
    """The contracts of all marts by name. Raises ConfigurationError when there is no dbt project."""
    import yaml

    if not (dbt_project / "dbt_project.yml").is_file():
        raise ConfigurationError(f"{dbt_project} has no dbt_project.yml.", "Name it with --dbt-project.")
    contracts: dict[str, Contract] = {}
    for folder in MODEL_FOLDERS:
        schema = folder.rpartition("/")[2]
        for path in sorted((dbt_project / folder).rglob("*.yml")):
            content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}
            for model in content.get("models", []):
                columns = {
                    str(entry["name"]): Column(
                        str(entry["name"]),
                        str(entry.get("data_type", "")),
                        " ".join(str(entry.get("description", "")).split()),
                    )
                    for entry in model.get("columns", [])
                }
                description = " ".join(str(model.get("description", "")).split())
                contracts[model["name"]] = Contract(str(model["name"]), schema, description, columns)
    return contracts
