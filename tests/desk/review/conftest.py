"""An office with two shift leads."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.desk.crews import Crew
from tests.desk.offices import Desk, Ticking

from deskinc.forms import roles


@pytest.fixture
def leads(crew: Crew, tmp_path: Path, clock: Ticking) -> Iterator[Desk]:
    """An office with two shift leads, open in the name of the second."""
    made = crew.desk(tmp_path, roles.LEAD, clock)
    yield made
    for office in made.opened:
        office.close()
