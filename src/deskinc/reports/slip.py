"""A slip for somebody outside who is asked to put something right.

All texts arrive as they are to be read; nothing here knows the book or its forms.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from deskinc.i18n import _
from deskinc.reports.byhand import Space, Spaces
from deskinc.reports.document import Block, Document, Facts, Heading, Keep, Text, Title
from deskinc.reports.frame import Frame

_ROOM = 46.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipData(Frame):
    """``what`` and ``asked`` are all that is said of the matter; no name but that of ``who``.

    What is empty does not print.
    """

    number: str
    who: str
    what: str
    where: str
    since: str
    asked: str
    until: str
    call: str


def slip(data: SlipData) -> Document:
    """The slip as a document ready to be rendered: the pen signs it, no key does."""
    title = _("Slip {number}").format(number=data.number).strip()
    return data.printed(title, _blocks(data, title), title)


def _blocks(data: SlipData, title: str) -> Iterator[Block]:
    yield Title(title, _("For {who}").format(who=data.who) if data.who else "")
    facts = (
        (_("What"), data.what), (_("Where"), data.where), (_("Since"), data.since),
        (_("By when"), data.until), (_("Whom to call"), data.call),
    )  # fmt: skip
    yield Facts(tuple(pair for pair in facts if pair[1]), columns=1)
    yield Heading(_("What is asked"))
    yield Text(data.asked or _("Look into it and tell the desk what is done."))
    yield Heading(_("What was done"))
    yield Spaces((Space(_("In your words")),), ruled=5)
    ready = (_("put right"), _("put right for now"), _("not yet"))
    yield Spaces((Space(_("State"), ready), Space(_("When"))), room=_ROOM)
    words = _("Please bring the slip back to the desk, or ring and give its number.")
    signs = (Space(_("Name in capitals")), Space(_("Signature")), Space(_("Date, time")))
    yield Keep((Heading(_("Signature")), Spaces(signs, room=_ROOM), Text(words, "muted")))
