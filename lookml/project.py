"""The LookML project as frozen objects: models with their views, explores, tests, datagroups and dashboards.

`load_project` reads a project root (the folder of manifest.lkml) and raises ProjectError with every fault
found, each with file and line. It takes parameters that it does not know as they are; `lookml.checks` names
misspelt ones and `lookml.compiler` refuses what it cannot render.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from lookml.assembly import FIELD_KEYS, Faults, assemble, included_files
from lookml.dashboards import Dashboard, load_dashboards
from lookml.errors import CompileError, ConfigurationError, ProjectError
from lookml.fields import Field, spread
from lookml.objects import AccessFilter, AccessGrant, DataTest, Explore, Join, Model, View
from lookml.source import Location, Node, ParseFault, parse_file, substitute

__all__ = [
    "AccessFilter",
    "AccessGrant",
    "DataTest",
    "Explore",
    "Field",
    "Join",
    "Model",
    "Project",
    "View",
    "load_project",
]

Made = TypeVar("Made")
DEFAULT_ROOT = Path(__file__).parent / "project"


@dataclass(frozen=True)
class Project:
    """A parsed LookML project. `constants` are the manifest's, with overrides of the caller."""

    root: Path
    name: str
    constants: Mapping[str, str]
    models: Mapping[str, Model]
    files: Mapping[str, tuple[Node, ...]] = field(repr=False)

    def model(self, name: str | None = None) -> Model:
        """The model of that name, or the only one."""
        if name is None and len(self.models) == 1:
            return next(iter(self.models.values()))
        if name is None or name not in self.models:
            raise CompileError(f"There is no model `{name}`.", f"Use one of: {', '.join(self.models)}.")
        return self.models[name]

    def explore(self, name: str, model: str | None = None) -> Explore:
        """The explore of that name. Raises CompileError when there is none."""
        explores = self.model(model).explores
        if name not in explores:
            raise CompileError(
                f"There is no explore `{name}`.", f"Use one of: {', '.join(sorted(explores))}."
            )
        return explores[name]


def load_project(root: Path | str = DEFAULT_ROOT, constants: Mapping[str, str] | None = None) -> Project:
    """Read the LookML project under `root`; `constants` override those of the manifest.

    Raises ConfigurationError when there is no manifest, ProjectError with all faults when something is wrong.
    """
    root = Path(root)
    if not (root / "manifest.lkml").is_file():
        raise ConfigurationError(f"{root} has no manifest.lkml.", "Name the folder of the LookML project.")
    faults = Faults()
    raw = _parse(root, faults)
    if faults.found:
        raise ProjectError(sorted(faults.found))
    manifest = raw["manifest.lkml"]
    values = {node.name or "": node.text("value") or "" for node in manifest if node.key == "constant"}
    values.update(constants or {})
    files = _substituted(raw, values, faults)
    dashboards = load_dashboards(root, faults)
    models = {}
    for file in sorted(file for file in files if file.endswith(".model.lkml")):
        name = file.rpartition("/")[2].removesuffix(".model.lkml")
        models[name] = _model(name, file, files, root, dashboards, faults)
    if faults.found:
        raise ProjectError(sorted(set(faults.found)))
    project_name = next((node.value for node in manifest if node.key == "project_name"), None)
    return Project(root, project_name or root.name, values, models, files)


def _parse(root: Path, faults: Faults) -> dict[str, tuple[Node, ...]]:
    files: dict[str, tuple[Node, ...]] = {}
    for path in sorted(root.rglob("*.lkml")):
        try:
            files[path.relative_to(root).as_posix()] = parse_file(path, root)
        except ParseFault as error:
            faults.found.append(error.fault)
    return files


def _substituted(
    files: Mapping[str, tuple[Node, ...]], constants: Mapping[str, str], faults: Faults
) -> dict[str, tuple[Node, ...]]:
    result = {}
    for file, nodes in files.items():
        filled = []
        for node in nodes:
            try:
                filled.append(substitute(node, constants))
            except ParseFault as error:
                faults.found.append(error.fault)
        result[file] = tuple(filled)
    return result


def _model(
    name: str,
    file: str,
    files: Mapping[str, tuple[Node, ...]],
    root: Path,
    dashboards: Mapping[str, Dashboard],
    faults: Faults,
) -> Model:
    reached = included_files(file, files, root, faults)
    # a model's own lines come after what it includes, so that it can refine
    order = [*reached[1:], file]
    nodes = [node for entry in order for node in files.get(entry, ())]
    own = Node("model", Location(file, 1), name=name, children=files[file])
    views = {key: _view(key, node, faults) for key, node in assemble("view", nodes, faults).items()}
    explores = {
        key: _explore(key, name, node, faults) for key, node in assemble("explore", nodes, faults).items()
    }
    return Model(
        name=name,
        node=own,
        files=tuple(reached),
        views=views,
        explores={
            key: explore for key, explore in explores.items() if explore.node.text("extension") != "required"
        },
        tests=_named("test", nodes, faults, _test),
        access_grants=_named("access_grant", nodes, faults, _grant),
        datagroups=_named("datagroup", nodes, faults, lambda node: node),
        named_formats=_named("named_value_format", nodes, faults, lambda node: node),
        dashboards={key: board for key, board in dashboards.items() if board.location.file in reached},
    )


def _named(key: str, nodes: Iterable[Node], faults: Faults, make: Callable[[Node], Made]) -> dict[str, Made]:
    result: dict[str, Made] = {}
    for node in (node for node in nodes if node.key == key):
        if node.name in result:
            faults.add(node, "duplicate", f"{key} `{node.name}` is defined twice")
        result[node.name or ""] = make(node)
    return result


def _view(name: str, node: Node, faults: Faults) -> View:
    fields: dict[str, Field] = {}
    for child in (child for child in node.children if child.key in FIELD_KEYS):
        for entry in spread(name, child):
            if entry.name in fields:
                there = fields[entry.name].location
                faults.add(child, "duplicate", f"field `{name}.{entry.name}` is already defined at {there}")
            fields[entry.name] = entry
    return View(name, node, fields)


def _explore(name: str, model: str, node: Node, faults: Faults) -> Explore:
    base = node.text("view_name") or name
    joins: dict[str, Join] = {}
    for child in node.all("join"):
        alias = child.name or ""
        if alias in joins or alias == base:
            faults.add(child, "duplicate", f"explore `{name}` joins `{alias}` twice")
        joins[alias] = Join(
            name=alias,
            view=child.text("from") or alias,
            relationship=child.text("relationship") or "many_to_one",
            type=child.text("type") or "left_outer",
            sql_on=child.text("sql_on") or "",
            node=child,
        )
    filters = tuple(
        AccessFilter(child.text("field") or "", child.text("user_attribute") or "", child.location)
        for child in node.all("access_filter")
    )
    return Explore(name, model, base, node.text("from") or base, joins, filters, node)


def _grant(node: Node) -> AccessGrant:
    return AccessGrant(
        node.name or "", node.text("user_attribute") or "", node.list("allowed_values"), node.location
    )


def _test(node: Node) -> DataTest:
    source = node.child("explore_source")
    return DataTest(node.name or "", (source.name if source else None) or "", node)
