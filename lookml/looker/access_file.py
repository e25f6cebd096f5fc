"""`access.yml`: who sees what on Looker, as the company wants it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from lookml.errors import ConfigurationError

DEFAULT_ACCESS = Path(__file__).parent.parent / "access.yml"
EVERYTHING = "%, NULL"
TYPES = ("string", "number", "yesno", "advanced_filter_string", "advanced_filter_number")
VIEWS = ("view", "edit")


@dataclass(frozen=True)
class Attribute:
    """A user attribute that the LookML reads. `deploy_user` is the value that the deploying user needs."""

    name: str
    label: str
    type: str
    deploy_user: str


@dataclass(frozen=True)
class Nodes:
    """All cost centres below (and including) nodes of the hierarchy in `dim_cost_centers`."""

    names: tuple[str, ...]


Value = str | tuple[str, ...] | Nodes


@dataclass(frozen=True)
class GroupAccess:
    """A Looker group: its access to the folder (`view`, `edit` or None) and its attribute values.

    A value is a filter expression as it goes to Looker, a tuple of plain codes, or Nodes.
    """

    name: str
    folder: str | None
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Schedule:
    """A delivery by mail: `key` is its identity, `board` or `look` what, `datagroup` or `crontab` when."""

    key: str
    title: str
    board: str | None
    look: str | None
    datagroup: str | None
    crontab: str | None
    timezone: str | None
    format: str
    recipients: tuple[str, ...]
    filters: str | None


@dataclass(frozen=True)
class Access:
    """The whole file."""

    folder: str
    model_set: str
    role: str
    permission_set: str
    attributes: tuple[Attribute, ...]
    groups: tuple[GroupAccess, ...]
    schedules: tuple[Schedule, ...] = ()


def load_access(path: Path = DEFAULT_ACCESS) -> Access:
    """Read the file. Raises ConfigurationError with the file and what is wrong in it."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        attributes = tuple(_attribute(name, entry) for name, entry in content["user_attributes"].items())
        known = {attribute.name for attribute in attributes}
        return Access(
            folder=str(content["folder"]),
            model_set=str(content["model_set"]),
            role=str(content["role"]["name"]),
            permission_set=str(content["role"]["permission_set"]),
            attributes=attributes,
            groups=tuple(_group(name, entry, known) for name, entry in (content.get("groups") or {}).items()),
            schedules=tuple(_schedule(key, entry) for key, entry in (content.get("schedules") or {}).items()),
        )
    except FileNotFoundError as error:
        raise ConfigurationError(
            f"There is no file {path}.", "Name the access file with --access."
        ) from error
    except yaml.YAMLError as error:
        raise ConfigurationError(f"{path} is not YAML: {error}", "Correct the file.") from error
    except KeyError as error:
        raise ConfigurationError(f"{path}: `{error.args[0]}` is missing.", "Add it.") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise ConfigurationError(f"{path}: {error}", "Correct the file.") from error


def _attribute(name: str, entry: Mapping[str, Any]) -> Attribute:
    kind = str(entry["type"])
    if kind not in TYPES:
        raise ValueError(f"user attribute `{name}`: type `{kind}` is none of {', '.join(TYPES)}.")
    everything = EVERYTHING if kind == "advanced_filter_string" else None
    value = entry.get("deploy_user", everything)
    if value is None:
        raise ValueError(f"user attribute `{name}` of type `{kind}` needs `deploy_user`.")
    return Attribute(str(name), str(entry["label"]), kind, _text(value))


def _group(name: str, entry: Mapping[str, Any], known: set[str]) -> GroupAccess:
    folder = entry.get("folder")
    if folder is not None and folder not in VIEWS:
        raise ValueError(f"group `{name}`: folder is `{folder}`, neither view nor edit.")
    unknown = set(entry) - known - {"folder"}
    if unknown:
        raise ValueError(f"group `{name}`: `{min(unknown)}` is not among user_attributes.")
    return GroupAccess(str(name), folder, {key: _value(name, entry[key]) for key in entry if key != "folder"})


def _value(group: str, value: Any) -> Value:
    if value == "all":
        return EVERYTHING
    if isinstance(value, Mapping):
        if set(value) != {"nodes"} or not isinstance(value["nodes"], list):
            raise ValueError(f"group `{group}`: write `nodes: [...]`.")
        return Nodes(tuple(str(node) for node in value["nodes"]))
    if isinstance(value, list):
        numbers = [code for code in value if not isinstance(code, str)]
        if numbers:
            raise ValueError(f"group `{group}`: put quotes around {numbers[0]}, codes are text.")
        if not value:
            raise ValueError(f"group `{group}`: an empty list would show nothing; leave the line out.")
        return tuple(value)
    return _text(value)


def _text(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _schedule(key: str, entry: Mapping[str, Any]) -> Schedule:
    board, look = entry.get("dashboard"), entry.get("look")
    datagroup, crontab = entry.get("datagroup"), entry.get("crontab")
    if bool(board) == bool(look) or bool(datagroup) == bool(crontab):
        raise ValueError(f"schedule `{key}` needs one of dashboard, look and one of datagroup, crontab.")
    if not entry.get("recipients"):
        raise ValueError(f"schedule `{key}` has no recipients.")
    return Schedule(
        key=str(key),
        title=str(entry["title"]),
        board=board,
        look=look,
        datagroup=datagroup,
        crontab=crontab,
        timezone=entry.get("timezone"),
        format=str(entry.get("format", "wysiwyg_pdf" if board else "xlsx")),
        recipients=tuple(str(address) for address in entry["recipients"]),
        filters=entry.get("filters"),
    )


def filter_expression(value: str | tuple[str, ...]) -> str:
    """A value in Looker's filter language: codes joined by commas, their special letters escaped."""
    return value if isinstance(value, str) else ", ".join(_escaped(code) for code in value)


def _escaped(code: str) -> str:
    if code.upper() in ("NULL", "EMPTY") or code != code.strip():
        return f'"{code}"'
    text = "".join(f"^{letter}" if letter in '^%_,"' else letter for letter in code)
    return f"^{text}" if text.startswith("-") else text
