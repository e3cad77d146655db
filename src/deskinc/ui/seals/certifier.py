"""Certificates and the list of withdrawn ones, made anew while an administrator is signed in."""

from deskinc.desk.certificates import renewing
from deskinc.desk.office import Saved
from deskinc.ui import tasks
from deskinc.ui.seals.lookout import Lookout


class Certifier(Lookout):
    """Renews what ends soon, beside the work."""

    def may(self) -> bool:
        """Whether the keys at hand are an administrator's."""
        return renewing.can_sign(self.session.office)

    def look(self) -> None:
        """Have made anew what is due."""
        office = self.session.office
        tasks.run(self, lambda: renewing.keep_up(office), self._kept, self.failed)

    def _kept(self, made: Saved | None) -> None:
        self.over()
        if made is not None and not self.session.is_closed:
            self.session.check_health()
