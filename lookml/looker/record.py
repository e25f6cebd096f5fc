"""What was deployed when: one annotated tag per deployment in the published repository.

It lives where the LookML lives, so that any machine can roll back. It holds what Looker cannot tell: which
objects this tool made, and what they were made from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from lookml.looker.repository import Repository

PREFIX = "jde-deploy/"


@dataclass(frozen=True)
class Record:
    """One deployment. `at` is UTC; `objects` maps `kind:key` to what is known of the object (its Looker id,
    the hash of its source, a fingerprint of what Looker made of it)."""

    commit: str
    previous: str | None
    source: str
    at: str
    kind: str = "deploy"
    accepted_differences: str | None = None
    objects: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    name: str = ""

    def known(self, kind: str, key: str) -> Mapping[str, Any]:
        """What is known of an object, empty when nothing is."""
        return self.objects.get(f"{kind}:{key}", {})

    def keys(self, kind: str) -> list[str]:
        """The keys of all objects of a kind."""
        return [name.partition(":")[2] for name in self.objects if name.startswith(f"{kind}:")]


def read_records(repository: Repository) -> list[Record]:
    """All deployments, oldest first; tags that this tool did not write are passed over."""
    records = []
    for name, message in repository.tags(PREFIX).items():
        _, _, text = message.partition("\n\n")
        try:
            values = json.loads(text)
            records.append(Record(**{**values, "name": name}))
        except (ValueError, TypeError):
            continue
    return records


def write_record(repository: Repository, record: Record) -> Record:
    """Tag the deployment in the scratch repository and push the tag. Returns it with its name."""
    now = datetime.now(UTC)
    named = replace(record, at=now.isoformat(timespec="seconds"))
    name = f"{PREFIX}{now.strftime('%Y%m%dT%H%M%S%f')}Z-{record.commit[:7]}"
    values = {key: value for key, value in asdict(named).items() if key != "name"}
    title = f"{record.kind} {record.commit[:12]} from {record.source}"
    text = f"{title}\n\n{json.dumps(values, indent=1, sort_keys=True)}"
    repository.tag(name, record.commit, text, f"{int(now.timestamp())} +0000")
    repository.push(f"refs/tags/{name}")
    return replace(named, name=name)
