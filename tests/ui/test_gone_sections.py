"""Sections of a window that went, as when the writer changes, hear nothing of the session."""

import pytest
from shiboken6 import delete

from deskinc.ui.session import Session
from deskinc.ui.settings.mirror import MirrorSection
from deskinc.ui.settings.section import Section
from deskinc.ui.settings.trust import TrustSection


@pytest.mark.parametrize("kind", [MirrorSection, TrustSection])
def test_what_is_gone_says_nothing_of_the_health_of_the_book(
    session: Session, kind: type[Section]
) -> None:
    section = kind(session)
    session.health_changed.emit(session.health)
    delete(section)
    session.health_changed.emit(session.health)
