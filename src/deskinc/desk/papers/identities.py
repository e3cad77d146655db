"""With what a person signs a paper: his key, the certificate the paper knows, the newest list."""

from datetime import datetime
from typing import TYPE_CHECKING

from deskinc.book.keys.authority import private_key, span
from deskinc.desk.certificates import lists
from deskinc.desk.lines.source import Source
from deskinc.desk.office import Person
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.proof.canonical import unb64
from deskinc.proof.seal import paper_code

if TYPE_CHECKING:
    from deskinc.reports.signing import SigningIdentity


def identity_of(source: Source, person: Person, seal: str) -> "SigningIdentity":
    """Whose signature a paper gets; raises DeskError without a certificate that is in its time."""
    from deskinc.reports import signing

    said = source.read.folded(unb64(person.officer.thread), "officer")
    certificate = _certificate(source, person.officer.thread, seal)
    if person.keys.pdf is None or certificate is None:
        raise DeskError(
            _("{name} has no certificate for papers.").format(name=person.officer.name),
            _("Ask an administrator to enrol this person again."),
        )
    _good(person.officer.name, certificate, source.now())
    founding, relief = source.office.book.founding, said.get("roles/relief") is True
    authority = founding.relief.certificate if relief else founding.ca
    listed = None if relief else lists.newest(source.read, authority, source.now())
    return signing.SigningIdentity(private_key(person.keys.pdf), certificate, (authority,), listed)


def _certificate(source: Source, thread: str, seal: str) -> bytes | None:
    """The newest certificate of a person that lies under the ``seal`` of the paper.

    The paper carries what the book said up to there; one renewed since would be unknown to it.
    """
    sizes = [row.size for row in source.read.seals() if paper_code(row.root) == seal]
    known = [
        record.values["certificate"]
        for record in source.read.thread(unb64(thread))
        if record.form == "officer" and "certificate" in record.values
        and (not sizes or record.n <= sizes[-1])
    ]  # fmt: skip
    return unb64(known[-1]) if known and isinstance(known[-1], str) else None


def _good(name: str, certificate: bytes, now: datetime) -> None:
    """Raise DeskError for a certificate out of its time."""
    begin, end = span(certificate)
    if now >= end:
        raise DeskError(
            _("The certificate of {name} ended on {date}: it signs no paper any more.").format(
                name=name, date=f"{end:%Y-%m-%d}"
            ),
            _("It is renewed as soon as an administrator is signed in; then make the paper again."),
        )
    if now < begin:
        raise DeskError(
            _("The certificate of {name} begins only on {date}.").format(
                name=name, date=f"{begin:%Y-%m-%d}"
            ),
            _("The clock of this computer may be wrong: compare it with a watch."),
        )
