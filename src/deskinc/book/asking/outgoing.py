"""What may be asked of notifications: the channels, what waits, what became of what was sent."""

import sqlalchemy as sa

from deskinc.book.disk.store import Link
from deskinc.book.registers.outgoing import CHANNEL, NOTICE, ChannelRow, NoticeRow

_WAITING = "SELECT * FROM notice INDEXED BY notice_waiting WHERE done IS NULL ORDER BY n"


class Outgoing:
    """The part of a reader that asks for notifications."""

    link: Link

    def channels(self) -> list[ChannelRow]:
        """All channels that were not removed, oldest first."""
        asked = sa.select(CHANNEL).where(CHANNEL.c.state != "removed").order_by(CHANNEL.c.n)
        return [ChannelRow(*row) for row in self.link.execute(asked)]

    def notices_waiting(self) -> list[NoticeRow]:
        """The messages of which nothing came yet, oldest first: the outbox."""
        return [NoticeRow(*row) for row in self.link.run(_WAITING)]

    def notices_about(self, incident: bytes) -> list[NoticeRow]:
        """The messages about an incident, oldest first."""
        asked = sa.select(NOTICE).where(NOTICE.c.incident == incident).order_by(NOTICE.c.n)
        return [NoticeRow(*row) for row in self.link.execute(asked)]

    def notices_back(self, after: int) -> list[NoticeRow]:
        """The messages of which a record after ``after`` says that they did not arrive."""
        there = NOTICE.c.done > after, NOTICE.c.outcome != "delivered"
        asked = sa.select(NOTICE).where(*there).order_by(NOTICE.c.done)
        return [NoticeRow(*row) for row in self.link.execute(asked)]
