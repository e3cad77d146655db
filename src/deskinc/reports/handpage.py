"""A page that somebody without a key signs with a pen, and the code by which it comes back."""

from collections.abc import Iterator
from dataclasses import dataclass

from deskinc.i18n import _
from deskinc.reports.byhand import Space, Spaces
from deskinc.reports.document import (
    Answer,
    Block,
    Document,
    Facts,
    Heading,
    Keep,
    QrCode,
    QrCodes,
    Text,
    Title,
    Words,
)
from deskinc.reports.frame import Frame

_ROOM = 46.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HandPage(Frame):
    """What stands on it: facts, headed words, what is declared, and how it stands.

    ``state`` is NOT SIGNED or how it was signed; ``open`` says that it is still to be signed.
    ``code`` is typed by hand, ``payload`` scanned.
    """

    title: str
    below: str
    facts: tuple[tuple[str, Answer], ...]
    parts: tuple[tuple[str, str], ...]
    declared: str
    state: str
    open: bool
    code: str
    payload: str


def hand_page(data: HandPage) -> Document:
    """The page as a document ready to be rendered; the pen signs it, no key does."""
    return data.printed(data.title, _blocks(data), f"{data.title}, {data.code}")


def _blocks(data: HandPage) -> Iterator[Block]:
    yield Title(data.title, data.below)
    yield Text(data.state, "fault" if data.open else "ink", strong=True)
    yield Facts(data.facts)
    for heading, words in data.parts:
        yield Heading(heading)
        yield Text(words)
    yield Keep((Heading(_("Signature")), Text(data.declared), *_end(data)))


def _end(data: HandPage) -> Iterator[Block]:
    if data.open:
        yield Spaces(
            (Space(_("Name in capitals")), Space(_("Signature")), Space(_("Date, time"))),
            room=_ROOM,
        )  # fmt: skip
        yield Spaces(
            (Space(_("Signature"), (_("refused"), _("unable"))), Space(_("Why")),
             Space(_("Seen by: name, signature"))),
            room=_ROOM,
        )  # fmt: skip
    words = (
        Words(_("Code of this page: {code}").format(code=data.code), strong=True),
        Words(_("The signed page comes back to its record by this code: scan it or type it at "
                "Signed page came back."), "muted"),
    )  # fmt: skip
    alt = _("QR code with the code of this page, {code}").format(code=data.code)
    yield QrCodes((QrCode(data.payload, words, alt),))
