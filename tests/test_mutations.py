"""A few mutations of the finance model are tried here; `make mutate` tries them all and keeps docs/mutations.md."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.finance_lab import ROOT, Lab
from tests.mutations import catalogue, report

PROJECT = ROOT / "dbt_project"
MUTATIONS = catalogue.load()
EVERYDAY = [name for name, mutation in MUTATIONS.items() if mutation.everyday]


def _names_of_tests() -> str:
    """All that the project says about tests: YAML of models and seeds, names of singular tests."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(PROJECT.rglob("*.yml"))]
    return "\n".join([*texts, *(path.stem for path in sorted((PROJECT / "tests").rglob("*.sql")))])


@pytest.fixture(scope="module")
def caught(finance_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What caught each of the few, tried in a process of its own."""
    lab = finance_lab.copy(tmp_path_factory.mktemp("mutated"))
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutations", "--lab", str(lab.folder), *EVERYDAY],
        cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    found = dict(re.findall(r"^(\w+): (.+)$", done.stdout, re.MULTILINE))
    assert set(found) == set(EVERYDAY), f"{done.stdout}\n{done.stderr}"
    return {name: tests.split(", ") for name, tests in found.items()}


def test_there_are_enough_mutations() -> None:
    assert len(MUTATIONS) >= 25
    assert len(EVERYDAY) == 5


@pytest.mark.parametrize("name", MUTATIONS)
def test_the_text_to_replace_stands_in_the_model(name: str, tmp_path: Path) -> None:
    mutation = MUTATIONS[name]
    copy = tmp_path / mutation.file
    copy.parent.mkdir(parents=True)
    copy.write_text((PROJECT / mutation.file).read_text(encoding="utf-8"), encoding="utf-8")
    before = mutation.apply(tmp_path)
    assert copy.read_text(encoding="utf-8") != before


def test_a_text_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    mutation = MUTATIONS[EVERYDAY[0]]
    copy = tmp_path / mutation.file
    copy.parent.mkdir(parents=True)
    copy.write_text("select 1", encoding="utf-8")
    with pytest.raises(catalogue.TextNotThere, match=r"0 times"):
        mutation.apply(tmp_path)


@pytest.mark.parametrize("name", EVERYDAY)
def test_a_mutation_is_caught(caught: dict[str, list[str]], name: str) -> None:
    # which of several tests is first differs from run to run, dbt leaves out the others
    assert caught[name] != ["NOT CAUGHT"]


def test_the_page_lists_every_mutation_and_what_caught_it() -> None:
    rows = report.rows()
    assert list(rows) == list(MUTATIONS)
    for name, row in rows.items():
        assert (row["rule"], row["file"]) == (MUTATIONS[name].rule, MUTATIONS[name].file)
        assert row["tests"] != "nothing"


def test_the_tests_that_the_page_names_exist() -> None:
    known = _names_of_tests()
    lacking = []
    for row in report.rows().values():
        for test in re.findall(r"`([^`]+)`", row["tests"]):
            # dbt names a generic test after its kind, its model and its arguments
            kind = re.match(
                r"(unique_key|expression_holds|nets_to_zero|not_null|unique|relationships|accepted_values|shares_sum_to_one|covers|contract of)[_ ]",
                test,
            )
            if test not in known and not kind:
                lacking.append(test)
    assert lacking == []


def test_the_catalogue_has_no_entry_twice() -> None:
    text = catalogue.CATALOGUE.read_text(encoding="utf-8")
    names = re.findall(r"^(\w+):$", text, re.MULTILINE)
    assert sorted(names) == sorted(set(names)) == sorted(yaml.safe_load(text))
