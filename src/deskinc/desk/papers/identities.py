"""With what a person signs a paper: his key, the certificate the paper knows, the newest list."""

from datetime import datetime
from typing import TYPE_CHECKING

from deskinc.book.keys.authority import private_key, span
from deskinc.book.records.reading import folded
from deskinc.desk.certificates import adopting, lists
from deskinc.desk.lines.source import Source
from deskinc.desk.office import Person
from deskinc.errors import DeskError
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.proof.canonical import unb64
from deskinc.proof.seal import paper_code

if TYPE_CHECKING:
    from deskinc.reports.signing import SigningIdentity


def identity_of(source: Source, person: Person, seal: str) -> "SigningIdentity":
    """Whose signature a paper gets; raises DeskError without a certificate that is in its time."""
    from deskinc.reports import signing

    name, now = person.officer.name, source.now()
    said = _said(source, person.officer.thread, seal)
    if (own := adopting.chain_of(said)) is not None:
        _good(name, own[0], now, own=True)
        return signing.SigningIdentity(
            adopting.key_of(source.office, person, own[0]), own[0], own[1:]
        )
    certificate = said.get("certificate")
    if person.keys.pdf is None or not isinstance(certificate, str):
        raise DeskError(
            _("{name} has no certificate for papers.").format(name=name),
            _("Ask an administrator to enrol this person again."),
        )
    der = unb64(certificate)
    _good(name, der, now)
    founding, relief = source.office.book.founding, said.get("roles/relief") is True
    authority = founding.relief.certificate if relief else founding.ca
    listed = None if relief else lists.newest(source.read, authority, now)
    return signing.SigningIdentity(private_key(person.keys.pdf), der, (authority,), listed)


def _said(source: Source, thread: str, seal: str) -> dict[str, Value]:
    """What the book says of a person up to the ``seal`` of the paper.

    The paper carries no more than that; a certificate given since would be unknown to it.
    """
    sizes = [row.size for row in source.read.seals() if paper_code(row.root) == seal]
    return folded(
        record
        for record in source.read.thread(unb64(thread))
        if record.form == "officer" and (not sizes or record.n <= sizes[-1])
    )


def _good(name: str, certificate: bytes, now: datetime, *, own: bool = False) -> None:
    """Raise DeskError for a certificate out of its time."""
    begin, end = span(certificate)
    if now >= end:
        raise DeskError(
            _("The certificate of {name} ended on {date}: it signs no paper any more.").format(
                name=name, date=f"{end:%Y-%m-%d}"
            ),
            _("Choose another one in Settings, Keys and certificates, then make the paper again.")
            if own
            else _(
                "It is renewed as soon as an administrator is signed in; then make the paper again."
            ),
        )
    if now < begin:
        raise DeskError(
            _("The certificate of {name} begins only on {date}.").format(
                name=name, date=f"{begin:%Y-%m-%d}"
            ),
            _("The clock of this computer may be wrong: compare it with a watch."),
        )
