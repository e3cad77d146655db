"""Offices for the tests of the desk: one is set up, every test gets a copy of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.desk.crews import Crew, prepare_crew
from tests.desk.offices import Desk, Prepared, Ticking, copied, desk_of, prepare


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Tower House as it was set up; never opened again, only copied."""
    return prepare(tmp_path_factory.mktemp("tower"))


@pytest.fixture(scope="session")
def crew(tmp_path_factory: pytest.TempPathFactory) -> Crew:
    """Tower House with one person for each role; never opened again, only copied."""
    return prepare_crew(tmp_path_factory.mktemp("crew"))


@pytest.fixture
def clock() -> Ticking:
    """A clock at 20:00 on Saturday 21 November 2026."""
    return Ticking()


@pytest.fixture
def desk(prepared: Prepared, tmp_path: Path, clock: Ticking) -> Iterator[Desk]:
    """Tower House, open in the name of its first person."""
    made = desk_of(copied(prepared, tmp_path), dict(prepared.people), clock)
    yield made
    for office in made.opened:
        office.close()


@pytest.fixture
def night(desk: Desk) -> Desk:
    """A shift with a few lines and an open incident."""
    desk.post("Before the shift.")
    desk.sign_on()
    desk.post("Lift 2 <out of use>.", place="Lift 2")
    desk.raise_incident(next_step="Engineer due 23:35")
    return desk
