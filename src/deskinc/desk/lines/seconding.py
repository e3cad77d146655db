"""A second signature under a line: another person has read it and confirms it (D12)."""

from deskinc.book.record import Draft, Record
from deskinc.desk.access import note_denied
from deskinc.desk.lines.lines import lines
from deskinc.desk.lines.source import signed
from deskinc.desk.office import Office
from deskinc.errors import DeskError, NotAllowed
from deskinc.forms.fields import Value
from deskinc.i18n import N_, _
from deskinc.proof.canonical import b64

MEANING = N_("I have read line {no} and confirm it.")
"""What the second signature says."""


def meaning(cited: str) -> str:
    """What whoever signs line ``cited`` as second says."""
    return _(MEANING).format(no=cited)


def second(office: Office, n: int, name: str, passphrase: str) -> Record:
    """Let the person ``name`` sign line ``n`` beside its writer; the session goes on. Blocks.

    Raises WrongPassphrase, NoSlot, NotAllowed without the role, DeskError for the writer himself,
    a line that no longer stands, and a second signature of the same person.
    """
    person = office.open_person(name, passphrase)
    if not person.officer.may("countersign"):
        note_denied(office, person.officer, "countersign")
        raise NotAllowed(
            _("{name} may not countersign.").format(name=person.officer.name),
            _("Ask a colleague whose role does."),
        )
    (line,) = lines(office.read, [n])
    if line.struck is not None:
        raise DeskError(_("This line no longer stands."), _("Sign the line that stands instead."))
    if any(row.author == person.officer.thread for row in office.read.seconds([n])):
        raise DeskError(_("{name} has signed this line.").format(name=person.officer.name))
    with signed(office) as source:
        act = source.read.record(n)
    if act.author == person.officer.thread:
        raise DeskError(
            _("Nobody signs a line of his own a second time."), _("It takes another person.")
        )
    values: dict[str, Value] = {"act": b64(act.leaf), "meaning": meaning(line.cited)}
    draft = Draft("countersign", values, thread=act.thread)
    return office.book.write([draft], person.signer()).result().records[0]
