"""Projects: git in development mode and production, validation, data tests, model configuration."""

from __future__ import annotations

from typing import Any

from lookml.errors import ProjectError
from tests.looker_simulator.engine import load
from tests.looker_simulator.handlers.access import values_of
from tests.looker_simulator.handlers.registry import Request, handles
from tests.looker_simulator.state import Checkout, Project, Record, Refused


def checkout_of(request: Request, project: Project) -> Checkout:
    """The caller's development mode; a first look makes the personal branch."""
    user = request.token.user
    if user.id not in project.checkouts:
        start = project.production or project.repository.resolve(project.production_branch) or ""
        project.checkouts[user.id] = Checkout(f"dev-{user.client_id}", {f"dev-{user.client_id}": start})
    return project.checkouts[user.id]


def commit_of(request: Request, project: Project) -> str:
    """The commit that the session's workspace stands on. Raises Refused 404 when there is none."""
    if not request.in_dev:
        commit = project.production
    else:
        checkout = checkout_of(request, project)
        commit = checkout.branches[checkout.branch]
    if not commit:
        raise Refused(404, "Not found")
    return commit


def _branch(request: Request, project: Project) -> Record:
    if not request.in_dev:
        return {
            "name": project.production_branch, "ref": project.production, "is_production": True,
            "remote_ref": project.repository.resolve(project.production_branch),
        }  # fmt: skip
    checkout = checkout_of(request, project)
    return {"name": checkout.branch, "ref": checkout.branches[checkout.branch], "is_production": False}


@handles("project", "see_lookml")
def project(request: Request) -> Any:
    found = request.project()
    return {
        "id": found.name, "name": found.name, "uses_git": found.uses_git,
        "git_remote_url": f"file://{found.repository.path}" if found.uses_git else None,
        "git_production_branch_name": found.production_branch,
        "git_release_mgmt_enabled": found.advanced_deploy, "is_git_dev_locked": found.dev_locked,
        "pull_request_mode": "off", "validation_required": False,
        "has_production_counterpart": found.production is not None,
    }  # fmt: skip


@handles("git_branch", "see_lookml")
def git_branch(request: Request) -> Any:
    return _branch(request, request.project())


@handles("all_git_branches", "develop")
def all_git_branches(request: Request) -> Any:
    project = request.project()
    local = checkout_of(request, project).branches
    remote = project.repository.branches()
    return [
        {
            "name": name,
            "ref": local.get(name) or remote.get(name),
            "is_local": name in local,
            "is_remote": name in remote,
        }
        for name in sorted({*local, *remote})
    ]


def _in_dev(request: Request) -> Checkout:
    if not request.in_dev:
        raise Refused(422, "Only allowed in development mode")
    return checkout_of(request, request.project())


@handles("create_git_branch", "develop", 403)
def create_git_branch(request: Request) -> Any:
    project, checkout = request.project(), _in_dev(request)
    name, ref = request.body["name"], request.body.get("ref")
    if ref and project.ref_of_new_branches == "refused":
        raise Refused(404, f"no ref {ref}")
    heeded = ref and project.ref_of_new_branches == "heeded"
    start = checkout.branches[checkout.branch] or project.production
    commit = project.repository.resolve(ref) if heeded else start
    if commit is None:
        raise Refused(404, f"no ref {ref}")
    if name in checkout.branches or name in project.repository.branches():
        raise Refused(422, "Validation Failed", [{"field": "name", "message": "branch exists"}])
    checkout.branches[name] = commit
    checkout.branch = name
    project.repository.set_branch(name, commit)
    return _branch(request, project)


@handles("update_git_branch", "develop", 403)
def update_git_branch(request: Request) -> Any:
    project, checkout = request.project(), _in_dev(request)
    name, ref = request.body.get("name", checkout.branch), request.body.get("ref")
    if name == project.production_branch:
        raise Refused(422, "the production branch cannot be checked out in development mode")
    if name not in checkout.branches:
        commit = project.repository.branches().get(name)
        if commit is None:
            raise Refused(404, "Not found")
        checkout.branches[name] = commit
    checkout.branch = name
    if ref:
        commit = project.repository.resolve(ref)
        if commit is None:
            raise Refused(404, "Not found")
        checkout.branches[name] = commit
        project.repository.set_branch(name, commit)
    return _branch(request, project)


@handles("delete_git_branch", "develop", 403)
def delete_git_branch(request: Request) -> Any:
    project, checkout = request.project(), _in_dev(request)
    name = request.path["branch_name"]
    known = {*checkout.branches, *project.repository.branches()}
    if name not in known:
        raise Refused(404, "Not found")
    if name in (checkout.branch, project.production_branch):
        raise Refused(422, "the branch is checked out")
    checkout.branches.pop(name, None)
    if name in project.repository.branches():
        project.repository.delete_branch(name)
    return None


@handles("deploy_ref_to_production", "deploy", 403)
def deploy_ref_to_production(request: Request) -> Any:
    project = request.state.projects.get(request.path["project_id"])
    if project is None:
        raise Refused(404, "Not found")
    if not project.advanced_deploy:
        raise Refused(422, "advanced deploy mode is off")
    commit = project.repository.resolve(request.query.get("ref") or request.query.get("branch") or "")
    if commit is None:
        raise Refused(404, "Not found")
    put_into_production(request, project, commit)
    return None


@handles("deploy_to_production", "deploy", 403)
def deploy_to_production(request: Request) -> Any:
    project, checkout = request.project(), _in_dev(request)
    commit = checkout.branches[checkout.branch]
    head = project.repository.resolve(project.production_branch)
    if head is not None and not project.repository.is_ancestor(head, commit):
        raise Refused(422, "rejected: non-fast-forward")
    project.repository.set_branch(project.production_branch, commit)
    put_into_production(request, project, commit)
    return None


def put_into_production(request: Request, project: Project, commit: str) -> None:
    """Move production, and bring the datagroups of its models up."""
    project.production = commit
    try:
        models = load(project.repository.files(commit)).models
    except ProjectError:
        return
    for model in models.values():
        for name in model.datagroups:
            if not request.state.where("datagroups", model_name=model.name, name=name):
                record = {"model_name": model.name, "name": name, "triggered_at": 0, "stale_before": 0}
                request.state.add("datagroups", record)


@handles("validate_project", "develop", 403)
def validate_project(request: Request) -> Any:
    project = request.project()
    commit = commit_of(request, project)
    errors = request.engine.errors(project.repository.files(commit))
    return {
        "errors": errors, "project_digest": commit, "computation_time": 0.1,
        "models_not_validated": [{"name": name} for name in project.not_validated],
    }  # fmt: skip


@handles("all_lookml_tests", "develop", 403)
def all_lookml_tests(request: Request) -> Any:
    project = request.project()
    parsed = load(project.repository.files(commit_of(request, project)))
    return [
        {
            "model_name": model.name,
            "name": test.name,
            "explore_name": test.explore,
            "file": test.location.file,
        }
        for model in parsed.models.values()
        for test in model.tests.values()
    ]


@handles("run_lookml_test", "develop", 403)
def run_lookml_test(request: Request) -> Any:
    project = request.project()
    files = project.repository.files(commit_of(request, project))
    parsed = load(files)
    results = []
    for model in parsed.models.values():
        for test in model.tests.values():
            if request.query.get("test", test.name) != test.name:
                continue
            wrong = request.engine.failures(files, model.name, test.name, values_of(request))
            results.append(
                {
                    "model_name": model.name, "test_name": test.name, "success": not wrong,
                    "assertions_count": len(test.node.all("assert")), "assertions_failed": len(wrong),
                    "errors": [{"message": text, "severity": "error"} for text in wrong], "warnings": [],
                }
            )  # fmt: skip
    return results


@handles("lookml_model", "see_lookml")
def lookml_model(request: Request) -> Any:
    return request.state.get("lookml_models", request.path["lookml_model_name"])


@handles("create_lookml_model", "manage_project_models", 403)
def create_lookml_model(request: Request) -> Any:
    name = request.body["name"]
    if name in request.state.table("lookml_models"):
        raise Refused(422, "Validation Failed", [{"field": "name", "message": "already exists"}])
    record = {"unlimited_db_connections": False, **request.body}
    request.state.table("lookml_models")[name] = record
    return record


@handles("update_lookml_model", "manage_project_models", 403)
def update_lookml_model(request: Request) -> Any:
    record = request.state.get("lookml_models", request.path["lookml_model_name"])
    record.update(request.body)
    return record
