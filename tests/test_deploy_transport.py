"""looker-sdk's traps, each shut: retries, statuses, renewals, empty and strange answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import requests
from looker_sdk.sdk.api40 import models

from lookml.looker.client import Looker, rows, sure
from lookml.looker.settings import Settings
from lookml.looker.transport import ApiError, _retry_after
from tests.deploy_fixtures import sdk_settings
from tests.looker_simulator.server import LookerSimulator


@pytest.fixture
def simulator() -> Iterator[LookerSimulator]:
    """A Looker with one user."""
    with LookerSimulator() as looker:
        looker.state.add_user()
        yield looker
        assert looker.violations == []


@pytest.fixture
def looker(simulator: LookerSimulator, monkeypatch: pytest.MonkeyPatch) -> Iterator[Looker]:
    """A client of that user, without pauses between attempts."""
    with Looker(Settings(retry_wait=0, patience=1), sdk_settings(monkeypatch, simulator.url)) as opened:
        yield opened


def _routes(simulator: LookerSimulator) -> list[str]:
    return [entry.route for entry in simulator.log]


def test_nothing_is_sent_before_the_first_call(simulator: LookerSimulator, looker: Looker) -> None:
    assert simulator.calls == 0
    assert sure(looker.sdk.me(), "id").id == "1"
    assert _routes(simulator) == ["login", "me"]


def test_it_signs_out_at_the_end(simulator: LookerSimulator, monkeypatch: pytest.MonkeyPatch) -> None:
    with Looker(Settings(), sdk_settings(monkeypatch, simulator.url)) as looker:
        looker.sdk.me()
        assert len(simulator.state.tokens) == 1
    assert simulator.state.tokens == {}


@pytest.mark.parametrize("fault", ["429", "502", "hang", "reset"])
def test_a_get_is_repeated(simulator: LookerSimulator, looker: Looker, fault: str) -> None:
    simulator.faults.on("me", fault, times=2)
    assert sure(looker.sdk.me(), "id").id == "1"
    assert _routes(simulator).count("me") == 3


def test_repeating_ends(simulator: LookerSimulator, looker: Looker) -> None:
    simulator.faults.on("me", "502", times=99)
    with pytest.raises(ApiError, match="GET /user: 502, 502 Bad Gateway") as caught:
        looker.sdk.me()
    assert (caught.value.status, caught.value.exit_code) == (502, 6)
    assert "<html>" not in str(caught.value)
    assert _routes(simulator).count("me") == 4


def test_the_pause_is_what_looker_asks_for(
    simulator: LookerSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    with Looker(Settings(retry_wait=0.5), sdk_settings(monkeypatch, simulator.url)) as looker:
        looker._transport._wait = pauses.append
        simulator.faults.on("me", "429")
        looker.sdk.me()
        simulator.faults.on("me", "502", times=3)
        looker.sdk.me()
    assert pauses == [0.0, 0.5, 1.0, 2.0], "Retry-After: 0, then doubling"


def _answer_with(retry_after: str) -> requests.Response:
    answer = requests.Response()
    answer.headers["Retry-After"] = retry_after
    return answer


def test_the_pause_may_be_a_moment() -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    pause = _retry_after(_answer_with(moment))
    assert pause is not None
    assert 80 < pause <= 90
    assert _retry_after(_answer_with("Thu, 01 Jan 1970 00:00:00 GMT")) == 0.0
    assert _retry_after(_answer_with("soon")) is None


def test_a_pause_too_long_to_wait_for_ends_the_call(
    simulator: LookerSimulator, looker: Looker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lookml.looker.transport._retry_after", lambda answer: 301.0)
    simulator.faults.on("me", "429")
    with pytest.raises(ApiError, match="run the command again later"):
        looker.sdk.me()
    assert _routes(simulator).count("me") == 1


@pytest.mark.parametrize("fault", ["429", "502", "hang", "reset", "lost"])
def test_a_post_that_creates_is_never_repeated(
    simulator: LookerSimulator, looker: Looker, fault: str
) -> None:
    simulator.faults.on("create_group", fault)
    with pytest.raises(ApiError) as caught:
        looker.sdk.create_group(models.WriteGroup(name="Clerks"))
    assert caught.value.status == {"429": 429, "502": 502}.get(fault)
    assert _routes(simulator).count("create_group") == 1


def test_a_session_that_ended_is_renewed_for_every_verb(simulator: LookerSimulator, looker: Looker) -> None:
    looker.sdk.me()
    for call in (looker.sdk.me, lambda: looker.sdk.create_group(models.WriteGroup(name="Clerks"))):
        simulator.state.tokens.clear()
        sure(call(), "id")
    assert _routes(simulator).count("login") == 3
    assert len(simulator.state.where("groups", name="Clerks")) == 1


def test_a_session_refused_again_and_again_is_an_error(simulator: LookerSimulator, looker: Looker) -> None:
    simulator.faults.on("me", "401", times=99)
    with pytest.raises(ApiError, match="401"):
        looker.sdk.me()
    assert _routes(simulator).count("me") == 3


def test_a_new_token_is_put_into_the_dev_workspace_first(simulator: LookerSimulator, looker: Looker) -> None:
    with looker.dev_workspace():
        assert sure(looker.sdk.session()).workspace_id == "dev"
        simulator.state.tokens.clear()
        assert sure(looker.sdk.session()).workspace_id == "dev"
        looker.sdk.auth.token.expires_in = 0
        looker.sdk.auth.token.expires_at = looker.sdk.auth.token.expires_at.replace(year=2000)
        assert sure(looker.sdk.session()).workspace_id == "dev", "renewed by the SDK itself"
    assert sure(looker.sdk.session()).workspace_id == "production"
    assert all(entry.status in (200, 401) for entry in simulator.log)


def test_a_workspace_that_is_not_chosen_is_an_error(simulator: LookerSimulator, looker: Looker) -> None:
    simulator.faults.on("update_session", "204", times=99)
    with looker.dev_workspace(), pytest.raises(ApiError, match="did not choose the workspace dev"):
        looker.sdk.session()
    assert "session" not in _routes(simulator)


@pytest.mark.parametrize("fault", ["204", "{}"])
def test_an_empty_answer_is_not_good_news(simulator: LookerSimulator, looker: Looker, fault: str) -> None:
    simulator.faults.on("me", fault)
    with pytest.raises(ApiError):
        sure(looker.sdk.me(), "id")
    simulator.faults.on("all_groups", fault)
    with pytest.raises(ApiError):
        rows(looker.sdk.all_groups())
    simulator.faults.on("run_inline_query", fault)
    from lookml.looker.queries import Smoke, run

    with pytest.raises(ApiError):
        run(looker, Smoke("books", "ap_aging", ("a.b",)))


def test_an_error_carries_status_field_and_lookers_words(simulator: LookerSimulator, looker: Looker) -> None:
    looker.sdk.create_group(models.WriteGroup(name="Clerks"))
    with pytest.raises(ApiError) as caught:
        looker.sdk.create_group(models.WriteGroup(name="Clerks"))
    assert caught.value.status == 422
    assert (
        caught.value.cause == "Looker, POST /groups: 422, Validation Failed; name name has already been taken"
    )


def test_errors_are_not_looked_up_on_the_web(
    simulator: LookerSimulator, looker: Looker, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("looker_sdk.error.requests.get", lambda url, **_: asked.append(url))
    with pytest.raises(ApiError):
        looker.sdk.folder("404")
    assert asked == []


def test_no_call_passes_options_of_its_own() -> None:
    """transport_options would turn a JSON body into a form when the call also signs in."""
    package = Path(__file__).parent.parent / "lookml" / "looker"
    users = [path.name for path in package.glob("*.py") if "transport_options=" in path.read_text()]
    assert users == []
