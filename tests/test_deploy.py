"""Deploying LookML: plan, validation, production, and the second run that writes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.deploy_site import LINK, Site

pytest_plugins = ["tests.deploy_fixtures"]

BOARD = "lookml/project/dashboards/owed.dashboard.lookml"
VIEW = "lookml/project/views/fct_bills.view.lkml"
TEST = "lookml/project/tests/ap_aging.test.lkml"


def test_the_first_deployment_of_an_empty_instance(site: Site) -> None:
    result = site.run("deploy")
    assert result.code == 0, result.err
    assert site.project.production == site.head
    state = site.looker.state
    assert state.table("lookml_models")["books"]["allowed_db_connection_names"] == ["books_warehouse"]
    [board] = site.boards(deleted=False)
    assert (board["lookml_link_id"], board["title"]) == (LINK, "What we owe")
    [look] = state.where("looks")
    assert look["title"] == "Bills by company"
    assert look["description"].startswith(
        "How many bills each company has.\n\nmanaged by jde-looker: bills_by"
    )
    [folder] = state.where("folders", name="Books")
    assert {board["folder_id"], look["folder_id"]} == {folder["id"]}
    assert site.leftovers() == []
    assert "production: nothing -> " in result.out


def test_the_published_tree_is_the_folder_byte_for_byte(deployed: Site) -> None:
    published = deployed.repository.git("ls-tree", "-r", "--name-only", str(deployed.head)).splitlines()
    root = deployed.folder / "lookml/project"
    here = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    assert published == here
    text = deployed.repository.git("show", f"{deployed.head}:manifest.lkml")
    assert text == (root / "manifest.lkml").read_text().strip()


def test_a_second_deployment_writes_nothing(deployed: Site) -> None:
    before = deployed.repository.git("for-each-ref")
    result = deployed.run("deploy")
    assert result.code == 0, result.err
    assert deployed.looker.writes == []
    assert deployed.repository.git("for-each-ref") == before
    assert "nothing to do" in result.out


def test_a_change_is_one_commit_and_one_sync(deployed: Site) -> None:
    first = deployed.head
    deployed.change(BOARD, "What we owe", "Owed by company")
    result = deployed.run("deploy")
    assert result.code == 0, result.err
    assert deployed.repository.git("rev-list", f"{first}..main").splitlines() == [deployed.head]
    assert deployed.repository.git("rev-parse", "main^") == first
    assert deployed.project.production == deployed.head
    [board] = deployed.boards()
    assert board["title"] == "Owed by company"
    assert [line for line in deployed.looker.writes if "dashboards" in line] == [
        "PATCH /api/4.0/dashboards/books%3A%3Aowed/sync"
    ]
    assert "    M dashboards/owed.dashboard.lookml" in result.out


def test_the_commit_names_the_source_and_the_record_the_deployment(site: Site) -> None:
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "books"]):
        site.repository.git("-c", "user.name=a", "-c", "user.email=a@b.c", *_in(site.folder, words))
    source = site.repository.git(*_in(site.folder, ["rev-parse", "HEAD"]))
    assert site.run("deploy").code == 0
    message = site.repository.git("log", "-1", "--format=%B", "main")
    assert f"Source: {source[:12]}" in message
    [tag] = site.repository.tags()
    record = json.loads(site.repository.git("tag", "-l", "--format=%(contents:body)", tag))
    assert (record["commit"], record["previous"], record["source"]) == (site.head, None, source[:12])
    site.change(BOARD, "What we owe", "Owed")
    assert "with local changes" in site.run("plan").out


def _in(folder: Path, words: list[str]) -> list[str]:
    return ["--git-dir", str(folder / ".git"), "--work-tree", str(folder), *words]


def test_the_same_files_of_the_same_source_make_the_same_commit(tmp_path: Path, site: Site) -> None:
    from lookml.looker.candidate import Source, message_of
    from lookml.looker.repository import open_repository

    commits = []
    for _ in range(2):
        with open_repository(str(site.repository.path)) as repository:
            tree = repository.write_tree(site.folder / "lookml/project")
            source = Source("0123456789ab", "1767600000 +0000")
            commits.append(repository.commit(tree, None, message_of(source, None), source.when))
    assert commits[0] == commits[1]


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (VIEW, "sql: ${TABLE}.company_code ;;", "sql: ${TABLE}.company ;;", "has no column `company`"),
        (BOARD, "fct_bills.company_code,", "fct_bills.region,", "fct_bills.region"),
    ],
)
def test_the_offline_check_comes_before_anything_is_sent(
    deployed: Site, file: str, old: str, new: str, words: str
) -> None:
    deployed.change(file, old, new)
    result = deployed.run("deploy")
    assert result.code == 4
    assert words in result.err
    assert deployed.looker.calls == 0


def test_a_validation_error_on_looker_leaves_production_alone(deployed: Site) -> None:
    before = (deployed.project.production, deployed.head)
    deployed.change(BOARD, "What we owe", "Owed")
    # Looker is stricter than the offline check here
    deployed.looker.engine.refuse("fct_bills.view.lkml", "Unknown substitution")
    result = deployed.run("deploy")
    assert result.code == 4
    assert "fct_bills.view.lkml:1: Unknown substitution" in result.err
    assert (deployed.project.production, deployed.head) == before
    assert deployed.leftovers() == []


def test_a_model_that_looker_did_not_validate_is_not_good_news(deployed: Site) -> None:
    before = deployed.project.production
    deployed.change(BOARD, "What we owe", "Owed")
    deployed.project.not_validated = ["books"]
    result = deployed.run("deploy")
    assert (result.code, "the model books was not validated" in result.err) == (4, True)
    assert deployed.project.production == before


def test_a_warning_is_told_and_stops_nothing(deployed: Site) -> None:
    deployed.change(BOARD, "What we owe", "Owed")
    deployed.looker.engine.refuse("fct_bills.view.lkml", "Consider a label", severity="warning")
    result = deployed.run("deploy")
    assert (result.code, "? fct_bills.view.lkml:1: Consider a label" in result.out) == (0, True)


def test_a_failing_data_test_leaves_production_alone(deployed: Site) -> None:
    before = (deployed.project.production, deployed.head)
    deployed.change(BOARD, "What we owe", "Owed")
    deployed.looker.engine.execute("INSERT INTO marts.fct_bills VALUES (1, '00001', 'USD', 1)")
    result = deployed.run("deploy")
    assert result.code == 4
    assert "data test bill_is_unique: `one_row` does not hold" in result.err
    assert (deployed.project.production, deployed.head) == before
    assert deployed.leftovers() == []


def test_sql_that_fails_names_the_field(deployed: Site) -> None:
    deployed.change(BOARD, "What we owe", "Owed")
    deployed.looker.engine.execute("ALTER TABLE marts.fct_bills DROP COLUMN company_currency_code")
    result = deployed.run("deploy")
    assert result.code == 4
    assert "explore ap_aging: fct_bills.company_currency_code: " in result.err
    assert deployed.leftovers() == []


def _other_peoples_look(site: Site, field: str) -> None:
    query = site.looker.state.add("queries", {"model": "books", "view": "ap_aging", "fields": [field]})
    values = {"title": "Mine", "folder_id": "1", "deleted": False, "query_id": query["id"], "user_id": "77"}
    site.looker.state.add("looks", values)


def test_content_that_breaks_newly_stops_the_deployment(deployed: Site) -> None:
    before = deployed.project.production
    _other_peoples_look(deployed, "fct_bills.company_currency_code")
    deployed.change(VIEW, "dimension: company_currency_code", "dimension: company_currency")
    deployed.change(BOARD, "fct_bills.company_currency_code", "fct_bills.company_currency")
    result = deployed.run("deploy")
    assert result.code == 4, result.err
    assert "Look 119 'Mine': Unknown field fct_bills.company_currency_code" in result.err.replace(
        "'Mine'", "'Mine'"
    )
    assert deployed.project.production == before
    assert deployed.leftovers() == []


def test_content_that_was_broken_before_does_not_count(deployed: Site) -> None:
    _other_peoples_look(deployed, "fct_bills.long_gone")
    deployed.change(BOARD, "What we owe", "Owed")
    result = deployed.run("deploy")
    assert result.code == 0, result.err
    assert "1 content errors were there before and do not count" in result.out


def test_without_advanced_mode_production_follows_the_branch(site: Site) -> None:
    site.project.advanced_deploy = False
    assert site.run("deploy", "--classic").code == 0
    assert site.project.production == site.head
    assert "deploy_to_production" in {entry.route for entry in site.looker.log}
    assert site.leftovers() == []


def test_constants_of_the_instance_go_into_the_manifest(site: Site) -> None:
    site.looker.state.add_connection("finance_prod")
    result = site.run("deploy", JDE_LOOKER_CONNECTION="finance_prod")
    assert result.code == 0, result.err
    manifest = site.repository.git("show", "main:manifest.lkml")
    assert 'constant: CONNECTION_NAME { value: "finance_prod"' in manifest
    model = site.looker.state.table("lookml_models")["books"]
    assert model["allowed_db_connection_names"] == ["finance_prod"]


@pytest.mark.parametrize("ref", ["ignored", "refused"])
def test_a_looker_that_starts_branches_elsewhere_is_put_right(deployed: Site, ref: str) -> None:
    deployed.project.ref_of_new_branches = ref
    deployed.change(BOARD, "What we owe", "Owed")
    result = deployed.run("deploy")
    assert result.code == 0, result.err
    [reset] = [
        entry for entry in deployed.looker.log if entry.route == "update_git_branch" and entry.body.get("ref")
    ]
    assert reset.body["name"].startswith("tmp-jde-deploy-")
    assert reset.body["ref"] == deployed.project.production


def test_a_protected_branch_is_told_apart_from_a_race(deployed: Site) -> None:
    before = deployed.project.production
    hook = deployed.repository.path / "hooks" / "update"
    hook.write_text('#!/bin/sh\ntest "$1" != refs/heads/main || { echo "main is protected" >&2; exit 1; }\n')
    hook.chmod(0o755)
    deployed.change(BOARD, "What we owe", "Owed")
    result = deployed.run("deploy")
    assert result.code == 6
    assert "The git server refuses the push" in result.err
    assert "main is protected" in result.err
    assert deployed.project.production == before
    assert deployed.leftovers() == []


def test_the_published_history_is_one_commit_per_deployment_that_went_through(deployed: Site) -> None:
    deployed.change(BOARD, "What we owe", "Owed")
    deployed.looker.faults.on("validate_project", "422")
    assert deployed.run("deploy").code == 6
    assert deployed.run("deploy").code == 0
    deployed.change(BOARD, "Owed", "Owing")
    assert deployed.run("deploy").code == 0
    git = deployed.repository.git
    subjects = git("log", "--format=%s", "main").splitlines()
    assert subjects == ["Deploy the LookML of unversioned files"] * 3
    assert git("rev-list", "--min-parents=2", "main") == ""
    assert list(deployed.repository.branches()) == ["main"]


def test_results_for_programs(deployed: Site) -> None:
    first = deployed.project.production
    nothing = json.loads(deployed.run("deploy", "--json").out)
    assert (nothing["moved"], nothing["production"], nothing["done"]) == (False, first, [])
    deployed.change(BOARD, "What we owe", "Owed")
    outcome = json.loads(deployed.run("deploy", "--json").out)
    assert (outcome["moved"], outcome["previous"], outcome["production"]) == (True, first, deployed.head)
    assert [(change["kind"], change["action"]) for change in outcome["done"]] == [("dashboard", "update")]
    assert outcome["record"] == deployed.repository.tags()[-1]
    back = json.loads(deployed.run("rollback", "--json").out)
    assert (back["production"], back["previous"]) == (first, deployed.head)
    [group] = json.loads(deployed.run("refresh", "--json").out)["datagroups"]
    assert (group["name"], group["triggered"]) == ("books::green_build", True)
    assert group["build"] == "2026-01-05T06:30:00+00:00"
