"""Signing in: settings, secrets, addresses and certificates, and what is refused before anything is sent."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from lookml.errors import ConfigurationError, LookmlError, SignInError
from lookml.looker.client import Looker, sure
from lookml.looker.settings import Settings, load_sdk_settings, load_settings
from tests.deploy_fixtures import sdk_settings
from tests.looker_simulator.server import LookerSimulator

TLS = Path(__file__).parent / "tls"


@pytest.fixture
def simulator() -> Iterator[LookerSimulator]:
    """A Looker with one user."""
    with LookerSimulator() as looker:
        looker.state.add_user()
        yield looker


def test_wrong_credentials(simulator: LookerSimulator, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = sdk_settings(monkeypatch, simulator.url, LOOKERSDK_CLIENT_SECRET="another")
    with Looker(Settings(retry_wait=0), settings) as looker, pytest.raises(SignInError) as caught:
        looker.sdk.me()
    assert caught.value.exit_code == 3
    assert "another" not in str(caught.value)


def test_nobody_at_that_address(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = sdk_settings(monkeypatch, "http://127.0.0.1:9")
    with Looker(Settings(retry_wait=0), settings) as looker, pytest.raises(ConfigurationError) as caught:
        looker.sdk.me()
    assert "LOOKERSDK_BASE_URL" in caught.value.remedy


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("LOOKERSDK_BASE_URL", "https://looker.example.com/api/4.0", "not the bare address"),
        ("LOOKERSDK_BASE_URL", "https://id:secret@looker.example.com", "not the bare address"),
        ("LOOKERSDK_BASE_URL", "http://looker.example.com", "unencrypted"),
        ("LOOKERSDK_VERIFY_SSL", "false", "switches certificate checks off"),
        ("LOOKERSDK_VERIFY_SSL", "perhaps", "cannot be read"),
        ("LOOKERSDK_TIMEOUT", "soon", "cannot be read"),
        ("LOOKERSDK_CLIENT_ID", "", "Missing setting: LOOKERSDK_CLIENT_ID"),
    ],
)
def test_settings_that_cannot_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigurationError, match=words) as caught:
        sdk_settings(monkeypatch, "https://looker.example.com", **{name: value})
    assert "secret-of-deployer" not in str(caught.value)


def test_unsafe_connections_only_on_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOKERSDK_VERIFY_SSL", "false")
    with pytest.raises(ConfigurationError):
        sdk_settings(monkeypatch, "https://looker.example.com")
    assert load_sdk_settings(insecure=True).verify_ssl is False


@contextmanager
def _tls_server(certificate: str) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            body = b'{"access_token": "t", "expires_in": 3600}'
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            body = b'{"id": "1"}'
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"https://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def test_a_private_certificate_authority(monkeypatch: pytest.MonkeyPatch) -> None:
    with _tls_server("right.pem") as url:
        settings = Settings(ca_bundle=TLS / "ca.pem", retry_wait=0)
        with Looker(settings, sdk_settings(monkeypatch, url)) as looker:
            assert sure(looker.sdk.me(), "id").id == "1"


@pytest.mark.parametrize(
    ("certificate", "bundle"), [("right.pem", None), ("expired.pem", "ca.pem"), ("other.pem", "ca.pem")]
)
def test_other_certificates_are_refused(
    monkeypatch: pytest.MonkeyPatch, certificate: str, bundle: str | None
) -> None:
    with _tls_server(certificate) as url:
        settings = Settings(ca_bundle=TLS / bundle if bundle else None, retry_wait=0)
        with (
            Looker(settings, sdk_settings(monkeypatch, url)) as looker,
            pytest.raises(LookmlError) as caught,
        ):
            looker.sdk.me()
    assert caught.value.exit_code == 3
    assert "JDE_LOOKER_CA_BUNDLE" in caught.value.remedy


def test_settings_of_the_environment(tmp_path: Path) -> None:
    bundle = tmp_path / "ca.pem"
    bundle.write_text("")
    settings = load_settings(
        environment={
            "JDE_LOOKER_CA_BUNDLE": str(bundle),
            "JDE_LOOKER_PATIENCE": "60",
            "JDE_LOOKER_PROJECT": "p",
        }
    )
    assert (settings.ca_bundle, settings.patience, settings.project) == (bundle, 60.0, "p")
    for values in ({"JDE_LOOKER_CA_BUNDLE": "nowhere.pem"}, {"JDE_LOOKER_PATIENCE": "long"}):
        with pytest.raises(ConfigurationError):
            load_settings(environment=values)
