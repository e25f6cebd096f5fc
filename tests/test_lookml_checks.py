"""`jde-lookml check` without a warehouse: green on the project, red with file and line for each planted mistake."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from lookml.checks import run_checks
from lookml.cli import main
from lookml.contracts import Contract, load_contracts
from lookml.errors import ProjectError
from lookml.looks import load_looks
from lookml.project import DEFAULT_ROOT, load_project
from lookml.source import Fault
from tests.planted_mistakes import AGING, AMOUNTS, BOARD, LOOK, MISTAKES, MODEL, TEMPLATE

# three explores are enough to plant mistakes in, and quick to check
KEPT = ("accounts_payable", "ap_aging", "ap_spend")
VIEWS = ("fct_ap_aging", "fct_ap_invoices", "fct_ap_spend", "dim_companies", "dim_suppliers", "dim_cost_centers", "dim_gl_accounts", "dim_fiscal_periods", "dim_dates")  # fmt: skip
CONSTANT = re.compile(r"constant: (\w+) \{\n(?:  .*\n)*\}\n")
ADDRESS = re.compile(r'constant: (\w+) \{\n  value: "/explore/[^/]+/(\w+)\?')
EXPLORE_OF = dict(ADDRESS.findall((DEFAULT_ROOT / "manifest.lkml").read_text()))
LINK = re.compile(
    r'    link: \{\n      label: "[^"]*"\n      url: "(?:/explore/[^/]+/(\w+)\?|@\{(\w+)\}).*"\n    \}\n'
)


@pytest.fixture(scope="module")
def contracts() -> Mapping[str, Contract]:
    return load_contracts(Path("dbt_project"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the project with three explores, one dashboard and one Look, which is sound."""
    root = tmp_path / "project"
    for name in ("manifest.lkml", MODEL, TEMPLATE, AMOUNTS, BOARD):
        _copy(name, root)
    for view in VIEWS:
        _copy(f"views/{view}.view.lkml", root)
        path = root / f"views/{view}.view.lkml"
        path.write_text(LINK.sub(_kept, path.read_text()))
    for explore in KEPT:
        _copy(f"explores/{explore}.explore.lkml", root)
        _copy(f"tests/{explore}.test.lkml", root)
    (tmp_path / "looks").mkdir()
    shutil.copy(DEFAULT_ROOT.parent / LOOK, tmp_path / LOOK)
    template = root / TEMPLATE
    template.write_text(template.read_text().replace("explore: gl_balances", "explore: ap_aging"))
    _leave_out_constants(root)
    return tmp_path


def _kept(link: re.Match[str]) -> str:
    """Links to explores that the copy leaves out are left out too."""
    explore, constant = link.groups()
    return link.group() if (explore or EXPLORE_OF[constant]) in KEPT else ""


def _leave_out_constants(root: Path) -> None:
    """Constants that nothing in the copy uses are left out too."""
    used = "".join(path.read_text() for path in root.rglob("*.lkml"))
    manifest = root / "manifest.lkml"
    manifest.write_text(
        CONSTANT.sub(
            lambda found: found.group() if f"@{{{found.group(1)}}}" in used else "", manifest.read_text()
        )
    )


def _copy(name: str, root: Path) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(DEFAULT_ROOT / name, root / name)


def faults_of(folder: Path, contracts: Mapping[str, Contract]) -> list[Fault]:
    """What `jde-lookml check --no-data` finds."""
    try:
        project = load_project(folder / "project")
        return run_checks(project, load_looks(folder / "looks"), contracts).faults
    except ProjectError as error:
        return list(error.faults)


def test_the_project_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--no-data"]) == 0
    assert capsys.readouterr().out == "sound; the warehouse was left out\n"


def test_the_small_project_is_sound(small: Path, contracts: Mapping[str, Contract]) -> None:
    assert faults_of(small, contracts) == []


@pytest.mark.parametrize("name", MISTAKES)
def test_a_planted_mistake_is_found_at_its_line(
    small: Path, contracts: Mapping[str, Contract], name: str
) -> None:
    file, old, new, at, check = MISTAKES[name]
    path = small / file if file == LOOK else small / "project" / file
    text = path.read_text()
    assert old in text, "the mistake cannot be planted"
    changed = text.replace(old, new, 1)
    path.write_text(changed)
    found = faults_of(small, contracts)
    assert found, "nothing was found"
    matching = [fault for fault in found if check is None or fault.check == check]
    assert matching, [str(fault) for fault in found]
    if at is not None:
        line = changed[: changed.index(at)].count("\n") + 1
        assert (file, line) in {(fault.location.file, fault.location.line) for fault in matching}, [
            str(fault) for fault in matching
        ]


def test_the_published_comparison_counts_right() -> None:
    text = (Path(__file__).parent.parent / "DECISIONLOG.md").read_text(encoding="utf-8")
    model = load_project().model()
    assert f"{len(model.views)} hand-written views, {len(model.explores)} explores" in text
    assert f"| {len(model.tests)}, at least one per explore" in text
    assert f"{len(MISTAKES)} planted mistakes are found at their line" in text


def test_a_file_that_no_model_includes_is_found(small: Path, contracts: Mapping[str, Contract]) -> None:
    shutil.copy(DEFAULT_ROOT / "views/dim_items.view.lkml", small / "project/views/dim_items.view.lkml")
    assert [str(fault) for fault in faults_of(small, contracts)] == [
        "views/dim_items.view.lkml:1: no model includes this file [include]"
    ]


def test_a_red_check_ends_with_exit_code_4(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = small / "project" / AGING
    path.write_text(path.read_text().replace("${TABLE}.pay_item ;;", "${TABLE}.pay_itme ;;"))
    code = main(["check", "--no-data", "--project", str(small / "project"), "--looks", str(small / "looks")])
    printed = capsys.readouterr().out
    assert code == 4
    assert f"{AGING}:" in printed
    assert "`fct_ap_aging` has no column `pay_itme`" in printed
