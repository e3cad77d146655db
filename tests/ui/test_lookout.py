"""What the window looks for by itself: each minute, and after a refusal not before a while."""

from datetime import UTC, datetime

from tests.ui.conftest import Clock

from deskinc.errors import DeskError
from deskinc.ui.seals.lookout import Lookout
from deskinc.ui.session import Session


class Refused(Lookout):
    """Counts how often it was asked, and says no."""

    tries = 0
    refuses = True

    def look(self) -> None:
        """Not today."""
        self.tries += 1
        if self.refuses:
            self.failed(DeskError("The disk refuses.", "Try later."))
        else:
            self.over()


def test_what_was_refused_is_tried_again_after_a_while_and_not_at_each_tick(
    session: Session, clock: Clock
) -> None:
    asked = Refused(session)
    for minutes, tries in ((0, 1), (1, 1), (10, 1), (5, 2), (16, 3)):
        clock.go_on(minutes=minutes)
        session.ticked.emit(session.now())
        assert asked.tries == tries
    asked.refuses = False
    clock.go_on(minutes=16)
    for minutes, tries in ((0, 4), (0, 4), (2, 5)):
        clock.go_on(minutes=minutes)
        session.ticked.emit(session.now())
        assert asked.tries == tries


def test_a_clock_set_back_by_hours_keeps_it_from_nothing(session: Session, clock: Clock) -> None:
    asked = Refused(session)
    session.ticked.emit(session.now())
    clock.go_on(hours=-5)
    session.ticked.emit(session.now())
    assert asked.tries == 2


def test_in_the_hour_that_comes_twice_it_waits_by_the_time_that_passes(
    session: Session, clock: Clock
) -> None:
    clock.at = datetime(2027, 10, 31, 0, 10, tzinfo=UTC)
    asked = Refused(session)
    session.ticked.emit(session.now())
    clock.go_on(minutes=65)
    session.ticked.emit(session.now())
    assert session.now().strftime("%H:%M") == "01:15"
    assert asked.tries == 2
