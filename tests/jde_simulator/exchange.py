"""One HTTP request and its answer, apart from sockets."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.jde_simulator.errors import refusal
from tests.jde_simulator.sessions import Credentials

JSON = "application/json"


@dataclass(frozen=True)
class Request:
    """What a caller sent; header names in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    content: bytes
    address: str

    @cached_property
    def path(self) -> str:
        """The path without its query; doubled slashes are one."""
        return re.sub("/{2,}", "/", self.target.partition("?")[0])

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of the query, in order."""
        return parse_qsl(urlsplit(re.sub("^/+", "/", self.target)).query, keep_blank_values=True)

    @cached_property
    def parameters(self) -> dict[str, str]:
        """The parameters of the query; the last of each name counts."""
        return dict(self.pairs)

    @cached_property
    def body(self) -> dict[str, Any]:
        """The JSON object of the body; empty when there is none.

        Raises:
            Refusal: 415 without the JSON content type, 400 for what is not a JSON object.
        """
        if self.method != "POST" or self.path.endswith("/dataservice/next"):
            return {}  # clients post nothing, or null, to a next link
        kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != JSON:
            raise refusal(415, f"Unsupported Media Type {kind or '(none)'}")
        if not self.content.strip():
            return {}
        try:
            found = json.loads(self.content, parse_float=Decimal)
        except ValueError:
            raise refusal(400, "Invalid JSON input") from None
        if not isinstance(found, dict):
            raise refusal(400, "Invalid JSON input")
        return found

    @property
    def token(self) -> str | None:
        """The token, by header, body or parameter."""
        found = self.headers.get("jde-ais-auth") or self.body.get("token") or self._parameter("token")
        return str(found) if found else None

    @property
    def device(self) -> str | None:
        """The device name, by header, body or parameter."""
        header = self.headers.get("jde-ais-auth-device")
        found = header or self.body.get("deviceName") or self._parameter("device")
        return str(found) if found else None

    @property
    def cookie(self) -> str | None:
        """The JSESSIONID that the caller brought back."""
        found = re.search(r"JSESSIONID=([^;]+)", self.headers.get("cookie", ""))
        return found[1] if found else None

    @property
    def credentials(self) -> Credentials | None:
        """What the caller shows to sign in: a header, the body or parameters; None when nothing."""
        environment = self.headers.get("jde-ais-auth-environment") or self._said("environment")
        role = self.headers.get("jde-ais-auth-role") or self._said("role")
        scheme, _, secret = self.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return Credentials("", "", environment, role, self.device, secret.strip(), "bearer")
        if scheme.lower() == "basic":
            name, password = _basic(secret)
            return Credentials(name, password, environment, role, self.device, None, "basic")
        if not self._said("username"):
            return None
        return Credentials(self._said("username"), self._said("password"), environment, role, self.device)

    def _said(self, name: str) -> str:
        return str(self.body.get(name) or self._parameter(name) or "")

    def _parameter(self, name: str) -> str | None:
        return self.parameters.get(f"${name}") or self.parameters.get(name)


def _basic(secret: str) -> tuple[str, str]:
    try:
        name, _, password = base64.b64decode(secret, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, password


@dataclass
class Response:
    """The answer; `end` says what happens on the wire: `send`, `reset`, `cut` or `slow`."""

    status: int
    content: bytes
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = JSON
    rows: int = 0
    end: str = "send"
    fraction: float = 1.0
    bytes_per_second: float = 0.0


def json_response(status: int, members: Mapping[str, Any]) -> Response:
    """A JSON answer."""
    return Response(status, json.dumps(members, ensure_ascii=False, default=str).encode())


def html_response(status: int, text: str) -> Response:
    """What WebLogic or a proxy says."""
    return Response(status, text.encode(), content_type="text/html; charset=UTF-8")
