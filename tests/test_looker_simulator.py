"""The fake Looker itself: its routes are the SDK's, its answers fit the SDK's models, its git is real."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from looker_sdk.sdk.api40 import methods, models

from lookml.looker.client import Looker, sure
from lookml.looker.settings import Settings, load_sdk_settings
from lookml.looker.transport import ApiError
from tests.deploy_site import Site
from tests.looker_simulator import routes
from tests.looker_simulator.faults import KINDS
from tests.looker_simulator.handlers import HANDLERS
from tests.looker_simulator.server import LookerSimulator

pytest_plugins = ["tests.deploy_fixtures"]


@pytest.fixture
def looker(deployed: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Looker]:
    """A client of a Looker that has a deployment."""
    for name, value in deployed.settings.items():
        monkeypatch.setenv(name, value)
    with Looker(Settings(retry_wait=0), load_sdk_settings()) as opened:
        yield opened


def test_every_method_of_the_sdk_has_a_route() -> None:
    public = {
        name
        for name, function in inspect.getmembers(methods.Looker40SDK, inspect.isfunction)
        if function.__qualname__.startswith("Looker40SDK.") and not name.startswith("_")
    }
    assert set(routes.routes()) == public
    assert len(public) > 480


def test_every_handler_answers_a_call_that_looker_has() -> None:
    assert set(HANDLERS) - set(routes.routes()) == set()


def test_routes_match_as_looker_does() -> None:
    assert routes.match("GET", "/dashboards/search")[0].name == "search_dashboards"  # type: ignore[index]
    route, values = routes.match("PATCH", "/dashboards/jde%3A%3Aap/sync")  # type: ignore[misc]
    assert (route.name, values) == ("sync_lookml_dashboard", {"lookml_dashboard_id": "jde::ap"})
    assert routes.match("POST", "/projects/jde/files") is None


def test_a_call_that_looker_does_not_have_is_a_violation() -> None:
    with LookerSimulator() as simulator:
        simulator.state.add_user()
        form = {"client_id": "deployer", "client_secret": "secret-of-deployer"}
        login = requests.post(f"{simulator.url}/api/4.0/login", data=form, timeout=5).json()
        headers = {"Authorization": f"Bearer {login['access_token']}"}
        answer = requests.post(
            f"{simulator.url}/api/4.0/projects/x/files", json={}, headers=headers, timeout=5
        )
        assert answer.status_code == 404
        body = {"name": "Clerks", "colour": "red"}
        requests.post(f"{simulator.url}/api/4.0/groups", json=body, headers=headers, timeout=5)
        requests.post(f"{simulator.url}/api/4.0/groups", data=b"{}", headers=headers, timeout=5)
        assert simulator.violations == [
            "Looker has no POST /api/4.0/projects/x/files",
            "create_group: no field colour",
            "create_group: AssertionError(\"create_group answers {'colour'}\")",
            "create_group: content type None",
        ]


def test_a_token_is_needed_and_ends(deployed: Site) -> None:
    url = f"{deployed.looker.url}/api/4.0/user"
    assert requests.get(url, timeout=5).status_code == 401
    form = {"client_id": "deployer", "client_secret": "secret-of-deployer"}
    login = requests.post(f"{deployed.looker.url}/api/4.0/login", data=form, timeout=5).json()
    headers = {"Authorization": f"Bearer {login['access_token']}"}
    deployed.looker.state.tokens[login["access_token"]].calls_left = 1
    assert [requests.get(url, headers=headers, timeout=5).status_code for _ in range(2)] == [200, 401]


def test_the_workspace_belongs_to_the_token(looker: Looker) -> None:
    with looker.dev_workspace():
        assert sure(looker.sdk.session()).workspace_id == "dev"
    assert sure(looker.sdk.session()).workspace_id == "production"


def test_development_mode_of_git(deployed: Site, looker: Looker) -> None:
    sdk, head = looker.sdk, str(deployed.head)
    with pytest.raises(ApiError, match="Only allowed in development mode"):
        sdk.create_git_branch("books", models.WriteGitBranch(name="mine", ref=head))
    with looker.dev_workspace():
        before = sure(sdk.git_branch("books")).name
        made = sure(sdk.create_git_branch("books", models.WriteGitBranch(name="mine", ref=head)))
        assert (made.name, made.ref, made.is_production) == ("mine", head, False)
        assert deployed.repository.branches()["mine"] == head, "Looker pushes new branches"
        for name, words in (("main", "cannot be checked out"), ("none", "Not found")):
            with pytest.raises(ApiError, match=words):
                sdk.update_git_branch("books", models.WriteGitBranch(name=name))
        with pytest.raises(ApiError, match="checked out"):
            sdk.delete_git_branch("books", "mine")
        sdk.update_git_branch("books", models.WriteGitBranch(name=before))
        sdk.delete_git_branch("books", "mine")
        assert "mine" not in deployed.repository.branches()


def test_a_hard_reset_is_pushed_with_force(deployed: Site, looker: Looker) -> None:
    git = deployed.repository.git
    other = git("-c", "user.name=a", "-c", "user.email=a@b.c", "commit-tree", "main^{tree}", "-m", "x")
    with looker.dev_workspace():
        looker.sdk.create_git_branch("books", models.WriteGitBranch(name="mine", ref=deployed.head))
        looker.sdk.update_git_branch("books", models.WriteGitBranch(name="mine", ref=other))
    assert deployed.repository.branches()["mine"] == other


def test_deploying_the_branch_refuses_what_is_no_fast_forward(deployed: Site, looker: Looker) -> None:
    git = deployed.repository.git
    other = git("-c", "user.name=a", "-c", "user.email=a@b.c", "commit-tree", "main^{tree}", "-m", "x")
    with looker.dev_workspace():
        looker.sdk.create_git_branch("books", models.WriteGitBranch(name="mine", ref=other))
        with pytest.raises(ApiError, match="non-fast-forward"):
            looker.sdk.deploy_to_production("books")


def test_queries_are_answered_by_the_compiler(looker: Looker) -> None:
    query = models.WriteQuery(
        model="books",
        view="ap_aging",
        fields=["fct_bills.company_code", "fct_bills.total_open_amount"],
        sorts=["fct_bills.company_code"],
    )
    assert looker.sdk.run_inline_query("json", query) == (
        '[{"fct_bills.company_code": "00001", "fct_bills.total_open_amount": 14.5}, '
        '{"fct_bills.company_code": "00070", "fct_bills.total_open_amount": 7.0}]'
    )
    query.fields = ["fct_bills.nothing"]
    assert looker.sdk.run_inline_query("json", query).startswith('[{"looker_error": ')


def test_the_same_query_keeps_its_id(looker: Looker) -> None:
    query = models.WriteQuery(model="books", view="ap_aging", fields=["fct_bills.count"])
    ids = {sure(looker.sdk.create_query(query)).id for _ in range(2)}
    assert len(ids) == 1


def test_titles_are_unique_in_a_folder_and_the_trash_does_not_count(deployed: Site, looker: Looker) -> None:
    [board] = deployed.boards()
    with pytest.raises(ApiError, match="title already exists"):
        looker.sdk.import_lookml_dashboard("books::owed", board["folder_id"])
    looker.sdk.update_dashboard(board["id"], models.WriteDashboard(deleted=True))
    made = looker.sdk.import_lookml_dashboard("books::owed", board["folder_id"])
    assert made.lookml_link_id == "books::owed"
    with pytest.raises(ApiError, match="title already exists"):
        looker.sdk.update_dashboard(board["id"], models.WriteDashboard(deleted=False))


def test_syncing_without_ids_hits_every_linked_copy(deployed: Site, looker: Looker) -> None:
    copy = looker.sdk.import_lookml_dashboard("books::owed", "1")
    assert len(looker.sdk.sync_lookml_dashboard("books::owed")) == 2
    ids = models.DelimSequence([str(copy.id)])
    assert looker.sdk.sync_lookml_dashboard("books::owed", dashboard_ids=ids) == [int(str(copy.id))]


def test_attributes_have_unique_names_and_labels(looker: Looker) -> None:
    for name, label in (("jde_company", "New"), ("new", "JDE company")):
        body = models.WriteUserAttribute(name=name, label=label, type="string")
        with pytest.raises(ApiError, match="has already been taken"):
            looker.sdk.create_user_attribute(body)


def test_a_missing_permission_is_404_for_content_and_403_for_deploying(
    deployed: Site, looker: Looker
) -> None:
    deployed.looker.state.users["1"].permissions -= {"save_looks", "deploy"}
    for call, status in (
        (
            lambda: looker.sdk.create_look(models.WriteLookWithQuery(title="x", query_id="1", folder_id="1")),
            404,
        ),
        (lambda: looker.sdk.deploy_ref_to_production("books", ref="main"), 403),
    ):
        with pytest.raises(ApiError) as caught:
            call()
        assert caught.value.status == status


def test_datagroups_refuse_the_future(deployed: Site, looker: Looker) -> None:
    [group] = deployed.looker.state.where("datagroups")
    with pytest.raises(ApiError, match="must not be in the future"):
        looker.sdk.update_datagroup(group["id"], models.WriteDatagroup(stale_before=4_000_000_000))


@pytest.mark.parametrize("kind", KINDS)
def test_each_fault_happens_once(deployed: Site, looker: Looker, kind: str) -> None:
    sdk = looker.sdk
    sdk.me()
    deployed.looker.faults.on("create_group", kind)
    before = len(deployed.looker.state.table("groups"))
    try:
        sure(sdk.create_group(models.WriteGroup(name="Clerks")), "id")
        failed = False
    except ApiError:
        failed = True
    assert failed is (kind not in ("401", "expire"))
    made = len(deployed.looker.state.table("groups")) - before
    assert made == (1 if kind in ("401", "expire", "lost") else 0)
    assert [entry[2] for entry in deployed.looker.faults.happened] == [kind]


def test_the_product_knows_nothing_of_the_fake() -> None:
    root = Path(__file__).parent.parent
    offenders = [
        path.name for folder in ("lookml", "loader") for path in (root / folder).rglob("*.py")
        if "simulator" in path.read_text()
    ]  # fmt: skip
    assert offenders == []
