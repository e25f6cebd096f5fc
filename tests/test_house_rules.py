"""Rules that keep the project readable: a rule is a search whose result must be empty."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml

from loader import errors
from loader.cli import INTERRUPTED
from loader.registry import load_registry

ROOT = Path(__file__).parent.parent
MODELS = ROOT / "dbt_project" / "models"
STAGING = sorted((MODELS / "staging").rglob("*.sql"))
BUILT = [path for path in sorted(MODELS.rglob("*.sql")) if path.parent.name != "sources"]


def _description(path: Path) -> str:
    document = yaml.safe_load(path.with_suffix(".yml").read_text())
    [model] = [model for model in document["models"] if model["name"] == path.stem]
    return str(model["description"])


def test_every_f_table_has_one_staging_model() -> None:
    read = [re.findall(r"source\('raw_jde', '(\w+)'\)", path.read_text()) for path in STAGING]
    assert sorted(name for names in read for name in names) == sorted(
        table.raw_name for table in load_registry().values()
    )


def test_only_staging_and_trust_read_raw() -> None:
    readers = [path for path in BUILT if "source('raw_jde'" in path.read_text() and path not in STAGING]
    loader_tables = re.compile(r"source\('raw_jde', 'jde_\w+'\)")
    offenders = [
        path.name
        for path in readers
        if "source('raw_jde'" in loader_tables.sub("", path.read_text())
        and "-- reads raw:" not in path.read_text()
    ]
    assert offenders == []


@pytest.mark.parametrize("path", STAGING, ids=lambda path: path.stem)
def test_staging_is_source_then_renamed_with_qualified_columns(path: Path) -> None:
    sql = path.read_text()
    assert re.findall(r"^(\w+) as \($", sql, re.MULTILINE) == ["source", "renamed"]
    # a bare `user` is the session user on PostgreSQL, and `desc` is reserved
    renamed = sql.split("renamed as (", 1)[1]
    assert re.findall(r"(?<![.\w])(user|desc|date|time)\b(?!\s*\()(?= as | =|,)", renamed) == []
    items = set(re.findall(r"source\.(\w+)", renamed))
    assert items, "no column of the source is used"


@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.stem)
def test_every_model_has_its_yaml_and_says_its_grain_first(path: Path) -> None:
    assert path.with_suffix(".yml").exists()
    assert _description(path).startswith("One row per ")


def test_files_stay_readable() -> None:
    limits = {".py": 400, ".sql": 250, ".yml": 400}
    folders = ("loader", "lookml", "dbt_project/models", "dbt_project/macros")
    long = [
        f"{path.relative_to(ROOT)} ({lines})"
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in limits and path.parent != MODELS / "sources"
        if (lines := len(path.read_text().splitlines())) > limits[path.suffix]
    ]
    assert long == []


def test_the_readme_names_every_exit_code_of_the_loader() -> None:
    readme = (ROOT / "README.md").read_text()
    table = re.findall(r"^\| (\d+) \|", readme, re.MULTILINE)
    classes = [value for value in vars(errors).values() if isinstance(value, type)]
    codes = {getattr(error, "exit_code", 1) for error in classes}
    assert {int(code) for code in table} == codes | {0, INTERRUPTED}


def test_every_setting_of_the_readme_stands_in_the_example_file() -> None:
    example = (ROOT / ".env.example").read_text()
    for name in ("SOURCES__JDE__BASE_URL", "SOURCES__JDE__PASSWORD", "JDE_DESTINATION", "PGDATABASE"):
        assert re.search(rf"^#? ?{name}=", example, re.MULTILINE), name


def test_the_lock_names_versions_and_no_address() -> None:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    assert [line for line in lines if "://" in line or line.startswith("-")] == []
    assert all("==" in line for line in lines if line.strip())


def test_unit_tests_have_names_that_postgresql_takes() -> None:
    documents = [yaml.safe_load(path.read_text()) for path in sorted(MODELS.rglob("*.yml"))]
    names = [test["name"] for document in documents for test in document.get("unit_tests", [])]
    assert len(names) > 50
    assert [name for name in names if len(name) > 63] == []


def test_both_models_know_the_same_tables_that_name_accounts() -> None:
    named = [
        re.findall(r"'(\w+)',? ?(?=[^\[]*\] %})", (MODELS / "intermediate" / f"{name}.sql").read_text())
        for name in ("int_accounts_unknown", "int_changed_accounts")
    ]
    assert len(named[0]) == 5
    assert named[0] == named[1]


@pytest.mark.parametrize("plugin", sorted((ROOT / "tests").glob("*_fixtures.py")), ids=lambda path: path.stem)
def test_a_test_file_names_the_fixtures_it_shares(plugin: Path) -> None:
    """Beside others a file finds the fixtures that they named; alone it does not."""
    shared = {function.name for function in _functions(plugin) if function.decorator_list}
    for path in sorted((ROOT / "tests").glob("test_*.py")):
        functions = [
            each for each in _functions(path) if each.decorator_list or each.name.startswith("test_")
        ]
        asked = {argument.arg for function in functions for argument in function.args.args}
        own = {function.name for function in functions}
        if shared & (asked - own):
            plugins = [
                ast.unparse(node)
                for node in ast.parse(path.read_text()).body
                if "pytest_plugins" in ast.unparse(node)
            ]
            assert plugins == [f"pytest_plugins = ['tests.{plugin.stem}']"], path.name


def _functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)]
