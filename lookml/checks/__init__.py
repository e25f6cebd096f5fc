"""What `jde-lookml check` proves, with and without a warehouse at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from lookml.checks.boards import check_dashboards, check_looks, unused_fields
from lookml.checks.columns import check_columns
from lookml.checks.data import check_data
from lookml.checks.pointers import check_pointers
from lookml.checks.proofs import check_proofs
from lookml.checks.references import check_references
from lookml.checks.security import check_security
from lookml.checks.settings import check_settings
from lookml.checks.style import check_style
from lookml.checks.words import check_words
from lookml.contracts import Contract
from lookml.errors import LookmlError
from lookml.looks import Look
from lookml.objects import Model
from lookml.project import Project
from lookml.source import Fault
from lookml.warehouse import Warehouse

__all__ = ["Report", "run_checks"]


@dataclass
class Report:
    """Faults found, things worth knowing, and how much was looked at."""

    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


def run_checks(
    project: Project,
    looks: Mapping[str, Look],
    contracts: Mapping[str, Contract],
    warehouse: Warehouse | None = None,
    progress: Callable[[str], None] = lambda text: None,
) -> Report:
    """Every check on the project; those on data only with a warehouse. `progress` hears each step."""
    report = Report()
    steps: dict[str, Callable[[], Iterable[Fault]]] = {
        "parameters": lambda: check_words(project),
        "settings": lambda: check_settings(project, contracts),
        "references": lambda: check_references(project),
        "pointers": lambda: _each(project, check_pointers),
        "data tests": lambda: _each(project, check_proofs),
        "style": lambda: check_style(project),
        "columns": lambda: check_columns(project, contracts),
        "security": lambda: check_security(project),
        "dashboards": lambda: check_dashboards(project),
        "looks": lambda: check_looks(project, looks),
    }
    for name, step in steps.items():
        progress(name)
        try:
            report.faults.extend(step())
        except LookmlError:
            # what an earlier step has named may keep a later one from looking
            if not report.faults:
                raise
    if warehouse is not None and not report.faults:
        progress("data")
        found = check_data(project, looks, warehouse, progress)
        report.faults.extend(found.faults)
        report.counts.update(found.counts)
        report.notes.extend(f"{name} returns no rows" for name in found.empty)
    report.faults = sorted(set(report.faults))
    if not report.faults:
        report.notes.extend(unused_fields(project, looks))
    return report


def _each(project: Project, check: Callable[[Model], Iterable[Fault]]) -> Iterable[Fault]:
    for model in project.models.values():
        yield from check(model)
