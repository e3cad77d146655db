"""A slip for somebody outside who is asked to put something right.

All texts arrive as they are to be read; nothing here knows the book or its forms.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from deskinc.i18n import _
from deskinc.reports.byhand import Space, Spaces
from deskinc.reports.document import A4, Block, Document, Facts, Heading, Keep, Paper, Text, Title

_ROOM = 46.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipData:
    """``what`` and ``asked`` are all that is said of the matter; no name but that of ``who``."""

    site: str
    number: str
    who: str
    what: str
    where: str
    since: str
    asked: str
    until: str
    call: str
    printed: str
    made: datetime
    language: str
    paper: Paper = A4
    mark: str = ""


def slip(data: SlipData) -> Document:
    """The slip as a document ready to be rendered: the pen signs it, no key does."""
    title = _("Slip {number}").format(number=data.number)
    return Document(
        title=f"{title}, {data.site}",
        language=data.language,
        author=data.site,
        made=data.made,
        header=data.site,
        issue=_("printed {time}").format(time=data.printed),
        footer=title,
        paper=data.paper,
        mark=data.mark,
        blocks=tuple(_blocks(data, title)),
    )


def _blocks(data: SlipData, title: str) -> Iterator[Block]:
    yield Title(title, _("For {who}").format(who=data.who) if data.who else "")
    yield Facts(
        (
            (_("What"), data.what),
            (_("Where"), data.where),
            (_("Since"), data.since),
            (_("By when"), data.until),
            (_("Whom to call"), data.call),
        ),
        columns=1,
    )
    yield Heading(_("What is asked"))
    yield Text(data.asked or _("Look into it and tell the desk what is done."))
    yield Heading(_("What was done"))
    yield Spaces((Space(_("In your words")),), ruled=5)
    ready = (_("put right"), _("put right for now"), _("not yet"))
    yield Spaces((Space(_("State"), ready), Space(_("When"))), room=_ROOM)
    words = _("Please bring the slip back to the desk, or ring and give its number.")
    signs = (Space(_("Name in capitals")), Space(_("Signature")), Space(_("Date, time")))
    yield Keep((Heading(_("Signature")), Spaces(signs, room=_ROOM), Text(words, "muted")))
