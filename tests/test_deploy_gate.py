"""The books gate deployments, and a finished build refreshes Looker once."""

from __future__ import annotations

import json

from tests.deploy_site import Site

pytest_plugins = ["tests.deploy_fixtures"]

BUILD = 1767594600  # 2026-01-05 06:30 UTC, as the tables of the site say


def test_a_difference_closes_the_gate(site: Site) -> None:
    site.warehouse(
        "UPDATE trust.trust_tie_outs SET status = 'difference', difference_amount = 0.01 WHERE check_name = 'ap_to_gl'"
    )
    result = site.run("deploy")
    assert result.code == 4
    assert "1 tie-outs differ: ap_to_gl (00001 AA 2025 12 USD): 0.0100" in result.err
    assert site.looker.calls == 0
    assert "gate: 1 tie-outs differ" in site.run("plan").out


def test_accepted_differences_go_on_record(site: Site) -> None:
    site.warehouse("UPDATE trust.trust_tie_outs SET status = 'difference' WHERE check_name = 'ap_to_gl'")
    result = site.run("deploy", "--accept-differences", "Known since the upgrade, ticket 4711")
    assert result.code == 0, result.err
    assert "Accepted-Differences: Known since the upgrade, ticket 4711" in site.repository.git(
        "log", "-1", "--format=%B", "main"
    )
    [tag] = site.repository.tags()
    record = json.loads(site.repository.git("tag", "-l", "--format=%(contents:body)", tag))
    assert record["accepted_differences"] == "Known since the upgrade, ticket 4711"
    assert "with differences accepted: Known since" in site.run("status").out
    assert site.run("deploy", "--accept-differences", " ").code == 4


TRUST = {
    "lookml/project/views/trust_tie_outs.view.lkml": """
view: trust_tie_outs {
  sql_table_name: @{TRUST_SCHEMA}.trust_tie_outs ;;
  dimension: check_name { primary_key: yes description: "Check." sql: ${TABLE}.check_name ;; }
  dimension: company_code { description: "Company." sql: ${TABLE}.company_code ;; }
  dimension: status { description: "Status." sql: ${TABLE}.status ;; }
  measure: differing { type: count description: "Differ." value_format: "0" filters: [status: "difference"] drill_fields: [check_name] }
}
""",
    "lookml/project/explores/data_trust.explore.lkml": """
include: "/views/trust_tie_outs.view.lkml"
explore: data_trust {
  view_name: trust_tie_outs
  description: "Tie-outs."
  required_access_grants: [all_cost_centers]
  access_filter: { field: trust_tie_outs.company_code user_attribute: jde_company }
}
""",
    "lookml/project/tests/data_trust.test.lkml": """
test: no_tie_out_differs {
  explore_source: data_trust { column: differing { field: trust_tie_outs.differing } }
  assert: none { expression: ${trust_tie_outs.differing} = 0 ;; }
}
""",
    "dbt_project/models/trust/trust_tie_outs.yml": """
version: 2
models:
  - name: trust_tie_outs
    description: One row per check.
    columns:
      - {name: check_name, data_type: varchar, description: Check.}
      - {name: company_code, data_type: varchar, description: Company.}
      - {name: status, data_type: varchar, description: Status.}
""",
}


def test_accepted_differences_also_excuse_lookers_own_test_of_the_tie_outs(site: Site) -> None:
    for name, text in TRUST.items():
        path = site.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    site.warehouse("UPDATE trust.trust_tie_outs SET severity = 'warn'")
    result = site.run("deploy")
    assert result.code == 4
    assert "data test no_tie_out_differs: `none` does not hold for 1 of 1 rows" in result.err
    result = site.run("deploy", "--accept-differences", "ticket 4711")
    assert result.code == 0, result.err
    assert "? data test no_tie_out_differs" in result.out
    site.looker.engine.execute("INSERT INTO marts.fct_bills VALUES (1, '00001', 'USD', 1)")
    site.change("lookml/project/dashboards/owed.dashboard.lookml", "What we owe", "Owed")
    assert site.run("deploy", "--accept-differences", "ticket 4711").code == 4, "other tests still count"


def test_timing_differences_do_not_count(deployed: Site) -> None:
    deployed.warehouse("UPDATE trust.trust_tie_outs SET difference_amount = 99 WHERE severity = 'warn'")
    assert deployed.run("deploy").code == 0


def test_a_build_that_did_not_finish_closes_the_gate(site: Site) -> None:
    site.warehouse("UPDATE trust.trust_tie_outs SET checked_at = TIMESTAMP '2026-01-06 06:00:00'")
    result = site.run("deploy")
    assert (result.code, "the last dbt build did not finish" in result.err) == (4, True)


def test_a_build_that_failed_before_the_tie_outs_closes_the_gate_until_one_is_green(site: Site) -> None:
    site.warehouse("INSERT INTO trust.trust_builds (started_at) VALUES (TIMESTAMP '2026-01-06 05:50:00')")
    result = site.run("deploy")
    assert (result.code, "the last dbt build did not finish" in result.err) == (4, True)
    site.warehouse(
        "INSERT INTO trust.trust_builds VALUES (TIMESTAMP '2026-01-06 07:00:00', TIMESTAMP '2026-01-06 07:40:00')"
    )
    assert site.run("deploy").code == 0


def test_a_warehouse_without_a_build_closes_the_gate(site: Site) -> None:
    site.warehouse("DELETE FROM trust.trust_builds")
    result = site.run("deploy")
    assert (result.code, "no dbt build has finished" in result.err) == (4, True)


def test_a_warehouse_that_is_not_there_needs_somebodys_word(site: Site) -> None:
    result = site.run("deploy", JDE_DUCKDB_PATH="nowhere.duckdb")
    assert result.code == 7
    assert site.looker.calls == 0
    accepted = ("--accept-differences", "deployed from CI without the warehouse")
    assert site.run("deploy", *accepted, JDE_DUCKDB_PATH="nowhere.duckdb").code == 0


def test_a_build_triggers_each_datagroup_once(deployed: Site) -> None:
    [group] = deployed.looker.state.where("datagroups")
    other = deployed.looker.state.add(
        "datagroups", {"model_name": "library", "name": "daily", "triggered_at": 0, "stale_before": 0}
    )
    result = deployed.run("refresh")
    assert result.code == 0, result.err
    assert result.out == "books::green_build: triggered, build of 2026-01-05 06:30:00 UTC\n"
    assert (group["triggered_at"], group["stale_before"]) == (BUILD, BUILD)
    assert other["triggered_at"] == 0
    deployed.looker.forget_calls()
    assert (
        deployed.run("refresh").out == "books::green_build: knows already, build of 2026-01-05 06:30:00 UTC\n"
    )
    assert deployed.looker.writes == []
    deployed.warehouse(
        "INSERT INTO trust.trust_builds (finished_at) VALUES (TIMESTAMP '2026-01-06 06:30:00')"
    )
    assert deployed.run("refresh").code == 0
    assert group["stale_before"] == BUILD + 86400


def test_a_warehouse_whose_clock_is_ahead_does_not_ask_for_the_future(deployed: Site) -> None:
    deployed.warehouse(
        "INSERT INTO trust.trust_builds (finished_at) VALUES (TIMESTAMP '2099-01-01 00:00:00')"
    )
    assert deployed.run("refresh").code == 0


def test_the_datagroups_own_trouble_is_told(deployed: Site) -> None:
    deployed.looker.state.where("datagroups")[0]["trigger_error"] = "relation trust_builds does not exist"
    assert "its own trigger fails: relation trust_builds does not exist" in deployed.run("refresh").out


def test_refresh_before_the_first_deployment_says_so(site: Site) -> None:
    result = site.run("refresh")
    assert (result.code, "Looker has no datagroup of books" in result.err) == (5, True)


def test_refresh_needs_no_git(deployed: Site) -> None:
    deployed.looker.state.projects.clear()
    assert deployed.run("refresh").code == 0
    assert {entry.route for entry in deployed.looker.log} == {
        "login",
        "all_datagroups",
        "update_datagroup",
        "logout",
    }
