"""The groups of the instance."""

from __future__ import annotations

from looker_sdk.sdk.api40 import models

from lookml.looker.client import Looker, sure, visible


class Directory:
    """Groups by name, as read at the start and as made since."""

    def __init__(self, looker: Looker) -> None:
        self.looker = looker
        self.ids = {
            str(group.name): str(group.id)
            for group in visible(lambda: looker.sdk.all_groups(fields="id,name"))
        }

    def make(self, name: str) -> None:
        """Create a group."""
        body = models.WriteGroup(name=name)
        self.ids[name] = str(sure(self.looker.sdk.create_group(body), "id").id)
