"""Signing in, the breaker, renewal and logout."""

from __future__ import annotations

import json
import logging
import threading
from pathlib import Path

import pytest

from loader.ais.breaker import FileBreaker, fingerprint
from loader.ais.dataservice import DataService
from loader.ais.limiter import Limiter
from loader.errors import ConfigurationError, LoaderError, SignInError, SourceError
from loader.settings import Settings
from tests.ais_site import PASSWORD, REGISTRY, ROWS, PatientClock, server_settings, service_user, site
from tests.jde_simulator.faults import Fault

TABLE = REGISTRY["F0411"]


def test_a_session_signs_in_once_and_always_logs_out(tmp_path: Path) -> None:
    with site(tmp_path) as jde:
        with jde.session() as session:
            assert session.user.username == "SVCELT"
            assert session.user.date_format == "MM/dd/yyyy"
            assert jde.server.sessions.open == 1
        assert jde.server.sessions.open == 0
        with pytest.raises(KeyboardInterrupt), jde.session():
            raise KeyboardInterrupt
        assert jde.server.sessions.open == 0
        assert jde.server.log.logins == 2


@pytest.mark.parametrize("user", [{"enabled": False}, {"password": "other"}])
@pytest.mark.parametrize("auth", ["token", "basic"])
def test_R5_a_rejected_sign_in_is_never_repeated(tmp_path: Path, user: dict[str, object], auth: str) -> None:
    settings = server_settings(service_user(**user))
    with site(tmp_path, settings) as jde:
        for _ in range(20):
            with pytest.raises(SignInError, match="rejected") as caught, jde.session(auth=auth):
                pass
            assert caught.value.exit_code == 3
        assert jde.server.log.logins == 1
        assert jde.server.sessions.failures("SVCELT") <= 1


def test_R5_an_expired_password_told_with_200_counts_as_rejected(tmp_path: Path) -> None:
    with site(tmp_path, server_settings(login_without_token=True)) as jde:
        for _ in range(3):
            with pytest.raises(SignInError), jde.session():
                pass
        assert jde.server.log.logins == 1


def test_R5_new_credentials_close_the_breaker(tmp_path: Path) -> None:
    with site(tmp_path) as jde:
        with pytest.raises(SignInError), jde.session(password="wrong"):
            pass
        with pytest.raises(SignInError, match="No new attempt"), jde.session(password="wrong"):
            pass
        with jde.session():
            pass
        with pytest.raises(SignInError, match="No new attempt"), jde.session(password="wrong"):
            pass
        FileBreaker(tmp_path).reset()
        with pytest.raises(SignInError, match="Invalid user or password"), jde.session(password="wrong"):
            pass
        assert jde.server.log.logins == 3


def test_R5_several_workers_make_one_attempt(tmp_path: Path) -> None:
    with site(tmp_path) as jde:
        limiter = Limiter(in_flight=4, clock=jde.clock)
        errors: list[LoaderError] = []

        def work() -> None:
            try:
                with jde.session(limiter, password="wrong"):
                    pass
            except LoaderError as error:
                errors.append(error)

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(errors) == 4
        assert jde.server.log.logins == 1


def test_R5_a_breaker_that_cannot_be_read_stays_open(tmp_path: Path) -> None:
    with site(tmp_path) as jde:
        (tmp_path / "rejected_sign_ins.json").write_text("{broken")
        with pytest.raises(SignInError, match="unreadable"), jde.session():
            pass
        assert jde.server.log.logins == 0


def test_R5_a_user_who_may_not_use_the_environment_is_told_so(tmp_path: Path) -> None:
    with site(tmp_path) as jde:
        with pytest.raises(SignInError, match="Correct or leave out environment and role"):
            jde.session(environment="NOWHERE").__enter__()
        with jde.session(environment="JPD920"):
            pass


@pytest.mark.parametrize("body", [None, "<html>Bad Gateway</html>"])
@pytest.mark.parametrize("status", [500, 502, 503])
def test_R6_a_failing_sign_in_gets_two_attempts_thirty_seconds_apart(
    tmp_path: Path, status: int, body: str | None
) -> None:
    with site(tmp_path, faults=[Fault("status", call="login", status=status, body=body)]) as jde:
        with pytest.raises(SourceError, match="HTTP 50"), jde.session():
            pass
        assert jde.server.log.logins == 2
        assert jde.clock.waits == [30.0]


def test_R6_a_sign_in_that_times_out_gets_one_more_attempt(tmp_path: Path) -> None:
    with site(tmp_path, faults=[Fault("hang", call="login", nth=(1,), seconds=3)]) as jde:
        with jde.session(read_timeout=0.5):
            pass
        assert jde.server.log.logins == 2
        assert jde.clock.waits == [30.0]


def test_R6_a_page_in_place_of_the_sign_in_is_not_tried_again(tmp_path: Path) -> None:
    with site(tmp_path, faults=[Fault("html", call="login")]) as jde:
        with pytest.raises(SourceError, match="HTML page"), jde.session():
            pass
        assert jde.server.log.logins == 1


def test_R6_no_session_of_the_run_tries_again(tmp_path: Path) -> None:
    with site(tmp_path, faults=[Fault("status", call="login", status=503)]) as jde:
        limiter = Limiter(clock=jde.clock)
        for _ in range(5):
            with pytest.raises(SourceError), jde.session(limiter):
                pass
        assert jde.server.log.logins == 2


@pytest.mark.parametrize("call", ["browse", "next"])
def test_R3_a_token_refused_inside_a_200_costs_a_renewal(tmp_path: Path, call: str) -> None:
    body = "Invalid Token: Please Request a New Token"
    with site(tmp_path, faults=[Fault("message", call=call, nth=(1,), shape="exception", body=body)]) as jde:
        read = jde.read(columns=["ag"])
        assert read.keys(TABLE) == jde.expected("F0411")
        assert read.session.counters.logins == 2


def test_R6_a_failed_server_that_speaks_of_the_user_has_rejected_the_sign_in(tmp_path: Path) -> None:
    body = '{"message": "Authorization Failure: user SVCELT is disabled"}'
    with site(tmp_path, faults=[Fault("status", call="login", status=500, body=body)]) as jde:
        for _ in range(3):
            with pytest.raises(SignInError, match="is disabled"):
                jde.read()
        assert jde.server.log.count("login") == 1


def test_R33_a_logout_that_fails_is_tried_once_more(tmp_path: Path) -> None:
    with site(tmp_path, faults=[Fault("status", call="logout", nth=(1,), status=500)]) as jde:
        jde.read()
        assert jde.server.sessions.open == 0


@pytest.mark.parametrize("k", range(2, 11))
@pytest.mark.parametrize("status", [444, 403, 500])
def test_R3_a_token_that_dies_on_every_kth_call_costs_a_renewal(tmp_path: Path, k: int, status: int) -> None:
    settings = server_settings(invalid_token_status=status)
    with site(tmp_path, settings, [Fault("expire_token", call="data", every=k)]) as jde:
        read = jde.read(columns=["ag"])
        assert read.keys(TABLE) == jde.expected("F0411")
        calls = sum(jde.server.log.count(call) for call in ("browse", "next", "count"))
        assert read.session.counters.logins <= calls / k + 1
        assert jde.server.sessions.open == 0


def test_R3_a_token_that_never_works_ends_with_an_error(tmp_path: Path) -> None:
    with site(tmp_path, faults=[Fault("expire_token", call="data")]) as jde:
        with jde.session() as session:
            service = DataService(session)
            for _ in range(3):
                with pytest.raises(SourceError, match="does not take the token"):
                    service.count(TABLE)
        assert jde.server.log.logins == 2
        assert jde.server.log.count("count") == 2
        assert jde.server.sessions.open == 0


def test_R3_a_rejected_renewal_ends_the_run(tmp_path: Path) -> None:
    with site(tmp_path, faults=[Fault("expire_token", call="browse", nth=(2,))]) as jde:
        with jde.session() as session:
            service = DataService(session)
            assert len(list(service.browse(REGISTRY["F0010"]))) == 1
            jde.server.configure(users=(service_user(password="changed"),))
            for _ in range(3):
                with pytest.raises(SignInError, match="rejected"):
                    list(service.browse(REGISTRY["F0010"]))
        assert jde.server.log.logins == 2


def test_R24_a_table_without_the_right_leaves_the_others_readable(tmp_path: Path) -> None:
    user = service_user(denied_tables=frozenset({"F0911"}))
    for auth in ("token", "basic"):
        for denied_as in ("403", "500", "exception", "fs_error", "ds_error"):
            with site(tmp_path, server_settings(user, denied_as=denied_as)) as jde:
                with jde.session(auth=auth) as session:
                    service = DataService(session)
                    with pytest.raises(SignInError, match="F0911"):
                        list(service.browse(REGISTRY["F0911"]))
                    pages = service.browse(TABLE, columns=["ag"])
                    rows = sum(page.rows.num_rows for page in pages)
                assert rows == ROWS
                assert jde.server.sessions.open == 0
                assert jde.server.sessions.failures("SVCELT") == 0


def test_basic_with_a_date_format_asks_for_no_token(tmp_path: Path) -> None:
    with site(tmp_path) as jde:
        read = jde.read(auth="basic", date_format="MM/dd/yyyy")
        assert read.keys(TABLE) == jde.expected("F0411")
        assert jde.server.log.logins == 0
        with pytest.raises(SignInError, match="rejected"):
            jde.read(auth="basic", date_format="MM/dd/yyyy", password="wrong")
        with pytest.raises(SignInError, match="No new attempt"):
            jde.read(auth="basic", date_format="MM/dd/yyyy", password="wrong")
        assert jde.server.sessions.failures("SVCELT") == 1


def test_basic_against_a_server_that_refuses_it_is_a_rejection(tmp_path: Path) -> None:
    with site(tmp_path, server_settings(allow_basic=False)) as jde:
        with pytest.raises(SignInError, match="basic login is not enabled"):
            jde.read(auth="basic")
        assert jde.read().rows.num_rows == ROWS


def test_a_server_without_version_2_is_told_apart_from_a_rejection(tmp_path: Path) -> None:
    with site(tmp_path, server_settings(version_2=False)) as jde:
        with pytest.raises(ConfigurationError, match="no version 2 services"), jde.session():
            pass
        assert jde.server.log.logins == 0


def test_a_wrong_host_fails_at_once_and_shows_the_password_to_nobody(tmp_path: Path) -> None:
    clock = PatientClock()
    with site(tmp_path) as jde:
        jde.clock = clock
        with (
            pytest.raises(SourceError, match="no connection"),
            jde.session(base_url="http://127.0.0.1:9/jderest"),
        ):
            pass
    assert clock.waits == []


def test_R31_the_fingerprint_and_the_breaker_do_not_give_the_password_away(tmp_path: Path) -> None:
    settings = Settings(base_url="http://127.0.0.1/jderest", username="U", password=PASSWORD)
    other = Settings(base_url="http://127.0.0.1/jderest", username="U", password=PASSWORD + "x")
    assert fingerprint(settings) == fingerprint(settings) != fingerprint(other)
    FileBreaker(tmp_path).trip(fingerprint(settings), "because")
    text = (tmp_path / "rejected_sign_ins.json").read_text()
    assert PASSWORD not in text
    assert json.loads(text)[fingerprint(settings)]["reason"] == "because"


def test_R31_no_secret_in_errors_logs_or_representations(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    echo = json.dumps({"message": f"no user SVCELT with {PASSWORD}", "exception": "E"})
    faults = [
        Fault("status", call="next", status=500, body=echo, nth=(1,)),
        Fault("reset", call="next", nth=(2,)),
    ]
    caplog.set_level(logging.DEBUG)
    with site(tmp_path, faults=faults) as jde:
        with jde.session() as session:
            tokens = list(jde.server.sessions.tokens())
            list(DataService(session).browse(TABLE))
            shown = repr(session) + repr(session.settings) + repr(session.user)
        jde.server.faults.add(Fault("status", call="login", status=403, body=echo))
        with pytest.raises(SignInError) as caught, jde.session():
            pass
    assert "***" in str(caught.value)
    found = caplog.text + shown + str(caught.value) + (tmp_path / "rejected_sign_ins.json").read_text()
    assert "/v2/dataservice/next?" in caplog.text
    for secret in (PASSWORD, *tokens, *(token.replace("+", "%2B").replace("/", "%2F") for token in tokens)):
        assert secret not in found
