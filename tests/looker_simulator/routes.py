"""The routes of the Looker 4.0 API, read from the source of the installed looker-sdk.

A call that is not among them is one that Looker does not have.
"""

from __future__ import annotations

import ast
import functools
import keyword
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import attr
from looker_sdk.sdk.api40 import methods, models


@dataclass(frozen=True)
class Route:
    """One method of the SDK: verb, path with `{names}`, the query parameters and the model of the body."""

    name: str
    verb: str
    path: str
    query: frozenset[str]
    body: str | None
    body_required: bool
    answer: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """Matches a request path below /api/4.0."""
        return _pattern(self.path)

    def fields(self) -> frozenset[str] | None:
        """The keys that the body may have, None when any are."""
        model = None if self.body is None else getattr(models, self.body, None)
        if model is None:
            return None
        return frozenset(_plain(entry.name) for entry in attr.fields(model))


@functools.lru_cache(maxsize=1)
def routes() -> dict[str, Route]:
    """All routes by the name of the SDK's method."""
    tree = ast.parse(Path(methods.__file__).read_text(encoding="utf-8"))
    [sdk] = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Looker40SDK"]
    found = (_route(node) for node in sdk.body if isinstance(node, ast.FunctionDef))
    return {route.name: route for route in found if route is not None}


def match(verb: str, path: str) -> tuple[Route, dict[str, str]] | None:
    """The route of a request and the values of its path, decoded; literal segments win over names."""
    fits = [
        (route, found)
        for route in _by_verb().get(verb, ())
        if (found := route.pattern.fullmatch(path)) is not None
    ]
    if not fits:
        return None
    route, found = min(fits, key=lambda fit: fit[0].path.count("{"))
    return route, {key: unquote(value) for key, value in found.groupdict().items()}


@functools.lru_cache(maxsize=1)
def _by_verb() -> dict[str, list[Route]]:
    result: dict[str, list[Route]] = {}
    for route in routes().values():
        result.setdefault(route.verb, []).append(route)
    return result


@functools.cache
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path)))


def _route(function: ast.FunctionDef) -> Route | None:
    for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
        target = call.func
        if not isinstance(target, ast.Attribute) or target.attr not in (
            "get",
            "post",
            "put",
            "patch",
            "delete",
        ):
            continue
        words = {entry.arg: entry.value for entry in call.keywords}
        if "path" not in words:
            continue
        query = words.get("query_params")
        names = (
            [key.value for key in query.keys if isinstance(key, ast.Constant)]
            if isinstance(query, ast.Dict)
            else []
        )
        body, required = _body(function)
        return Route(
            name=function.name,
            verb=target.attr.upper(),
            path=_path(words["path"]),
            query=frozenset(str(name) for name in names),
            body=body,
            body_required=required,
            answer=ast.unparse(words["structure"]) if "structure" in words else "",
        )
    return None


def _path(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    assert isinstance(node, ast.JoinedStr)
    parts = []
    for value in node.values:
        if isinstance(value, ast.Constant):
            parts.append(str(value.value))
        else:
            assert isinstance(value, ast.FormattedValue)
            parts.append("{" + ast.unparse(value.value) + "}")
    return "".join(parts)


def _body(function: ast.FunctionDef) -> tuple[str | None, bool]:
    arguments = function.args.args
    optional = len(function.args.defaults)
    for position, argument in enumerate(arguments):
        if argument.arg == "body":
            text = ast.unparse(argument.annotation) if argument.annotation else ""
            required = position < len(arguments) - optional
            single = re.fullmatch(r"(?:Optional\[)?mdls\.(\w+)\]?", text)
            return (single.group(1) if single else text), required
    return None, False


def _plain(name: str) -> str:
    stem = name.removesuffix("_")
    return stem if stem in keyword.kwlist else name
