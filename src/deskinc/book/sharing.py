"""The keys that all who open a book share, against those that it opened with and tells of."""

from dataclasses import replace
from functools import partial

from deskinc.book.disk import schema
from deskinc.book.keys import older, restricting
from deskinc.book.keys.slots import Keys
from deskinc.book.opening import earlier
from deskinc.book.record import Draft
from deskinc.book.records import announcing
from deskinc.book.unsent import Unsent
from deskinc.errors import BookFault
from deskinc.i18n import _


class Sharing(Unsent):
    """What of a slot’s keys is the book’s, and what is given on."""

    @property
    def lacks_keys(self) -> bool:
        """Whether keys from before somebody left are not here as the book tells them."""
        return bool(self._open.older.lacking)

    def shares(self, keys: Keys) -> bool:
        """Whether these shared keys are the book's own, but for older ones that it tells."""
        mine, public = self._open.keys, self._writer.state.restricted
        restricted = keys.restricted is None or public in restricting.public_keys(keys.restricted)
        told = announcing.by_now(self.reader().link).rings
        theirs, ours = older.settle(keys, told, [mine]).keys, older.settle(mine, told, [keys]).keys
        return restricted and (theirs.database, theirs.mirror) == (ours.database, ours.mirror)

    def own(self, keys: Keys) -> Keys:
        """``keys``, which are the book’s, with the older ones as it tells them.

        Where a slot gave others it is said in amber; true ones that were lacking are kept.
        """
        mine = self._open.keys
        if self.lacks_keys:
            self.learn(keys)
        elif (keys.database, keys.mirror) != (mine.database, mine.mirror):
            for words in earlier.doubts(keys, self._open.older):
                self.doubt(words)
        return replace(keys, database=mine.database, mirror=mine.mirror)

    def gives_all(self, keys: Keys) -> bool:
        """Whether they are the book’s own, with every older one that it ever told."""
        told = announcing.by_now(self.reader().link).rings
        alone = older.settle(keys, told)
        mine = alone.keys == keys and alone.newest and not alone.lacking
        return mine and self.shares(keys) and self.reads_all(keys)

    def reads_all(self, keys: Keys) -> bool:
        """Whether they have every restricted key that the book ever told, or none."""
        told = announcing.by_now(self.reader().link).restricted
        return older.reads(keys.restricted, told)

    def giving(self, keys: Keys) -> Keys:
        """What of them is given to others: restricted ones only where none is lacking."""
        return keys if self.reads_all(keys) else replace(keys, restricted=None)

    def learn(self, *pool: Keys) -> bool:
        """Keep older keys that are lacking for the next opening; whether all are among them."""
        now = earlier.judged(self.reader().link, self._open.keys, pool)
        if now.lacking:
            return False
        for row in earlier.rows(now.keys):
            self._lane.submit(partial(self._writer.run, schema.PUT, row)).result()
        return True

    def names_files(self) -> None:
        """Raise BookFault where nobody knows under which name a file belongs."""
        if not self._open.older.names:
            raise BookFault(
                _("slots.json does not give the key by which files of the book are named."),
                _("Connect the mirror and the backups and sign in again, then try again."),
            )

    def untold(self) -> list[Draft]:
        """What the desk is to write of keys that have opened the book and were never told."""
        mine = self._open.keys
        return [] if self.lacks_keys else announcing.untold(self.reader().link, mine)
