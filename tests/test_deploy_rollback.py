"""Going back: by itself when production does not answer, on demand, with and without advanced deploy mode."""

from __future__ import annotations

import json

import pytest

from tests.deploy_site import Site

pytest_plugins = ["tests.deploy_fixtures"]

BOARD = "lookml/project/dashboards/owed.dashboard.lookml"
LOOK = "lookml/looks/bills_by_company.yml"


def _second(site: Site, *words: str) -> tuple[str, str]:
    """A second deployment with another board title and another Look; returns both commits."""
    first = str(site.project.production)
    site.change(BOARD, "What we owe", "Owed")
    site.change(LOOK, "limit: 50", "limit: 20")
    result = site.run("deploy", *words)
    assert result.code == 0, result.err
    return first, str(site.project.production)


def test_back_to_what_ran_before_with_dashboards_and_looks(deployed: Site) -> None:
    first, second = _second(deployed)
    result = deployed.run("rollback")
    assert result.code == 0, result.err
    assert deployed.project.production == first
    assert deployed.head == second, "the branch is history and never goes back"
    [board] = deployed.boards()
    assert board["title"] == "What we owe"
    [look] = deployed.looker.state.where("looks")
    assert deployed.looker.state.get("queries", look["query_id"])["limit"] == "50"
    assert f"production: {second[:12]} -> {first[:12]}" in result.out
    assert deployed.leftovers() == []


def test_after_a_rollback_the_same_folder_deploys_again_without_a_new_commit(deployed: Site) -> None:
    _, second = _second(deployed)
    assert deployed.run("rollback").code == 0
    assert f"goes from {deployed.project.production[:12]} to {second[:12]}" in deployed.run("plan").out
    assert deployed.run("deploy").code == 0
    assert (deployed.project.production, deployed.head) == (second, second)
    assert [board["title"] for board in deployed.boards()] == ["Owed"]


def test_going_back_twice_goes_back_two_deployments(deployed: Site) -> None:
    first, second = _second(deployed)
    deployed.change(BOARD, "Owed", "Owing")
    assert deployed.run("deploy").code == 0
    assert deployed.run("rollback").code == 0
    assert deployed.project.production == second
    assert deployed.run("rollback").code == 0
    assert deployed.project.production == first
    result = deployed.run("rollback")
    assert result.code == 5
    assert "No record says what ran before" in result.err


def test_back_to_a_named_commit(deployed: Site) -> None:
    first, second = _second(deployed)
    assert deployed.run("rollback", "--to", first[:10]).code == 0
    assert deployed.project.production == first
    result = deployed.run("rollback", "--to", "0000000")
    assert result.code == 5
    assert f"Name one with --to: {second[:12]}." in result.err
    result = deployed.run("rollback", "--to", first)
    assert (result.code, result.out) == (0, f"production: {first[:12]} as before\n")


def test_nothing_to_go_back_to(site: Site) -> None:
    result = site.run("rollback")
    assert result.code == 5
    assert "Nothing is deployed yet." in result.err
    assert site.run("deploy").code == 0
    result = site.run("rollback")
    assert result.code == 5
    assert "is the first deployment." in result.err


def test_going_back_asks_for_the_mode_as_deploying_does(deployed: Site) -> None:
    first, second = _second(deployed)
    deployed.project.advanced_deploy = False
    deployed.looker.forget_calls()
    result = deployed.run("rollback")
    assert (result.code, "--classic" in result.err) == (2, True)
    assert deployed.looker.writes == []
    assert deployed.project.production == second != first


def _id_of(site: Site, link: str) -> str:
    [board] = site.boards(lookml_link_id=link)
    return str(board["id"])


def test_content_that_came_later_stays_until_pruned(deployed: Site) -> None:
    first = str(deployed.project.production)
    board = (deployed.folder / BOARD).read_text().replace("dashboard: owed", "dashboard: owing")
    another = deployed.folder / "lookml/project/dashboards/owing.dashboard.lookml"
    another.write_text(board.replace("What we owe", "What we will owe"))
    assert deployed.run("deploy").code == 0
    result = deployed.run("rollback")
    assert result.code == 0, result.err
    later = f"? dashboard books::owing: id {_id_of(deployed, 'books::owing')} is wanted no longer; --prune"
    assert later in result.out
    assert deployed.boards(lookml_link_id="books::owing", deleted=False) != []
    result = deployed.run("rollback", "--to", first, "--prune")
    assert result.code == 0, result.err
    assert "remove dashboard: 1" in result.out
    assert deployed.boards(lookml_link_id="books::owing", deleted=False) == []
    assert deployed.boards(lookml_link_id="books::owed", deleted=False) != []


def test_content_that_a_rollback_did_not_finish_is_finished_by_the_next(deployed: Site) -> None:
    first, _ = _second(deployed)
    deployed.looker.faults.on("sync_lookml_dashboard", "502", times=4)
    result = deployed.run("rollback")
    assert result.code == 6
    assert f"{first[:12]} is in production, but 1 object is not done:" in result.err
    assert f"Run `jde-lookml rollback --to {first[:12]}`" in result.err
    assert deployed.run("rollback", "--to", first[:12]).code == 0
    assert [board["title"] for board in deployed.boards()] == ["What we owe"]


def test_a_commit_that_nobody_saw_answering_is_asked_before_content_follows(deployed: Site) -> None:
    """Production moved after the time allowed: the deployment reported failure and recorded nothing."""
    first = str(deployed.project.production)
    deployed.change(BOARD, "What we owe", "Owed")
    deployed.looker.faults.on("deploy_ref_to_production", "204")
    assert deployed.run("deploy").code == 6
    deployed.project.production = deployed.head
    deployed.looker.faults.on("run_inline_query", "422")
    result = deployed.run("deploy")
    assert result.code == 6
    assert f"Production is back at {first[:12]}" in result.err
    assert [board["title"] for board in deployed.boards()] == ["What we owe"]
    deployed.project.production = deployed.head
    assert deployed.run("deploy").code == 0
    assert [board["title"] for board in deployed.boards()] == ["Owed"]
    assert deployed.run("rollback").code == 0
    assert deployed.project.production == first


def test_production_that_does_not_answer_goes_back_by_itself(deployed: Site) -> None:
    first = deployed.project.production
    deployed.change(BOARD, "What we owe", "Owed")
    # the first query is that of validation, the second that of production
    deployed.looker.faults.on("run_inline_query", "422", skip=1)
    result = deployed.run("deploy")
    assert result.code == 6
    assert f"Production is back at {first[:12]}" in result.err
    assert deployed.project.production == first
    assert [board["title"] for board in deployed.boards()] == ["What we owe"]
    assert deployed.leftovers() == []
    assert deployed.run("deploy").code == 0
    assert [board["title"] for board in deployed.boards()] == ["Owed"]


def test_a_first_deployment_that_does_not_answer_has_nowhere_to_go(site: Site) -> None:
    site.looker.faults.on("run_inline_query", "422", skip=1)
    result = site.run("deploy")
    assert result.code == 6
    assert "the model stays, without dashboards and Looks" in result.err
    assert site.project.production == site.head
    assert site.boards() == []
    assert site.run("deploy").code == 0
    assert len(site.boards()) == 1


def test_without_advanced_mode_going_back_is_a_commit(site: Site) -> None:
    site.project.advanced_deploy = False
    assert site.run("deploy", "--classic").code == 0
    first, second = _second(site, "--classic")
    result = site.run("rollback", "--classic")
    assert result.code == 0, result.err
    git = site.repository.git
    assert site.project.production == site.head
    assert git("rev-parse", "main^") == second
    assert git("rev-parse", "main^{tree}") == git("rev-parse", f"{first}^{{tree}}")
    assert git("log", "-1", "--format=%s", "main") == f"Go back to the LookML of {first[:12]}"
    assert [board["title"] for board in site.boards()] == ["What we owe"]
    assert site.leftovers() == []


def test_without_advanced_mode_production_also_goes_back_by_itself(site: Site) -> None:
    site.project.advanced_deploy = False
    assert site.run("deploy", "--classic").code == 0
    tree = site.repository.git("rev-parse", "main^{tree}")
    site.change(BOARD, "What we owe", "Owed")
    site.looker.faults.on("run_inline_query", "422", skip=1)
    assert site.run("deploy", "--classic").code == 6
    assert site.repository.git("rev-parse", f"{site.project.production}^{{tree}}") == tree
    assert site.leftovers() == []


def test_status_says_what_runs_and_what_drifted(deployed: Site) -> None:
    out = deployed.run("status").out
    assert f"production    {deployed.head[:12]} from unversioned files" in out
    assert "drift         none" in out
    first, second = _second(deployed)
    assert deployed.run("rollback").code == 0
    facts = json.loads(deployed.run("status", "--json").out)
    assert (facts["production"], facts["branch_head"], facts["folder_in_production"]) == (
        first,
        second,
        False,
    )
    assert facts["last"].startswith(f"rollback {first[:12]}")
    assert facts["left_behind"] == []


def test_production_that_others_deployed_is_told(deployed: Site) -> None:
    git = deployed.repository.git
    other = git("-c", "user.name=a", "-c", "user.email=a@b.c", "commit-tree", "main^{tree}", "-m", "by hand")
    deployed.repository.set_branch("feature", other)
    deployed.project.production = other
    out = deployed.run("status").out
    assert "by others" in out
    assert "which is not in main: others deployed it" in out


@pytest.mark.parametrize("gone", ["folder", "board"])
def test_a_rollback_copes_with_content_that_is_gone(deployed: Site, gone: str) -> None:
    first, _ = _second(deployed)
    if gone == "folder":
        deployed.looker.state.table("folders").pop(
            deployed.looker.state.where("folders", name="Books")[0]["id"]
        )
    else:
        deployed.looker.state.table("dashboards").clear()
    result = deployed.run("rollback")
    assert result.code == 0, result.err
    assert deployed.project.production == first


def test_the_deployment_whose_answer_is_lost_is_believed_when_production_says_so(site: Site) -> None:
    site.looker.faults.on("deploy_ref_to_production", "lost")
    assert site.run("deploy").code == 0


def test_a_deployment_that_does_not_arrive_is_not_believed(deployed: Site) -> None:
    before = deployed.project.production
    deployed.change(BOARD, "What we owe", "Owed")
    deployed.looker.faults.on("deploy_ref_to_production", "204")
    result = deployed.run("deploy")
    assert result.code == 6
    assert "although Looker took the order" in result.err
    assert deployed.project.production == before
