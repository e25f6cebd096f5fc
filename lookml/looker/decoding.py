"""Answers as looker-sdk's models, refused when they have another shape than promised.

The SDK makes an object full of None of a wrong shape, and registers another converter hook with every answer,
which slows each later one: once is enough.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from typing import Any, get_origin

from cattrs.cols import is_sequence, list_structure_factory
from looker_sdk.rtl import serialize
from looker_sdk.rtl.model import Model

from lookml.looker.transport import ApiError, shorten

_converter: Any = serialize.converter40


@functools.cache
def _register_hooks() -> None:
    """What the SDK registers anew with every answer."""
    _converter.register_structure_hook_factory(is_sequence, list_structure_factory)


def strict_deserialize(*, data: str, structure: Any) -> Any:
    """Decode an answer into the SDK's model; raises ApiError when it has another shape than promised."""
    _register_hooks()
    try:
        parsed = json.loads(data)
    except json.JSONDecodeError as error:
        raise _unexpected(f"answered something that is not JSON: {shorten(data)}") from error
    wanted = list if _is_sequence(structure) else dict if _is_model(structure) else object
    if not isinstance(parsed, wanted) or (wanted is dict and not parsed):
        raise _unexpected(f"answered {shorten(data)} where a {wanted.__name__} is promised")
    try:
        return _converter.structure(parsed, structure)
    except Exception as error:  # cattrs raises groups of its own beside TypeError and AttributeError
        raise _unexpected(f"answered something of another shape: {shorten(data)}") from error


def _is_sequence(structure: Any) -> bool:
    return get_origin(structure) is Sequence


def _is_model(structure: Any) -> bool:
    return isinstance(structure, type) and issubclass(structure, Model)


def _unexpected(message: str) -> ApiError:
    return ApiError(200, "answer", message + ".", "Check that base_url is Looker's API and no proxy answers.")
