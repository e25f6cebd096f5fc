"""The wire: time-outs, retries, limits, TLS, redirects and links to elsewhere."""

from __future__ import annotations

import datetime
import ipaddress
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from loader.ais.clock import Clock
from loader.ais.dataservice import DataService
from loader.ais.limiter import Limiter
from loader.ais.redaction import Redactor
from loader.ais.transport import Transport, is_loopback
from loader.errors import ConfigurationError, SourceError
from loader.settings import Settings
from tests.ais_site import REGISTRY, ROWS, server_settings, site
from tests.jde_simulator.faults import Fault

F0411 = REGISTRY["F0411"]
TLS = Path(__file__).parent / "tls"


@pytest.mark.parametrize(
    ("percent", "status"),
    [(1, 500), (5, 429), (5, 503), (20, 429), (20, 500), (20, 502), (20, 503), (20, 504)],
)
def test_R7_failing_calls_are_repeated_within_bounds(tmp_path: Path, percent: int, status: int) -> None:
    with site(
        tmp_path, faults=[Fault("status", call="data", probability=percent / 100, status=status)]
    ) as jde:
        read = jde.read(page_size=10, max_attempts=8)
        assert read.keys(F0411) == jde.expected("F0411")
        assert read.session.counters.logins == 1


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("call", ["browse", "next"])
def test_R7_retry_after_is_kept_to(tmp_path: Path, status: int, call: str) -> None:
    fault = Fault("status", call=call, nth=(1,), status=status, headers={"Retry-After": "7"})
    with site(tmp_path, faults=[fault]) as jde:
        assert jde.read().rows.num_rows == ROWS
        assert jde.clock.waits == [7.0]


def test_R7_retry_after_may_be_a_date(tmp_path: Path) -> None:
    moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=30)
    header = {"Retry-After": moment.strftime("%a, %d %b %Y %H:%M:%S GMT")}
    with site(tmp_path, faults=[Fault("status", call="browse", nth=(1,), status=503, headers=header)]) as jde:
        jde.read()
        assert jde.clock.waits == [pytest.approx(30, abs=3)]


def test_R7_a_server_that_asks_for_an_hour_gets_no_run(tmp_path: Path) -> None:
    fault = Fault("status", call="browse", status=503, headers={"Retry-After": "3600"})
    with site(tmp_path, faults=[fault]) as jde:
        with pytest.raises(SourceError, match="come back in 3600 s"):
            jde.read()
        assert jde.clock.waits == []


def test_R7_waits_double_and_end(tmp_path: Path) -> None:
    with site(tmp_path, faults=[Fault("status", call="browse", status=503)]) as jde:
        with pytest.raises(SourceError, match="no usable answer in 4 attempts, last HTTP 503"):
            jde.read(retry_wait=1.0)
        assert len(jde.clock.waits) == 3
        for wait, least in zip(jde.clock.waits, (1, 2, 4), strict=True):
            assert least <= wait <= least * 1.25
        assert jde.server.sessions.open == 0


def test_R8_a_trickle_ends_at_the_time_out(tmp_path: Path) -> None:
    with site(tmp_path, faults=[Fault("slow", call="browse", bytes_per_second=40)]) as jde:
        started = time.monotonic()
        with pytest.raises(SourceError, match="did not end within the time-out"):
            jde.read(read_timeout=0.5, max_attempts=2)
        assert time.monotonic() - started < 4
        assert jde.server.log.count("browse") == 2


@pytest.mark.parametrize("call", ["browse", "next"])
@pytest.mark.parametrize("effect", ["hang", "reset", "lose_answer", "cut"])
def test_R8_stalls_and_cuts_are_survived(tmp_path: Path, call: str, effect: str) -> None:
    with site(tmp_path, faults=[Fault(effect, call=call, nth=(1,), seconds=1.5)]) as jde:
        assert jde.read(read_timeout=1.0).keys(F0411) == jde.expected("F0411")
        assert jde.server.sessions.open == 0


def test_R8_a_slow_answer_within_the_time_out_is_taken(tmp_path: Path) -> None:
    with site(tmp_path, faults=[Fault("slow", call="browse", bytes_per_second=20_000)]) as jde:
        assert jde.read("F0010").rows.num_rows == 5


def test_compressed_answers_are_read(tmp_path: Path) -> None:
    with site(tmp_path, server_settings(compress=True)) as jde:
        assert jde.read().keys(F0411) == jde.expected("F0411")


def test_R33_calls_in_flight_and_calls_a_second_keep_their_limits(tmp_path: Path) -> None:
    with site(tmp_path, server_settings(latency=0.01)) as jde:
        limiter = Limiter(in_flight=2, calls_per_second=50, clock=Clock())

        def work() -> None:
            with jde.session(limiter) as session:
                list(DataService(session).browse(F0411, columns=["ag"]))

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        starts = sorted(entry.started for entry in jde.server.log.entries)
        assert len(starts) == 4 * 12
        assert jde.server.log.max_concurrent <= 2
        assert all(starts[place + 50] - starts[place] >= 0.9 for place in range(len(starts) - 50))
        assert starts[-1] - starts[0] >= 0.8 * len(starts) / 50
        assert jde.server.sessions.open == 0


def test_R33_the_rate_holds_over_ten_thousand_calls() -> None:
    class Still(Clock):
        """A clock that only moves while somebody waits."""

        now_at = 0.0

        def monotonic(self) -> float:
            return self.now_at

        def sleep(self, seconds: float) -> None:
            self.now_at += seconds

    clock = Still()
    limiter = Limiter(in_flight=3, calls_per_second=20, clock=clock)
    starts = []
    for _ in range(10_000):
        with limiter.call():
            starts.append(clock.monotonic())
    assert all(starts[place + 20] - starts[place] >= 0.999 for place in range(len(starts) - 20))


@pytest.mark.parametrize("effect", ["status", "reset", "html", "expire_token", "empty_page"])
def test_R33_no_session_is_left_after_a_failure(tmp_path: Path, effect: str) -> None:
    with site(tmp_path, faults=[Fault(effect, call="data", status=503)]) as jde:
        with pytest.raises(SourceError):
            jde.read(max_attempts=1)
        assert jde.server.sessions.opened >= 1
        assert jde.server.sessions.open == 0


@pytest.mark.parametrize(
    "href",
    [
        "http://evil.example/jderest/v2/dataservice/next?rid=1",
        "https://169.254.169.254/jderest//v2/dataservice/next?rid=1",
        "/jderest/v2/dataservice/next?rid=1",
        "http://ais.corp:9300//jderest/v2//dataservice/next?rid=1",
    ],
)
def test_R32_a_next_link_only_ever_leads_to_the_configured_host(href: str) -> None:
    assert transport().next_path(href) == "/v2/dataservice/next?rid=1"


@pytest.mark.parametrize(
    "href",
    [
        "http://169.254.169.254/latest/meta-data?token=abc",
        "http://127.0.0.1:1/jderest/v2/dataservice/next/../../../admin?token=abc",
        "http://127.0.0.1:1/other/v2/dataservice/next?token=abc",
        "http://127.0.0.1:1/jderest/v2/tokenrequest?token=abc",
        "file:///etc/passwd",
        "",
    ],
)
def test_R32_a_link_to_anything_else_is_refused(href: str) -> None:
    with pytest.raises(SourceError, match="was not followed") as caught:
        transport().next_path(href)
    assert "abc" not in str(caught.value)


def test_R32_a_link_is_encoded_once() -> None:
    path = transport().next_path(
        "http://a/jderest/v2/dataservice/next?token=044%2Fa%3D&returnControlIDs=F1.A|F1.B c"
    )
    assert path == "/v2/dataservice/next?token=044%2Fa%3D&returnControlIDs=F1.A%7CF1.B%20c"


def test_R32_a_foreign_link_stops_the_table_and_is_never_called(tmp_path: Path) -> None:
    with site(tmp_path) as jde, listener() as (port, calls):
        link = f"http://127.0.0.1:{port}/elsewhere"
        jde.server.faults.add(Fault("foreign_link", call="browse", body=link))
        with pytest.raises(SourceError, match="was not followed"):
            jde.read()
        assert calls == []


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_R32_redirects_are_refused_and_never_followed(tmp_path: Path, status: int) -> None:
    with site(tmp_path) as jde, listener() as (port, calls):
        headers = {"Location": f"http://127.0.0.1:{port}/jderest/v2/tokenrequest"}
        jde.server.faults.add(Fault("status", call="login", status=status, headers=headers))
        with pytest.raises(SourceError, match=f"redirects to http://127.0.0.1:{port}/jderest"), jde.session():
            pass
        assert calls == []


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("http://jde.corp:9300/jderest", False),
        ("http://10.0.0.5/jderest", False),
        ("http://localhost:9300/jderest", True),
        ("http://[::1]:9300/jderest", True),
        ("https://jde.corp/jderest", True),
        ("ftp://jde.corp/jderest", False),
        ("https://user:secret@jde.corp/jderest", False),
        ("jderest", False),
    ],
)
def test_R32_only_safe_addresses_get_the_password(address: str, allowed: bool) -> None:
    if allowed:
        transport(address).check()
    else:
        with pytest.raises(ConfigurationError) as caught:
            transport(address).check()
        assert "secret" not in str(caught.value)


def test_R32_plain_http_to_a_trusted_network_is_a_setting() -> None:
    settings = Settings("http://10.0.0.5/jderest", "U", "p", allow_http=True)
    Transport(settings, Redactor(settings), Clock()).check()
    assert is_loopback("127.9.9.9")
    assert not is_loopback("10.0.0.5")


def test_R32_a_private_ca_is_trusted_once_it_is_configured(tmp_path: Path) -> None:
    with site(tmp_path, certificate=TLS / "right.pem") as jde:
        assert jde.read("F0010", ca_bundle=str(TLS / "ca.pem")).rows.num_rows == 5
        with pytest.raises(SourceError, match="CA that this machine does not know"):
            jde.read("F0010")
        with pytest.raises(ConfigurationError, match="CA bundle"):
            jde.read("F0010", ca_bundle="/nowhere.pem")
        assert jde.clock.waits == []


@pytest.mark.parametrize(("name", "fault"), [("expired", "expired"), ("other", "another host")])
def test_R32_a_wrong_certificate_is_refused_before_the_password(
    tmp_path: Path, name: str, fault: str
) -> None:
    with site(tmp_path, certificate=TLS / f"{name}.pem") as jde:
        with pytest.raises(SourceError, match=fault):
            jde.read("F0010", ca_bundle=str(TLS / "ca.pem"))
        assert jde.server.log.entries == []


def transport(address: str = "http://127.0.0.1:1/jderest") -> Transport:
    settings = Settings(address, "U", "secret")
    return Transport(settings, Redactor(settings), Clock())


@contextmanager
def listener() -> Iterator[tuple[int, list[str]]]:
    """A server that should never be called, and the calls it got."""
    calls: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            calls.append(self.path)
            self.send_error(500)

        do_GET = do_POST

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    with ThreadingHTTPServer((str(ipaddress.ip_address("127.0.0.1")), 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield server.server_port, calls
        finally:
            server.shutdown()
