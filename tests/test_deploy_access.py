"""Who sees what: attributes, groups, roles, values, folder access; and the permissions of the API user."""

from __future__ import annotations

import pytest

from lookml.errors import ConfigurationError
from lookml.looker.access_file import DEFAULT_ACCESS, Nodes, filter_expression, load_access
from tests.deploy_site import Site
from tests.looker_simulator.state import DEPLOYER

pytest_plugins = ["tests.deploy_fixtures"]


def test_access_is_as_the_file_says(deployed: Site) -> None:
    state = deployed.looker.state
    [company] = state.where("user_attributes", name="jde_company")
    assert (company["type"], company["user_can_edit"], company.get("default_value")) == (
        "advanced_filter_string",
        False,
        None,
    )
    [group] = state.where("groups", name="Bookkeepers")
    values = {
        state.get("user_attributes", record["user_attribute_id"])["name"]: record["value"]
        for record in state.where("group_values", group_id=group["id"])
    }
    assert values == {"jde_company": "00001", "jde_cost_center": "%, NULL"}
    [role] = state.where("roles", name="Books")
    assert role["groups"] == [group["id"]]
    [folder] = state.where("folders", name="Books")
    assert state.get("content_metadata", folder["content_metadata_id"])["inherits"] is False
    rights = {
        (record["group_id"], record["user_id"], record["permission_type"])
        for record in state.where("content_accesses", content_metadata_id=folder["content_metadata_id"])
    }
    assert rights == {(group["id"], None, "view"), (None, "1", "edit")}


def test_the_deploying_user_gets_the_values_that_tests_need(deployed: Site) -> None:
    values = deployed.looker.state.user_values
    assert set(values.values()) == {"%, NULL"}
    assert {user for user, _ in values} == {"1"}


def test_values_of_other_groups_stay(deployed: Site) -> None:
    state = deployed.looker.state
    [attribute] = state.where("user_attributes", name="jde_company")
    other = state.add("groups", {"name": "Auditors"})
    values = {"group_id": other["id"], "user_attribute_id": attribute["id"], "rank": 0, "value": "%"}
    theirs = state.add("group_values", values)
    [role] = state.where("roles", name="Books")
    role["groups"].append(other["id"])
    access = deployed.folder / "lookml/access.yml"
    access.write_text(access.read_text() + "  Clerks: {folder: view, jde_company: ['00070']}\n")
    assert deployed.run("deploy").code == 0
    assert state.get("group_values", theirs["id"])["value"] == "%"
    names = {state.get("groups", number)["name"] for number in role["groups"]}
    assert names == {"Bookkeepers", "Auditors", "Clerks"}


def test_a_value_changed_by_hand_is_put_right(deployed: Site) -> None:
    [value] = [one for one in deployed.looker.state.where("group_values") if one["value"] == "00001"]
    value["value"] = "%"
    assert "`%` becomes `00001`" in deployed.run("status").out
    assert deployed.run("deploy").code == 0
    assert value["value"] == "00001"


def test_access_of_others_to_the_folder_is_told_and_pruned_when_asked(deployed: Site) -> None:
    state = deployed.looker.state
    [folder] = state.where("folders", name="Books")
    everyone = {"content_metadata_id": folder["content_metadata_id"], "group_id": "1", "user_id": None}
    record = state.add("content_accesses", {**everyone, "permission_type": "view"})
    result = deployed.run("deploy")
    assert "folder access All Users: has view beyond access.yml" in result.out
    assert record["id"] in state.table("content_accesses")
    assert deployed.run("deploy", "--prune").code == 0
    assert record["id"] not in state.table("content_accesses")


def test_what_a_group_or_the_role_has_beyond_the_file_is_told_and_pruned_when_asked(deployed: Site) -> None:
    state = deployed.looker.state
    clerks = state.add("groups", {"name": "Clerks"})
    [role] = state.where("roles")
    role["groups"].append(clerks["id"])
    deployed.change("lookml/access.yml", "    jde_cost_center: all\n", "")
    result = deployed.run("deploy")
    assert result.code == 0, result.err
    assert (
        "  group value Bookkeepers: jde_cost_center: `%, NULL` beyond access.yml; --prune takes it"
        in result.out
    )
    assert "  role members Books: Clerks beyond access.yml; --prune takes it from them" in result.out
    assert deployed.looker.writes == []
    result = deployed.run("deploy", "--prune")
    assert result.code == 0, result.err
    assert [record["value"] for record in state.where("group_values")] == ["00001"]
    [bookkeepers] = state.where("groups", name="Bookkeepers")
    assert role["groups"] == [bookkeepers["id"]]
    deployed.looker.forget_calls()
    assert deployed.run("deploy", "--prune").code == 0
    assert deployed.looker.writes == []


def test_a_node_of_the_hierarchy_covers_what_is_below(deployed: Site) -> None:
    deployed.change("lookml/access.yml", "jde_cost_center: all", "jde_cost_center: {nodes: [EAST]}")
    assert deployed.run("deploy").code == 0
    assert "M30, M40" in {record["value"] for record in deployed.looker.state.where("group_values")}
    deployed.change("lookml/access.yml", "nodes: [EAST]", "nodes: [EASTERN]")
    result = deployed.run("deploy")
    assert result.code == 2
    assert "no cost centre is below the node `EASTERN`" in result.err


@pytest.mark.parametrize(
    ("codes", "expression"),
    [
        (("00001",), "00001"),
        (("00001", "00070"), "00001, 00070"),
        (("A%", "B_1", "C,D", "E^F"), "A^%, B^_1, C^,D, E^^F"),
        (("-1",), "^-1"),
        (("null", " X"), '"null", " X"'),
        ("%, NULL", "%, NULL"),
    ],
)
def test_codes_are_escaped_for_lookers_filter_language(codes: str | tuple[str, ...], expression: str) -> None:
    assert filter_expression(codes) == expression


def test_an_attribute_that_users_may_edit_is_a_conflict(site: Site) -> None:
    values = {"name": "jde_company", "label": "JDE company", "type": "advanced_filter_string"}
    site.looker.state.add("user_attributes", {**values, "user_can_edit": True})
    result = site.run("deploy")
    assert result.code == 5
    assert "users may edit it, and with it what they see" in result.err
    assert site.looker.writes == []


def test_a_value_of_the_deploying_user_that_hides_rows_is_a_conflict(deployed: Site) -> None:
    values = deployed.looker.state.user_values
    values[next(iter(values))] = "00070"
    result = deployed.run("deploy")
    assert result.code == 5
    assert "the API user has `00070`, not `%, NULL`" in result.err


@pytest.mark.parametrize("permission", sorted(DEPLOYER - {"see_sql", "see_users"}))
def test_each_missing_permission_is_named(site: Site, permission: str) -> None:
    access = site.folder / "lookml/access.yml"
    access.write_text(
        access.read_text()
        + "schedules:\n  w: {title: W, dashboard: owed, crontab: '0 7 * * 1', recipients: [a@b.c]}\n"
    )
    site.looker.state.users["1"].permissions.discard(permission)
    result = site.run("deploy")
    assert result.code == 3, result.err
    assert permission in result.err.splitlines()[-2]
    assert site.looker.writes == []
    assert site.repository.branches() == {}


def test_all_missing_permissions_are_named_at_once(site: Site) -> None:
    site.looker.state.users["1"].permissions -= {"deploy", "develop"}
    assert "lacks the permissions: develop, deploy." in site.run("plan").err


def test_the_model_set_needs_an_administrator_once(site: Site) -> None:
    site.looker.state.table("model_sets").clear()
    result = site.run("deploy")
    assert result.code == 3
    assert "administer" in result.err
    assert "model set Books: models books; only an administrator may" in result.out
    assert site.run("deploy", "--skip", "access").code == 0
    site.looker.state.users["1"].permissions.add("administer")
    assert site.run("deploy").code == 0
    assert [record["models"] for record in site.looker.state.where("model_sets")] == [["books"]]


def test_a_user_who_owns_little_deploys_what_an_administrator_prepared(deployed: Site) -> None:
    """Attributes, groups, role and folder are there: their permissions are not asked for."""
    deployed.looker.state.users["1"].permissions -= {
        "manage_user_attributes", "manage_groups", "manage_roles", "manage_spaces", "manage_project_models",
    }  # fmt: skip
    deployed.change("lookml/project/dashboards/owed.dashboard.lookml", "What we owe", "Owed")
    result = deployed.run("deploy")
    assert result.code == 0, result.err


def test_a_user_who_may_not_read_its_roles_is_told(deployed: Site) -> None:
    deployed.looker.faults.on("user_roles", "403", times=9)
    result = deployed.run("plan")
    assert result.code == 0
    assert "the API user may not read its own roles" in result.out


def test_the_access_file_that_ships_is_sound() -> None:
    access = load_access(DEFAULT_ACCESS)
    assert {attribute.name for attribute in access.attributes} >= {
        "jde_company",
        "jde_cost_center",
        "jde_data_class",
    }
    assert all(group.values.get("jde_company") for group in access.groups)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("folder: Books", "", "`folder` is missing"),
        ('["00001"]', "[00001]", "put quotes around 1, codes are text"),
        ('["00001"]', "[]", "an empty list would show nothing"),
        ("folder: view", "folder: see", "folder is `see`, neither view nor edit"),
        ("jde_company: [", "jde_plant: [", "`jde_plant` is not among user_attributes"),
        ("type: advanced_filter_string}\n  jde_cost", "type: text}\n  jde_cost", "type `text` is none of"),
    ],
)
def test_faults_of_the_access_file_are_named(site: Site, old: str, new: str, words: str) -> None:
    site.change("lookml/access.yml", old, new)
    with pytest.raises(ConfigurationError, match=words.replace("[", r"\[")):
        load_access(site.folder / "lookml/access.yml")
    assert site.run("plan").code == 2


def test_nodes_are_read() -> None:
    access = load_access(DEFAULT_ACCESS)
    assert not any(isinstance(value, Nodes) for group in access.groups for value in group.values.values())
