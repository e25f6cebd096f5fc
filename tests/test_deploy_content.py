"""Dashboards, Looks and schedules: ours by id, link and mark, other people's never touched."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deploy_site import FINISHED, LINK, LOOK, Site, finished

pytest_plugins = ["tests.deploy_fixtures"]

SCHEDULE = """
schedules:
  weekly:
    title: Bills
    dashboard: owed
    crontab: "0 7 * * 1"
    timezone: America/Denver
    recipients: [books@example.com]
  after_refresh:
    title: Bills by company
    look: bills_by_company
    datagroup: green_build
    recipients: [books@example.com]
"""


def _folder(site: Site) -> str:
    return str(site.looker.state.where("folders", name="Books")[0]["id"])


def _foreign(site: Site, table: str, **values: Any) -> dict[str, Any]:
    record = {"folder_id": "1", "deleted": False, "user_id": "77", **values}
    if table == "dashboards":
        record["lookml"] = '{"elements": []}'
    return site.looker.state.add(table, record)


def test_a_foreign_dashboard_of_the_same_title_elsewhere_is_left_alone(site: Site) -> None:
    foreign = _foreign(site, "dashboards", title="What we owe", lookml_link_id=LINK)
    before = dict(foreign)
    assert site.run("deploy").code == 0
    assert foreign == before
    assert len(site.boards(title="What we owe", deleted=False)) == 2
    site.change("lookml/project/dashboards/owed.dashboard.lookml", "What we owe", "Owed")
    assert site.run("deploy").code == 0
    assert foreign == before, "a copy that somebody else linked must not be synced"


def test_a_foreign_dashboard_of_the_same_title_in_the_folder_is_a_conflict(deployed: Site) -> None:
    [board] = deployed.boards()
    deployed.looker.state.table("dashboards").pop(board["id"])
    foreign = _foreign(deployed, "dashboards", title="What we owe", folder_id=_folder(deployed))
    result = deployed.run("deploy")
    assert result.code == 5
    assert f"(id {foreign['id']}) that is not ours" in result.err
    assert deployed.looker.writes == []
    foreign["title"] = "Something else"
    assert deployed.run("deploy").code == 0
    assert len(deployed.boards(deleted=False)) == 2


def test_our_dashboard_renamed_by_somebody_is_still_ours(deployed: Site) -> None:
    [board] = deployed.boards()
    board["title"] = "Renamed by Ann"
    deployed.change("lookml/project/dashboards/owed.dashboard.lookml", "What we owe", "Owed")
    assert deployed.run("deploy").code == 0
    [after] = deployed.boards()
    assert (after["id"], after["title"]) == (board["id"], "Owed")


def test_our_dashboard_edited_in_looker_is_drift_and_synced(deployed: Site) -> None:
    [board] = deployed.boards()
    board["lookml"] = board["lookml"].replace("By company", "By hand")
    assert "it was edited in Looker" in deployed.run("status").out
    assert deployed.run("deploy").code == 0
    assert "By hand" not in board["lookml"]
    deployed.looker.forget_calls()
    assert deployed.run("deploy").code == 0
    assert deployed.looker.writes == []


def test_our_dashboard_in_the_trash_comes_back(deployed: Site) -> None:
    [board] = deployed.boards()
    board["deleted"] = True
    result = deployed.run("deploy")
    assert result.code == 0, result.err
    assert [(one["id"], one["deleted"]) for one in deployed.boards()] == [(board["id"], False)]
    assert f"id {board['id']} comes back from the trash" in result.out


def test_our_dashboard_in_the_trash_and_its_title_taken_is_a_conflict(deployed: Site) -> None:
    [board] = deployed.boards()
    board["deleted"] = True
    _foreign(deployed, "dashboards", title="What we owe", folder_id=_folder(deployed))
    result = deployed.run("deploy")
    assert result.code == 5
    assert "is in the trash, and its title 'What we owe' is taken" in result.err


def test_our_dashboard_moved_to_another_folder_stays_there_and_is_synced(deployed: Site) -> None:
    [board] = deployed.boards()
    board["folder_id"] = "1"
    deployed.change("lookml/project/dashboards/owed.dashboard.lookml", "What we owe", "Owed")
    assert deployed.run("deploy").code == 0
    assert [(one["id"], one["folder_id"], one["title"]) for one in deployed.boards()] == [
        (board["id"], "1", "Owed")
    ]


def test_our_dashboard_unlinked_by_somebody_is_a_conflict(deployed: Site) -> None:
    deployed.boards()[0]["lookml_link_id"] = None
    result = deployed.run("deploy")
    assert result.code == 5
    assert "was unlinked by hand" in result.err


def test_without_a_record_dashboards_are_found_by_their_link(deployed: Site) -> None:
    for tag in deployed.repository.tags():
        deployed.repository.git("tag", "-d", tag)
    result = deployed.run("deploy")
    assert result.code == 0, result.err
    assert len(deployed.boards()) == 1
    assert len(deployed.looker.state.where("looks")) == 1


def test_what_is_gone_here_goes_into_the_trash_only_when_asked(deployed: Site) -> None:
    (deployed.folder / "lookml/project/dashboards/owed.dashboard.lookml").unlink()
    (deployed.folder / "lookml/looks/bills_by_company.yml").unlink()
    deployed.change("lookml/project/books.model.lkml", 'include: "/dashboards/*.dashboard.lookml"\n', "")
    result = deployed.run("deploy")
    assert result.code == 0, result.err
    assert "is wanted no longer; --prune puts it into the trash" in result.out
    assert [board["deleted"] for board in deployed.boards()] == [False]
    result = deployed.run("deploy", "--prune")
    assert result.code == 0, result.err
    assert [board["deleted"] for board in deployed.boards()] == [True]
    assert [look["deleted"] for look in deployed.looker.state.where("looks")] == [True]
    deployed.looker.forget_calls()
    assert deployed.run("deploy", "--prune").code == 0
    assert deployed.looker.writes == []


def test_a_look_is_changed_where_its_file_changed(deployed: Site) -> None:
    [look] = deployed.looker.state.where("looks")
    query = look["query_id"]
    deployed.change("lookml/looks/bills_by_company.yml", "limit: 50", "limit: 20")
    assert deployed.run("deploy").code == 0
    assert look["query_id"] != query
    assert deployed.looker.state.get("queries", look["query_id"])["limit"] == "20"
    assert len(deployed.looker.state.where("looks")) == 1


@pytest.mark.parametrize("edit", ["title", "query", "trash"])
def test_a_look_that_somebody_edited_is_put_right(deployed: Site, edit: str) -> None:
    [look] = deployed.looker.state.where("looks")
    before = dict(look)
    if edit == "title":
        look["title"] = "Mine now"
    elif edit == "trash":
        look["deleted"] = True
    else:
        query = {"model": "books", "view": "ap_aging", "fields": ["fct_bills.count"], "limit": "50"}
        look["query_id"] = deployed.looker.state.add("queries", query)["id"]
    assert LOOK in deployed.run("status").out
    assert deployed.run("deploy").code == 0
    assert look == before


def test_a_foreign_look_of_the_same_title_is_a_conflict_in_the_folder_alone(site: Site) -> None:
    query = site.looker.state.add(
        "queries", {"model": "books", "view": "ap_aging", "fields": ["fct_bills.count"]}
    )
    elsewhere = _foreign(site, "looks", title="Bills by company", query_id=query["id"], description=None)
    before = dict(elsewhere)
    assert site.run("deploy", "--skip", "access").code == 0
    assert elsewhere == before
    [ours] = [look for look in site.looker.state.where("looks") if look is not elsewhere]
    ours["description"] = "taken over by Ann"
    for tag in site.repository.tags():
        site.repository.git("tag", "-d", tag)
    result = site.run("deploy", "--skip", "access")
    assert result.code == 5
    assert f"(id {ours['id']}) that is not ours" in result.err


def test_two_looks_of_one_title_are_refused_before_anything_is_sent(site: Site) -> None:
    text = (site.folder / "lookml/looks/bills_by_company.yml").read_text()
    (site.folder / "lookml/looks/again.yml").write_text(text.replace("look: bills_by_company", "look: again"))
    result = site.run("deploy")
    assert result.code == 4
    assert "is also that of `again`" in result.err
    assert site.looker.writes == []


def test_schedules_follow_the_file(deployed: Site) -> None:
    access = deployed.folder / "lookml/access.yml"
    access.write_text(access.read_text() + SCHEDULE)
    assert deployed.run("deploy").code == 0
    plans = deployed.looker.state.where("scheduled_plans")
    assert {plan["name"] for plan in plans} == {
        "Bills [jde-looker:weekly]",
        "Bills by company [jde-looker:after_refresh]",
    }
    [weekly] = [plan for plan in plans if plan.get("crontab")]
    assert (weekly["crontab"], weekly["timezone"]) == ("0 7 * * 1", "America/Denver")
    assert weekly["dashboard_id"] == deployed.boards()[0]["id"]
    [after] = [plan for plan in plans if plan.get("datagroup")]
    assert after["datagroup"] == "books::green_build"
    deployed.looker.forget_calls()
    assert deployed.run("deploy").code == 0
    assert deployed.looker.writes == []
    access.write_text(access.read_text().replace("books@example.com", "ap@example.com"))
    assert deployed.run("deploy").code == 0
    assert {plan["scheduled_plan_destination"][0]["address"] for plan in plans} == {"ap@example.com"}
    access.write_text(access.read_text().split("schedules:")[0])
    assert deployed.run("deploy", "--prune").code == 0
    assert {plan["enabled"] for plan in plans} == {False}, "there is no trash for schedules"
    deployed.looker.forget_calls()
    assert deployed.run("deploy", "--prune").code == 0
    assert deployed.looker.writes == []
    access.write_text(access.read_text() + SCHEDULE)
    assert deployed.run("deploy").code == 0
    assert [plan["enabled"] for plan in plans] == [True, True]


def test_the_folder_may_be_renamed_in_looker(deployed: Site) -> None:
    [folder] = deployed.looker.state.where("folders", name="Books")
    folder["name"] = "Finance"
    result = deployed.run("deploy")
    assert result.code == 0, result.err
    assert "called 'Finance' by now" in result.out
    assert deployed.looker.writes == []


def test_content_never_goes_elsewhere_when_the_folder_cannot_be_made(site: Site) -> None:
    site.looker.faults.on("create_folder", "502")
    result = site.run("deploy")
    assert result.code == 6
    assert "look bills_by_company: the folder is not there." in result.err
    assert site.boards() == []
    assert site.looker.state.where("looks") == []
    assert site.run("deploy").code == 0
    assert len(site.boards()) == 1


def test_a_failure_in_the_middle_of_content_says_what_is_missing(site: Site) -> None:
    site.looker.faults.on("import_lookml_dashboard", "502")
    result = site.run("deploy")
    assert result.code == 6
    assert "is in production, but 1 object is not done" in result.err
    assert "dashboard books::owed: Looker, POST /dashboards/books%3A%3Aowed/import/" in result.err
    assert "502, 502 Bad Gateway" in result.err
    assert site.run("deploy").code == 0
    assert finished(site) == FINISHED


def test_what_stands_in_the_way_only_since_the_plan_was_made_is_told(site: Site) -> None:
    """Between plan and content somebody takes a right away: the role can no longer be made."""
    site.looker.faults.on("all_permission_sets", "403", skip=1)
    result = site.run("deploy")
    assert result.code == 6
    assert "role Books: there is no permission set 'User'" in result.err
    assert site.run("deploy").code == 0
    assert finished(site) == FINISHED
