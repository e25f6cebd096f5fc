"""Folders, dashboards, Looks and schedules, with trash, titles, slugs and links."""

from __future__ import annotations

import json
from typing import Any

from lookml.dashboards import Dashboard
from tests.looker_simulator.engine import dashboards
from tests.looker_simulator.handlers.queries import files_of
from tests.looker_simulator.handlers.registry import Request, found, handles, taken
from tests.looker_simulator.state import Record, Refused


@handles("search_folders")
def search_folders(request: Request) -> Any:
    records = list(request.state.table("folders").values())
    if "is_shared_root" in request.query:
        records = [record for record in records if record.get("is_shared_root")]
    return found(records, request.query, "name", "parent_id", "id")


@handles("folder")
def folder(request: Request) -> Any:
    return request.state.get("folders", request.path["folder_id"])


@handles("create_folder", "manage_spaces")
def create_folder(request: Request) -> Any:
    siblings = request.state.where("folders", parent_id=request.body["parent_id"])
    request.state.get("folders", request.body["parent_id"])
    taken(siblings, request.body, "name", "A folder with that name already exists")
    access = request.state.add("content_metadata", {"inherits": True})
    return request.state.add("folders", {**request.body, "content_metadata_id": access["id"]})


def _title_is_free(request: Request, table: str, values: Record, but: str | None = None) -> None:
    records = [
        record
        for record in request.state.where(table, folder_id=values["folder_id"], deleted=False)
        if record["id"] != but
    ]
    taken(records, values, "title", "title already exists in this folder")


def _shown(board: Record) -> Record:
    return {key: value for key, value in board.items() if key != "lookml"}


def _lookml_board(request: Request, link: str) -> Dashboard:
    files = files_of(request, link.partition("::")[0])
    boards = dashboards(files)
    if link not in boards:
        raise Refused(404, "Not found")
    return boards[link]


def _copied(board: Dashboard) -> Record:
    elements = [dict(element.properties) for element in board.elements]
    filters = [dict(entry.properties) for entry in board.filters.values()]
    text = json.dumps(
        {"elements": elements, "filters": filters, "title": board.title}, sort_keys=True, default=str
    )
    return {"title": board.title, "description": board.description, "lookml": text}


@handles("search_dashboards", "see_user_dashboards")
def search_dashboards(request: Request) -> Any:
    deleted = request.query.get("deleted", "false") == "true"
    records = [_shown(board) for board in request.state.where("dashboards", deleted=deleted)]
    return found(records, request.query, "title", "folder_id", "slug", "id")


@handles("dashboard", "see_user_dashboards")
def dashboard(request: Request) -> Any:
    return _shown(request.state.get("dashboards", request.path["dashboard_id"]))


@handles("dashboard_lookml", "see_user_dashboards")
def dashboard_lookml(request: Request) -> Any:
    board = request.state.get("dashboards", request.path["dashboard_id"])
    return {"dashboard_id": board["id"], "folder_id": board["folder_id"], "lookml": board["lookml"]}


@handles("import_lookml_dashboard", "save_dashboards")
def import_lookml_dashboard(request: Request) -> Any:
    link, place = request.path["lookml_dashboard_id"], request.path["space_id"]
    request.state.get("folders", place)
    board = _lookml_board(request, link)
    values = {**_copied(board), **request.body, "folder_id": place}
    _title_is_free(request, "dashboards", values)
    slug = f"slug{len(request.state.table('dashboards'))}"
    owner = request.token.user.id
    record = {**values, "lookml_link_id": link, "deleted": False, "slug": slug, "user_id": owner}
    return _shown(request.state.add("dashboards", record))


@handles("sync_lookml_dashboard", "save_dashboards")
def sync_lookml_dashboard(request: Request) -> Any:
    link = request.path["lookml_dashboard_id"]
    copied = _copied(_lookml_board(request, link))
    wanted = request.query.get("dashboard_ids")
    ids = wanted.split(",") if wanted else None
    synced = []
    for board in request.state.where("dashboards", lookml_link_id=link, deleted=False):
        if ids is None or board["id"] in ids:
            board.update(copied)
            synced.append(int(board["id"]))
    return synced


@handles("update_dashboard", "save_dashboards")
def update_dashboard(request: Request) -> Any:
    board = request.state.get("dashboards", request.path["dashboard_id"])
    if not (request.body.get("deleted", board["deleted"])):
        _title_is_free(request, "dashboards", {**board, **request.body}, board["id"])
    board.update(request.body)
    return _shown(board)


@handles("search_looks", "see_looks")
def search_looks(request: Request) -> Any:
    deleted = request.query.get("deleted", "false") == "true"
    records = request.state.where("looks", deleted=deleted)
    return found(records, request.query, "title", "folder_id", "id")


@handles("look", "see_looks")
def look(request: Request) -> Any:
    record = request.state.get("looks", request.path["look_id"])
    return {**record, "query": request.state.get("queries", record["query_id"])}


@handles("create_look", "save_looks")
def create_look(request: Request) -> Any:
    request.state.get("folders", request.body["folder_id"])
    request.state.get("queries", request.body["query_id"])
    _title_is_free(request, "looks", request.body)
    record = {"deleted": False, "user_id": request.token.user.id, **request.body}
    return request.state.add("looks", record)


@handles("update_look", "save_looks")
def update_look(request: Request) -> Any:
    record = request.state.get("looks", request.path["look_id"])
    if not request.body.get("deleted", record["deleted"]):
        _title_is_free(request, "looks", {**record, **request.body}, record["id"])
    record.update(request.body)
    return record


@handles("all_scheduled_plans", "schedule_look_emails")
def all_scheduled_plans(request: Request) -> Any:
    return request.state.where("scheduled_plans", user_id=request.token.user.id)


def _check_plan(values: Record) -> None:
    wrong = []
    if not any(values.get(name) for name in ("look_id", "dashboard_id", "lookml_dashboard_id", "query_id")):
        wrong.append({"field": "base", "message": "content is missing"})
    if not (values.get("crontab") or values.get("datagroup")):
        wrong.append({"field": "crontab", "message": "crontab or datagroup is missing"})
    if not values.get("scheduled_plan_destination"):
        wrong.append({"field": "scheduled_plan_destination", "message": "is missing"})
    if values.get("look_id") and any(
        values.get(name) is None for name in ("require_results", "require_no_results", "require_change")
    ):
        wrong.append({"field": "require_results", "message": "is missing"})
    if not values.get("name") or wrong:
        raise Refused(422, "Validation Failed", wrong)


@handles("create_scheduled_plan", "schedule_look_emails")
def create_scheduled_plan(request: Request) -> Any:
    _check_plan(request.body)
    return request.state.add("scheduled_plans", {**request.body, "user_id": request.token.user.id})


@handles("update_scheduled_plan", "schedule_look_emails")
def update_scheduled_plan(request: Request) -> Any:
    record = request.state.get("scheduled_plans", request.path["scheduled_plan_id"])
    _check_plan({**record, **request.body})
    record.update(request.body)
    return record


@handles("delete_scheduled_plan", "schedule_look_emails")
def delete_scheduled_plan(request: Request) -> Any:
    request.state.get("scheduled_plans", request.path["scheduled_plan_id"])
    request.state.table("scheduled_plans").pop(request.path["scheduled_plan_id"])
    return None
