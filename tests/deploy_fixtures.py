"""Fixtures of the deployment tests: a site to deploy from, and one that is deployed already."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from looker_sdk.rtl import api_settings

from lookml.looker.settings import load_sdk_settings
from tests.deploy_site import Site, Template, open_site, stored, write_site


@pytest.fixture(scope="session")
def empty_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """A site before its first deployment."""
    folder = tmp_path_factory.mktemp("site")
    write_site(folder)
    return Template(folder)


@pytest.fixture(scope="session")
def deployed_template(empty_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """A site after its first deployment."""
    folder = tmp_path_factory.mktemp("deployed")
    with open_site(tmp_path_factory.mktemp("first"), empty_template.files) as site:
        result = site.run("deploy")
        assert result.code == 0, result.err
        return Template(folder, stored(site, folder))


@pytest.fixture
def site(tmp_path: Path, empty_template: Template) -> Iterator[Site]:
    """A site with an empty Looker."""
    with open_site(tmp_path, empty_template.files) as opened:
        yield opened


@pytest.fixture
def deployed(tmp_path: Path, deployed_template: Template) -> Iterator[Site]:
    """A site whose Looker has its first deployment."""
    with open_site(tmp_path, deployed_template.files, deployed_template.state) as opened:
        yield opened


def sdk_settings(monkeypatch: pytest.MonkeyPatch, url: str, **values: str) -> api_settings.ApiSettings:
    """looker-sdk's settings for a Looker at that address."""
    monkeypatch.setenv("LOOKERSDK_BASE_URL", url)
    monkeypatch.setenv("LOOKERSDK_CLIENT_ID", "deployer")
    monkeypatch.setenv("LOOKERSDK_CLIENT_SECRET", "secret-of-deployer")
    monkeypatch.setenv("LOOKERSDK_TIMEOUT", "1")
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return load_sdk_settings()
