"""What deploying needs to know: the instance (looker-sdk's own settings), the project, its git repository."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from looker_sdk.rtl import api_settings
from looker_sdk.sdk import constants

from lookml.errors import ConfigurationError

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Settings:
    """Where to deploy, and how.

    `project` is the Looker project, by default the manifest's `project_name`; `remote` is the address of its
    git repository as this machine reaches it, by default the one that Looker uses. `timeout` is the seconds
    that a call may take, `patience` those that validating, testing and deploying may; `retry_wait` is the
    first pause before a call is repeated and doubles from there. `lock_hours` is how long a deployment that
    never ended keeps others out. `ca_bundle` is a file of own certificate authorities.
    """

    project: str | None = None
    remote: str | None = None
    ca_bundle: Path | None = None
    insecure: bool = False
    patience: float = 3600.0
    confirm_seconds: float = 120.0
    retry_wait: float = 1.0
    lock_hours: float = 2.0


def load_settings(insecure: bool = False, environment: Mapping[str, str] | None = None) -> Settings:
    """Read the `JDE_LOOKER_...` variables. Raises ConfigurationError for a value that cannot be."""
    values = os.environ if environment is None else environment
    bundle = values.get("JDE_LOOKER_CA_BUNDLE")
    if bundle and not Path(bundle).is_file():
        raise ConfigurationError(f"JDE_LOOKER_CA_BUNDLE: there is no file {bundle}.", "Name a PEM file.")
    return Settings(
        project=values.get("JDE_LOOKER_PROJECT") or None,
        remote=values.get("JDE_LOOKER_GIT_REMOTE") or None,
        ca_bundle=Path(bundle) if bundle else None,
        insecure=insecure,
        patience=_number(values, "JDE_LOOKER_PATIENCE", Settings.patience),
        confirm_seconds=_number(values, "JDE_LOOKER_CONFIRM_SECONDS", Settings.confirm_seconds),
        retry_wait=_number(values, "JDE_LOOKER_RETRY_WAIT", Settings.retry_wait),
        lock_hours=_number(values, "JDE_LOOKER_LOCK_HOURS", Settings.lock_hours),
    )


def load_sdk_settings(insecure: bool = False) -> api_settings.ApiSettings:
    """looker-sdk's settings from `LOOKERSDK_...` and looker.ini, held to encryption.

    Raises ConfigurationError when something is missing, or when the connection would not be safe and
    `insecure` does not ask for that.
    """
    try:
        settings = api_settings.ApiSettings(
            sdk_version=constants.sdk_version, env_prefix=constants.environment_prefix
        )
        found = settings.read_config()
    except (TypeError, ValueError, OSError, IndexError) as error:
        raise ConfigurationError(
            f"looker.ini or a LOOKERSDK_ variable cannot be read: {error or type(error).__name__}.",
            "LOOKERSDK_VERIFY_SSL is true or false, LOOKERSDK_TIMEOUT whole seconds.",
        ) from error
    names = ("base_url", "client_id", "client_secret")
    missing = [f"LOOKERSDK_{name.upper()}" for name in names if not found.get(name)]
    if missing:
        raise ConfigurationError(
            f"Missing setting: {', '.join(missing)}.", "Set it in the environment or in looker.ini."
        )
    settings.base_url = settings.base_url.rstrip("/")
    _check_address(settings, insecure)
    return settings


def _check_address(settings: api_settings.ApiSettings, insecure: bool) -> None:
    url = urlsplit(settings.base_url)
    if url.scheme not in ("http", "https") or not url.hostname or url.path or url.username:
        raise ConfigurationError(
            "LOOKERSDK_BASE_URL is not the bare address of a Looker instance.",
            "Set it to https://<host> or https://<host>:19999, without /api/4.0 and without credentials.",
        )
    if insecure:
        return
    if url.scheme == "http" and url.hostname not in LOOPBACK:
        raise ConfigurationError(
            "LOOKERSDK_BASE_URL would send the API secret unencrypted.", "Use https, or add --insecure."
        )
    if not settings.verify_ssl:
        raise ConfigurationError(
            "LOOKERSDK_VERIFY_SSL switches certificate checks off.",
            "Name your certificate authority in JDE_LOOKER_CA_BUNDLE instead, or add --insecure.",
        )


def _number(values: Mapping[str, str], name: str, default: float) -> float:
    text = values.get(name)
    if not text:
        return default
    try:
        return float(text)
    except ValueError as error:
        raise ConfigurationError(f"{name} is {text!r}.", "Set it to a number.") from error
