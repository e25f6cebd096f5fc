"""A bare AIS client for tests of the server: it sends what it is told and hides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import requests

from tests.jde_simulator.server import AisServer


class Caller:
    """One HTTP session with the server; `token` and `device` go into every body once signed in."""

    def __init__(self, server: AisServer, device: str | None = "test-device") -> None:
        self.server = server
        self.device = device
        self.token: str | None = None
        self.http = requests.Session()

    def post(self, path: str, body: Mapping[str, Any] | None = None, **options: Any) -> requests.Response:
        """POST a JSON body below /jderest."""
        return self.http.post(f"{self.server.base_url}{path}", json=body, timeout=30, **options)

    def get(self, path: str, **options: Any) -> requests.Response:
        """GET below /jderest."""
        return self.http.get(f"{self.server.base_url}{path}", timeout=30, **options)

    def login(self, **members: Any) -> requests.Response:
        """Ask for a token as the first user, with other members where given, and keep it."""
        user = self.server.settings.users[0]
        body = {"username": user.name, "password": user.password}
        if self.device:
            body["deviceName"] = self.device
        response = self.post("/v2/tokenrequest", {**body, **members})
        if response.status_code == 200:
            self.token = response.json()["userInfo"].get("token")
        return response

    def ask(
        self, target: str, conditions: list[dict[str, Any]] | None = None, **members: Any
    ) -> requests.Response:
        """Send a data request; BROWSE with Find pressed unless `members` say otherwise."""
        return self.post("/v2/dataservice", self.request(target, conditions, **members))

    def request(
        self, target: str, conditions: list[dict[str, Any]] | None = None, **members: Any
    ) -> dict[str, Any]:
        """The body that `ask` sends; members that are None are left out."""
        body: dict[str, Any] = {
            "token": self.token,
            "deviceName": self.device,
            "targetName": target,
            "targetType": "table",
            "dataServiceType": "BROWSE",
            "outputType": "GRID_DATA",
            "findOnEntry": "TRUE",
            "query": {"autoFind": True, "matchType": "MATCH_ALL", "condition": conditions or []},
        }
        return {name: value for name, value in {**body, **members}.items() if value is not None}

    def rows(self, target: str, conditions: list[dict[str, Any]] | None = None, **members: Any) -> list[Any]:
        """The rows of the first page."""
        response = self.ask(target, conditions, **members)
        response.raise_for_status()
        found: list[Any] = grid(response.json(), target)["rowset"]
        return found

    def follow(self, answer: Mapping[str, Any], method: str = "POST") -> requests.Response:
        """Call the next link of an answer at the server's true address."""
        link = urlsplit(answer["links"][0]["href"])
        url = f"{self.server.origin}{link.path}?{link.query}"
        return self.http.request(method, url, timeout=30)

    def pages(self, target: str, **members: Any) -> Iterator[dict[str, Any]]:
        """All pages of a BROWSE by next links, as JSON."""
        answer = self.ask(target, **{"enableNextPageProcessing": True, **members}).json()
        yield answer
        while answer.get("links"):
            answer = self.follow(answer).json()
            yield answer


def grid(answer: Mapping[str, Any], target: str) -> dict[str, Any]:
    """The grid of an answer."""
    found: dict[str, Any] = answer[f"fs_DATABROWSE_{target}"]["data"]["gridData"]
    return found


def condition(control: str, operator: str, *values: Any, special: str = "LITERAL") -> dict[str, Any]:
    """One condition of a query."""
    return {
        "controlId": control,
        "operator": operator,
        "value": [{"content": value, "specialValueId": special} for value in values],
    }


def ascending(*controls: str) -> dict[str, Any]:
    """An `aggregation` member that orders a BROWSE."""
    return {"orderBy": [{"column": control, "direction": "ASC"} for control in controls]}


def document_numbers(rows: list[Any]) -> list[int]:
    """The document numbers of F0411 rows."""
    return [row["F0411_DOC"] for row in rows]


def ordered(control: str = "F0411.DOC") -> dict[str, Any]:
    """The members of a request that orders by a column."""
    return {"aggregation": ascending(control)}
