"""What dbt's documentation promises: a page for every metric, an exposure for every dashboard."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
MODELS = ROOT / "dbt_project" / "models"
PAGES = sorted((MODELS / "docs").glob("metric_*.md"))
LOOKML = ROOT / "lookml" / "project"
SECTIONS = ["Definition", "Formula", "Sign", "Currency", "Tie-out", "Known exclusions"]


def _dashboards() -> dict[str, dict[str, Any]]:
    found = [yaml.safe_load(path.read_text())[0] for path in (LOOKML / "dashboards").glob("*.lookml")]
    return {board["dashboard"]: board for board in found if board.get("extension") != "required"}


def _base_views() -> dict[str, str]:
    """The fact that each explore stands on."""
    views = {}
    for path in (LOOKML / "explores").glob("*.lkml"):
        text = path.read_text()
        [name] = re.findall(r"^explore: (\w+)", text, re.MULTILINE)
        [*_, view] = [name, *re.findall(r"^  (?:view_name|from): (\w+)", text, re.MULTILINE)][:2]
        views[name] = view
    return views


def _exposures() -> dict[str, dict[str, Any]]:
    document = yaml.safe_load((MODELS / "exposures.yml").read_text())
    return {exposure["name"]: exposure for exposure in document["exposures"]}


def test_every_dashboard_is_an_exposure_that_names_what_it_reads() -> None:
    views = _base_views()
    read = {
        name: sorted({f"ref('{views[e['explore']]}')" for e in board["elements"] if "explore" in e})
        for name, board in _dashboards().items()
    }
    assert {name: sorted(exposure["depends_on"]) for name, exposure in _exposures().items()} == read


def test_exposures_say_what_the_dashboards_say() -> None:
    boards = _dashboards()
    for name, exposure in _exposures().items():
        assert exposure["label"] == boards[name]["title"]
        assert exposure["description"].split() == boards[name]["description"].split()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_metric_page_is_complete_and_shown_by_its_mart(page: Path) -> None:
    text = page.read_text()
    assert text.startswith(f"{{% docs {page.stem} %}}\n")
    assert re.findall(r"^\*\*([\w -]+)\*\*:", text, re.MULTILINE) == SECTIONS
    with (ROOT / "dbt_project" / "seeds" / "tie_out_checks.csv").open() as file:
        checks = {row["check_name"] for row in csv.DictReader(file)}
    [proofs] = re.findall(r"^\*\*Tie-out\*\*:(.*?)\n\n", text, re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"`(\w+)`", proofs)) <= checks
    shown = [path for path in MODELS.rglob("*.yml") if f'doc("{page.stem}")' in path.read_text()]
    assert len(shown) == 1


def test_every_fact_leads_to_a_metric() -> None:
    for path in sorted((MODELS / "marts").glob("fct_*.yml")):
        [model] = yaml.safe_load(path.read_text())["models"]
        facts = {"fct_ap_open_daily", "fct_balance_sheet", "fct_trial_balance", "fct_purchase_order_lines"}
        assert path.stem in facts or 'doc("metric_' in model["description"], path.stem
