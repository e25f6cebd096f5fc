"""Queries, explores, content validation and datagroups."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from lookml.errors import ProjectError
from lookml.fieldsets import allowed_fields, explore_fields
from tests.looker_simulator.engine import load
from tests.looker_simulator.handlers.access import values_of
from tests.looker_simulator.handlers.projects import commit_of
from tests.looker_simulator.handlers.registry import Request, handles
from tests.looker_simulator.state import Record, Refused


def files_of(request: Request, model: str) -> Path:
    """The files of the workspace's commit that has the model. Raises Refused 404."""
    for project in request.state.projects.values():
        try:
            files = project.repository.files(commit_of(request, project))
            if model in load(files).models:
                return files
        except (Refused, ProjectError):
            continue
    raise Refused(404, "Not found")


def rows_of(request: Request, query: Record) -> list[Record] | str:
    """The rows of a query as this session sees them, or Looker's words on why there are none."""
    configured = request.state.table("lookml_models").get(query["model"])
    if configured is None or not configured.get("allowed_db_connection_names"):
        return f"the model {query['model']} is not configured"
    return request.engine.query(files_of(request, query["model"]), query, values_of(request))


@handles("run_inline_query", "explore")
def run_inline_query(request: Request) -> Any:
    result = rows_of(request, request.body)
    return json.dumps([{"looker_error": result}] if isinstance(result, str) else result, default=str)


@handles("create_query", "explore")
def create_query(request: Request) -> Any:
    for record in request.state.table("queries").values():
        if {key: value for key, value in record.items() if key != "id"} == request.body:
            return record
    return request.state.add("queries", request.body)


@handles("query", "explore")
def query(request: Request) -> Any:
    return request.state.get("queries", request.path["query_id"])


@handles("lookml_model_explore", "see_lookml")
def lookml_model_explore(request: Request) -> Any:
    name, explore = request.path["lookml_model_name"], request.path["explore_name"]
    model = load(files_of(request, name)).models[name]
    if explore not in model.explores:
        raise Refused(404, "Not found")
    kinds: dict[str, list[Record]] = {"dimensions": [], "measures": [], "filters": [], "parameters": []}
    for full, field in allowed_fields(model, model.explores[explore], values_of(request)).items():
        kinds[f"{field.kind}s"].append({"name": full, "hidden": field.hidden})
    return {"id": f"{name}::{explore}", "name": explore, "model_name": name, "fields": kinds, "errors": []}


@handles("content_validation", "develop")
def content_validation(request: Request) -> Any:
    """Looks and dashboards whose fields are gone in the session's workspace, of all projects or of some."""
    names = request.query.get("project_names")
    foreign = {
        record["name"]
        for record in request.state.table("lookml_models").values()
        if names is not None and record["project_name"] not in names.split(",")
    }
    broken = []
    for look in request.state.where("looks", deleted=False):
        asked = request.state.get("queries", look["query_id"])
        errors = [] if asked["model"] in foreign else _unknown_fields(request, asked)
        if errors:
            broken.append({"look": {"id": look["id"], "title": look["title"]}, "errors": errors})
    for board in request.state.where("dashboards", deleted=False):
        for element in json.loads(board["lookml"])["elements"]:
            if element.get("explore") and element["model"] not in foreign:
                asked = {
                    "model": element["model"],
                    "view": element["explore"],
                    "fields": element.get("fields", []),
                }
                errors = _unknown_fields(request, asked)
                if errors:
                    shown = {"id": board["id"], "title": board["title"]}
                    broken.append({"dashboard": shown, "errors": errors})
    return {"content_with_errors": broken, "computation_time": 0.1}


def _unknown_fields(request: Request, asked: Record) -> list[Record]:
    try:
        model = load(files_of(request, asked["model"])).models[asked["model"]]
    except Refused:
        return [{"message": f"Unknown model {asked['model']}", "model_name": asked["model"]}]
    explore = model.explores.get(asked["view"])
    if explore is None:
        return [{"message": f"Unknown explore {asked['view']}", "explore_name": asked["view"]}]
    known = explore_fields(model, explore)
    return [
        {"message": f"Unknown field {name}", "field_name": name, "explore_name": asked["view"]}
        for name in asked.get("fields") or ()
        if name not in known
    ]


@handles("all_datagroups", "see_datagroups")
def all_datagroups(request: Request) -> Any:
    return list(request.state.table("datagroups").values())


@handles("update_datagroup", "update_datagroups")
def update_datagroup(request: Request) -> Any:
    record = request.state.get("datagroups", request.path["datagroup_id"])
    for name, value in request.body.items():
        if value > time.time() + 1:
            raise Refused(422, "Validation Failed", [{"field": name, "message": "must not be in the future"}])
        record[name] = value
    return record
