"""docs/looker.md says what the code does: permissions, variables, exit codes, commands."""

from __future__ import annotations

import re
from pathlib import Path

from lookml import errors
from lookml.looker.access_file import DEFAULT_ACCESS, load_access
from lookml.looker.instance import BASE
from tests.looker_simulator.state import DEPLOYER

ROOT = Path(__file__).parent.parent
DOCS = (ROOT / "docs" / "looker.md").read_text(encoding="utf-8")


def test_the_least_permissions_are_those_that_the_tests_deploy_with() -> None:
    table = DOCS.split("| for | permissions |")[1].split("\n\n")[0]
    named = set(re.findall(r"`(\w+)`", table)) - {"refresh", "access"}
    named = {name for name in named if "_" in name or name in ("explore", "develop", "deploy")}
    assert named - {"manage_models"} == DEPLOYER - {"see_sql"}
    assert set(BASE) <= named


def test_every_variable_is_documented_and_every_documented_one_is_read() -> None:
    read = set()
    for path in (ROOT / "lookml").rglob("*.py"):
        read |= set(re.findall(r'"(JDE_LOOKER_\w+)"', path.read_text(encoding="utf-8")))
    assert set(re.findall(r"JDE_LOOKER_\w+", DOCS)) == read


def test_every_variable_of_dbt_and_lookml_is_documented_somewhere() -> None:
    places = [ROOT / "profiles.yml", ROOT / "dbt_project" / "dbt_project.yml"]
    places += [*(ROOT / "lookml").rglob("*.py"), *(ROOT / "dbt_project" / "macros").rglob("*.sql")]
    places += (ROOT / "dbt_project" / "models").rglob("*.*")
    text = "\n".join(path.read_text(encoding="utf-8") for path in places)
    read = set(re.findall(r"""(?:env_var\(|environ\.get\(|settings\.get\()["'](JDE_\w+)["']""", text))
    assert {"JDE_SCHEMA_PREFIX", "JDE_READER_ROLE", "JDE_RAW_SCHEMA", "JDE_DESTINATION"} <= read
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    told = set(re.findall(r"`(JDE_[A-Z_]+)", "\n".join(path.read_text(encoding="utf-8") for path in pages)))
    assert read - told == set()


def test_every_exit_code_is_documented() -> None:
    classes = [value for value in vars(errors).values() if isinstance(value, type)]
    codes = {getattr(error, "exit_code", 1) for error in classes} - {1}
    table = DOCS.split("| exit code of `jde-lookml`")[1]
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)} == codes | {0, 130}


def test_every_user_attribute_is_explained() -> None:
    for attribute in load_access(DEFAULT_ACCESS).attributes:
        assert f"| `{attribute.name}` |" in DOCS


def test_it_has_ten_steps() -> None:
    assert re.findall(r"^## (\d+)\. ", DOCS, re.MULTILINE) == [str(number) for number in range(1, 11)]
