"""One HTTP exchange with the AIS server: one host, no redirects, a deadline, nothing secret in any error.

Plain `requests`: dlt's client retries on its own, which a sign-in and a next link must never be, and dlt is
imported only once the run holds its lock.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import requests
import urllib3
from requests.auth import AuthBase

from loader.ais.clock import Clock
from loader.ais.failures import Interrupted
from loader.ais.redaction import Redactor
from loader.errors import ConfigurationError, SourceError
from loader.settings import Settings

NEXT = "/v2/dataservice/next"
_CHUNK = 1 << 18


@dataclass(frozen=True)
class Answer:
    """Status, headers and the complete body of one exchange."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def retry_after(self, clock: Clock) -> float | None:
        """Seconds of the `Retry-After` header, given as a number or a date; None without one."""
        text = self.headers.get("Retry-After", "").strip()
        if not text:
            return None
        try:
            return max(0.0, float(text))
        except ValueError:
            pass
        try:
            return max(0.0, (parsedate_to_datetime(text) - clock.now()).total_seconds())
        except (ValueError, TypeError):
            return None


class Transport:
    """Sends calls to the configured AIS server and to no other.

    One per session: the cookie jar in it is what keeps the session on its node behind a load balancer.
    """

    def __init__(self, settings: Settings, redactor: Redactor, clock: Clock) -> None:
        self._settings = settings
        self._base = settings.base_url.strip().rstrip("/")
        self._redactor = redactor
        self._clock = clock
        self._http = requests.Session()
        self._http.auth = _NoNetrc()
        self._connected = False

    @property
    def host(self) -> str:
        """Scheme, host and port of the AIS server."""
        parts = urlsplit(self._base)
        return f"{parts.scheme}://{parts.netloc}"

    def check(self) -> None:
        """Look at the settings before the first call.

        Raises:
            ConfigurationError: The address, or the CA bundle, cannot be used.
        """
        parts = urlsplit(self._base)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ConfigurationError(
                f"base_url {self._redactor.clean(self._base)!r} is no http or https address.",
                "Set SOURCES__JDE__BASE_URL to something like https://ais.example.com:9300/jderest.",
            )
        if parts.username or parts.password or parts.query or parts.fragment:
            raise ConfigurationError(
                "base_url holds more than scheme, host, port and path.",
                "Give user name and password in their own settings.",
            )
        if parts.scheme == "http" and not self._settings.allow_http and not is_loopback(parts.hostname):
            raise ConfigurationError(
                f"{self.host} would get the password over plain http.",
                "Use https, or set SOURCES__JDE__ALLOW_HTTP=true if that network is trusted.",
            )

    def send(
        self,
        path: str,
        headers: Mapping[str, str],
        body: Mapping[str, Any] | None = None,
        method: str = "POST",
        timeout: float | None = None,
    ) -> Answer:
        """Send one call and read its answer whole.

        Args:
            path: Path below `base_url`, with the query if it has one.
            timeout: Seconds for the whole answer; default is the setting `read_timeout`.

        Raises:
            Interrupted: No complete answer came.
            SourceError: The certificate is not trusted, or the server redirects.
        """
        limit = timeout or self._settings.read_timeout
        deadline = self._clock.monotonic() + limit
        try:
            response = self._http.request(
                method,
                self._base + path,
                data=b"" if body is None else json.dumps(body).encode(),
                headers={"Content-Type": "application/json", "Accept": "application/json", **headers},
                timeout=(self._settings.connect_timeout, limit),
                verify=self._settings.ca_bundle or True,
                allow_redirects=False,
                stream=True,
            )
            with response:
                self._connected = True
                self._refuse_redirect(response)
                return Answer(response.status_code, response.headers, self._read(response, deadline))
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise self._failure(error) from None

    def clear_cookies(self) -> None:
        """Forget the server's session, before signing in anew."""
        self._http.cookies.clear()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def next_path(self, href: str) -> str:
        """The path of a next link below the configured address.

        AIS builds the link from its own view of scheme, host and port, which is wrong behind a proxy,
        sometimes with a doubled slash and raw `|`. Only path and query count.

        Raises:
            SourceError: The link leads to anything but the data service's next page.
        """
        parts = urlsplit(href.strip())
        path = "/" + "/".join(piece for piece in parts.path.split("/") if piece)
        prefix, found, rest = path.partition(NEXT)
        if not found or rest or not urlsplit(self._base).path.rstrip("/").endswith(prefix):
            shown = self._redactor.clean(f"{parts.scheme}://{parts.netloc}{parts.path}")
            raise SourceError(
                f"The next page's link leads to {shown}, not to {self._base}{NEXT}.",
                "Correct base_url, or look into the proxy before the AIS server; the link was not followed.",
            )
        return f"{NEXT}?{quote(parts.query, safe='%&=+-._~:/@!$,;')}"

    def _read(self, response: requests.Response, deadline: float) -> bytes:
        pieces = []
        while piece := response.raw.read1(_CHUNK, decode_content=True):
            pieces.append(piece)
            if self._clock.monotonic() > deadline:
                raise Interrupted("an answer that did not end within the time-out")
        return b"".join(pieces)

    def _refuse_redirect(self, response: requests.Response) -> None:
        if 300 <= response.status_code < 400:
            target = urlsplit(urljoin(self._base, response.headers.get("Location", "")))
            raise SourceError(
                f"{self.host} redirects to {target.scheme}://{target.netloc}{target.path}.",
                "Set SOURCES__JDE__BASE_URL to the AIS server's own address; redirects are not followed.",
            )

    def _failure(self, error: Exception) -> Exception:
        """What a failed exchange means; the library's own text may hold the address with the token."""
        words = str(error)
        if isinstance(error, requests.exceptions.SSLError) and (
            "certificate" in words or "CERTIFICATE" in words
        ):
            return SourceError(
                f"{self.host} shows a certificate that is not trusted: {_certificate_fault(words)}.",
                "Set SOURCES__JDE__CA_BUNDLE to your CA's certificates, and use the certificate's host name.",
            )
        if isinstance(error, OSError) and "CA certificate bundle" in words:
            return ConfigurationError(
                f"The CA bundle {self._settings.ca_bundle} is not there.", "Correct SOURCES__JDE__CA_BUNDLE."
            )
        if isinstance(error, (requests.Timeout, urllib3.exceptions.TimeoutError)):
            refused = isinstance(error, requests.ConnectTimeout)
            return Interrupted("no answer within the time-out", refused=refused and not self._connected)
        refused = "NewConnectionError" in words or "NameResolutionError" in words
        if refused and not self._connected:
            return Interrupted("no connection: name or port is wrong, or the server is down", refused=True)
        return Interrupted("the connection broke")


def is_loopback(host: str) -> bool:
    """True for this machine's own addresses."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _certificate_fault(words: str) -> str:
    for sign, meaning in (
        ("expired", "it has expired"),
        ("mismatch", "it is for another host"),
        ("doesn't match", "it is for another host"),
        ("self-signed", "it is signed by a CA that this machine does not know"),
        ("self signed", "it is signed by a CA that this machine does not know"),
        ("unable to get", "it is signed by a CA that this machine does not know"),
    ):
        if sign in words:
            return meaning
    return "verification failed"


class _NoNetrc(AuthBase):
    """Sets no credentials. Without it, requests would take some from ~/.netrc."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request
