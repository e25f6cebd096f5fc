"""What `plan` sees, and what keeps a plan from being carried out: nothing is written then."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy_site import Site
from tests.looker_simulator.server import HARMLESS

pytest_plugins = ["tests.deploy_fixtures"]

BOARD = "lookml/project/dashboards/owed.dashboard.lookml"
VIEW = "lookml/project/views/fct_bills.view.lkml"


def test_a_plan_changes_nothing_and_sends_gets_alone(site: Site) -> None:
    result = site.run("plan")
    assert result.code == 0, result.err
    others = {entry.route for entry in site.looker.log if entry.verb != "GET"}
    assert others == {"login", "logout", "update_session", "test_connection"}
    assert others <= HARMLESS
    assert site.repository.branches() == {}
    assert "production goes from nothing to a new commit" in result.out
    assert "+ dashboard books::owed: 'What we owe'" in result.out
    assert "gate: 1 tie-outs agree, build of 2026-01-05 06:30 UTC" in result.out


def test_a_saved_plan_holds_until_production_moves(deployed: Site) -> None:
    deployed.change(BOARD, "What we owe", "Owed")
    assert deployed.run("plan", "--out", "plan.json").code == 0
    saved = json.loads((deployed.folder / "plan.json").read_text())
    assert saved["production"] == deployed.project.production
    assert saved["files"] == ["M dashboards/owed.dashboard.lookml"]
    other = deployed.repository.git(
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b.c",
        "commit-tree",
        f"{deployed.head}^{{tree}}",
        "-m",
        "by hand",
    )
    before, deployed.project.production = deployed.project.production, other
    deployed.repository.set_branch("elsewhere", other)
    deployed.looker.forget_calls()
    result = deployed.run("deploy", "--plan", "plan.json")
    assert result.code == 5
    assert "production moved" in result.err
    assert deployed.looker.writes == []
    deployed.project.production = before
    deployed.repository.delete_branch("elsewhere")
    assert deployed.run("deploy", "--plan", "plan.json").code == 0


def test_a_saved_plan_does_not_cover_other_files(deployed: Site) -> None:
    deployed.change(BOARD, "What we owe", "Owed")
    assert deployed.run("plan", "--out", "plan.json").code == 0
    deployed.change(BOARD, "Owed", "Owing")
    result = deployed.run("deploy", "--plan", "plan.json")
    assert result.code == 5
    assert "the LookML folder changed" in result.err


def test_plan_as_json(deployed: Site) -> None:
    plan = json.loads(deployed.run("plan", "--json").out)
    assert plan["moves_production"] is False
    assert {change["action"] for change in plan["changes"]} == {"no change"}
    assert plan["missing_permissions"] == []


def test_work_of_others_in_the_branch_is_not_undone(deployed: Site) -> None:
    git = deployed.repository.git
    blob = git("hash-object", "-w", str(deployed.folder / "lookml/access.yml"))
    index = deployed.folder / "index"
    environment = ["-c", "user.name=Eve", "-c", "user.email=eve@example.com"]
    own = _with_file(deployed, index, "extra.view.lkml", blob)
    commit = git(*environment, "commit-tree", own, "-p", "main", "-m", "Add a view in Looker")
    deployed.repository.set_branch("main", commit)
    deployed.change(BOARD, "What we owe", "Owed")
    result = deployed.run("deploy")
    assert result.code == 5
    assert "has commits of others" in result.err
    assert "extra.view.lkml" in result.err
    assert deployed.head == commit
    assert deployed.run("deploy", "--replace").code == 0
    assert deployed.repository.git("rev-parse", "main^") == commit


def _with_file(site: Site, index: Path, name: str, blob: str) -> str:
    environment = {**os.environ, "GIT_DIR": str(site.repository.path), "GIT_INDEX_FILE": str(index)}
    subprocess.run(["git", "read-tree", "main"], env=environment, check=True)
    line = f"100644,{blob},{name}"
    subprocess.run(["git", "update-index", "--add", "--cacheinfo", line], env=environment, check=True)
    done = subprocess.run(["git", "write-tree"], env=environment, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_columns_that_production_still_uses_are_named(deployed: Site) -> None:
    deployed.change("dbt_project/models/marts/fct_bills.yml", "company_currency_code", "currency_code")
    deployed.change(VIEW, "${TABLE}.company_currency_code", "${TABLE}.currency_code")
    result = deployed.run("plan")
    assert "uses what the marts no longer have" in result.out
    assert "`fct_bills` has no column `company_currency_code`" in result.out


def test_advanced_deploy_mode_is_asked_for(site: Site) -> None:
    site.project.advanced_deploy = False
    result = site.run("plan")
    assert result.code == 2
    assert "--classic" in result.err
    assert site.run("deploy").code == 2
    assert site.looker.writes == []


def test_a_model_of_another_project_is_not_taken(site: Site) -> None:
    site.looker.state.table("lookml_models")["books"] = {"name": "books", "project_name": "library"}
    result = site.run("deploy")
    assert result.code == 5
    assert "model books: belongs to the project library" in result.err
    assert site.looker.writes == []


@pytest.mark.parametrize(
    ("code", "words", "attribute", "value"),
    [
        (2, "has no git repository that others can push to", "uses_git", False),
        (5, "Development mode of the project `books` is locked", "dev_locked", True),
    ],
)
def test_a_project_that_is_not_ready_is_told(
    site: Site, code: int, words: str, attribute: str, value: bool
) -> None:
    setattr(site.project, attribute, value)
    result = site.run("plan")
    assert (result.code, words in result.err) == (code, True)


def test_a_looker_that_is_too_old_is_told(site: Site) -> None:
    site.looker.state.release = "23.16.4"
    result = site.run("plan")
    assert (result.code, "Looker 23.16.4 is older than 23.18." in result.err) == (2, True)


def test_a_model_that_may_not_use_the_connection_gets_it_beside_those_it_has(site: Site) -> None:
    model = {"name": "books", "project_name": "books", "allowed_db_connection_names": ["spare"]}
    site.looker.state.table("lookml_models")["books"] = model
    assert "~ model books: allow connection books_warehouse" in site.run("plan").out
    assert site.run("deploy").code == 0
    assert model["allowed_db_connection_names"] == ["spare", "books_warehouse"]


def test_a_connection_that_is_missing_or_fails_is_named(site: Site) -> None:
    site.looker.state.failing_connections.add("books_warehouse")
    result = site.run("plan")
    assert (result.code, "connection books_warehouse: connect: Connection refused" in result.err) == (5, True)
    site.looker.state.table("connections").pop("books_warehouse")
    result = site.run("deploy")
    assert result.code == 5
    assert "connection books_warehouse: is not there" in result.err


@pytest.mark.parametrize("setting", ["JDE_LOOKER_PROJECT"])
def test_a_project_that_looker_does_not_have(site: Site, setting: str) -> None:
    result = site.run("plan", **{setting: "shelves"})
    assert result.code == 2
    assert "Looker has no project `shelves`" in result.err


def test_a_repository_that_takes_no_push_is_told_before_anything_is_written(deployed: Site) -> None:
    git = deployed.folder / "git"
    git.write_text(
        '#!/bin/sh\ncase " $* " in *" push "*) echo "fatal: access denied" >&2; exit 128;; esac\nexec '
        f'{shutil.which("git")} "$@"\n'
    )
    git.chmod(0o755)
    deployed.change(BOARD, "What we owe", "Owed")
    for command in ("plan", "deploy"):
        result = deployed.run(command, PATH=f"{deployed.folder}:{os.environ['PATH']}")
        assert result.code == 6
        assert "The repository takes no push from here: fatal: access denied" in result.err
    assert deployed.looker.writes == []


def test_a_repository_that_cannot_be_reached(deployed: Site) -> None:
    address = "https://ann:s3cret@127.0.0.1:9/looker.git"
    result = deployed.run("plan", JDE_LOOKER_GIT_REMOTE=address)
    assert result.code == 6
    assert "JDE_LOOKER_GIT_REMOTE" in result.err
    assert "s3cret" not in result.out + result.err
