"""The seal that comes by itself, at most twelve hours after the last (D1: nobody witnesses it)."""

from deskinc.desk.trust import seals
from deskinc.ui import tasks
from deskinc.ui.seals.lookout import Lookout


class Keeper(Lookout):
    """Reads and seals beside the work, and never says that it is done."""

    def look(self) -> None:
        """Ask whether a seal is due."""
        office = self.session.office
        tasks.look(self, lambda: seals.due(office), self._due, self.failed)

    def _due(self, due: bool) -> None:
        if not due or self.session.is_closed:
            self.over()
            return
        tasks.watch(self, seals.by_itself(self.session.office), self.over, self.failed)
