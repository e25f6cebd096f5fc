"""A session with Looker: signs in when first asked, checks what comes back, signs out at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeVar, cast

import requests
from looker_sdk.rtl import api_settings, auth_session, serialize
from looker_sdk.sdk.api40 import methods

from lookml.errors import LookmlError
from lookml.looker.decoding import strict_deserialize
from lookml.looker.settings import Settings
from lookml.looker.transport import ApiError, LookerTransport

Answer = TypeVar("Answer")


class Looker:
    """looker-sdk over this project's transport. Use as a context manager, so that it signs out.

    Calls go through `sdk`; hand what they return to `sure` or `rows`, since looker-sdk takes an empty answer
    for a good one. Nothing is sent before the first call.
    """

    def __init__(self, settings: Settings, sdk_settings: api_settings.ApiSettings) -> None:
        session = requests.Session()
        self._transport = LookerTransport(sdk_settings, session, settings.retry_wait)
        if settings.ca_bundle is not None:
            session.verify = str(settings.ca_bundle)
        decode = cast(Any, strict_deserialize)
        auth = auth_session.AuthSession(sdk_settings, self._transport, decode, "4.0")
        self._transport.auth = auth
        self.settings = settings
        self.address = sdk_settings.base_url
        self.sdk = methods.Looker40SDK(auth, decode, serialize.serialize40, self._transport, "4.0")

    def __enter__(self) -> Looker:
        return self

    def __exit__(self, *_: object) -> None:
        # the token dies by itself: a failure here must not hide what happened before
        with suppress(LookmlError):
            self._transport.workspace = "production"
            self.sdk.auth.logout()
        self._transport.session.close()

    @contextmanager
    def dev_workspace(self) -> Iterator[None]:
        """Calls inside act in the API user's development workspace, whatever token they go out with."""
        self._transport.workspace = "dev"
        try:
            yield
        finally:
            self._transport.workspace = "production"

    @contextmanager
    def patient(self) -> Iterator[None]:
        """Calls inside may take as long as validating and deploying take."""
        self._transport.allow(self.settings.patience)
        try:
            yield
        finally:
            self._transport.allow(None)


def sure(answer: Answer, *needed: str) -> Answer:
    """The answer, when it is an object that has the attributes needed. Raises ApiError otherwise."""
    if answer is None or isinstance(answer, str | bytes):
        raise ApiError(204, "answer", "is empty where an object is promised.")
    missing = [name for name in needed if getattr(answer, name) is None]
    if missing:
        raise ApiError(200, "answer", f"{type(answer).__name__} without {', '.join(missing)}.")
    return answer


def rows(answer: Sequence[Answer]) -> list[Answer]:
    """The answer, when it is a list. Raises ApiError otherwise."""
    if isinstance(answer, str | bytes) or not isinstance(answer, Sequence):
        raise ApiError(204, "answer", "is empty where a list is promised.")
    return list(answer)


def visible(call: Callable[[], Sequence[Answer]]) -> list[Answer]:
    """The list, empty when the API user may not see it: what is missing is then planned, and with it the
    permission that is missing."""
    try:
        return rows(call())
    except ApiError as error:
        if error.status in (403, 404):
            return []
        raise


def found(call: Callable[[], Answer]) -> Answer | None:
    """The object that the call returns, None when Looker says 404. Raises ApiError for an empty answer."""
    try:
        return sure(call())
    except ApiError as error:
        if error.status == 404:
            return None
        raise


def delete(call: Callable[[], object]) -> None:
    """Let the call delete something; what is gone already is as good: the answer may have been lost."""
    try:
        call()
    except ApiError as error:
        if error.status != 404:
            raise
