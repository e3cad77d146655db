"""Certificates of the servers, made once."""

import pytest
from tests.desk.notices.servers import Papers, papers


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """A certificate for localhost that this computer does not know."""
    return papers(tmp_path_factory.mktemp("papers"))


@pytest.fixture(scope="session")
def other(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """A certificate for another host."""
    return papers(tmp_path_factory.mktemp("other"), "mail.example.org")
