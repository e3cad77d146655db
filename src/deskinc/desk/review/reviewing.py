"""A review: one record says which lines were read, and which go back with what is asked.

It takes the passphrase again (D12), and changes no word of any line (rule 14). A line that was
returned stays so until it is answered; approving it after all is a record that names it alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from deskinc.book.record import Record
from deskinc.desk.lines.lines import Line, lines
from deskinc.desk.office import Office
from deskinc.desk.review.queue import is_alone
from deskinc.errors import DeskError, InvalidForm
from deskinc.i18n import _
from deskinc.proof.canonical import b64
from deskinc.proof.document import DESK

LONGEST = 1000
"""Letters of a comment."""


@dataclass(frozen=True, slots=True)
class Pass:
    """The lines that were read, by the serials of the first and the last one as people cite them.

    ``returned`` are those that go back: what is asked, by the number of the record. ``cited`` is
    how people cite the first and the last line, ``named`` those returned now or before.
    """

    first: int
    last: int
    returned: Mapping[int, str]
    cited: tuple[str, str]
    named: Mapping[int, str]
    own: bool = False
    """Whether the reviewer wrote some of them."""
    alone: bool = False
    """Whether no other shift lead is here, so that these are reviewed with the others."""
    after_all: frozenset[int] = frozenset()
    """The records of lines that were returned before and are approved unanswered."""


def meaning(read: Pass) -> str:
    """What whoever signs the review says; the record keeps it."""
    first, last = read.cited
    count = len(read.returned)
    if first == last:
        words = _("I have read line {first} and approve it.")
        words = _("I have read line {first} and return it to its writer.") if count else words
        words = _("I have read line {first} and approve it after all.") if read.after_all else words
    elif count:
        words = _("I have read lines {first} to {last}, return {back} and approve the others.")
    else:
        words = _("I have read lines {first} to {last} and approve them.")
    said = words.format(first=first, last=last, back=_named(read, read.returned))
    if read.after_all and first != last:
        named = _named(read, read.after_all)
        said += _(" Returned before and approved after all: {lines}.").format(lines=named)
    if not read.own:
        return said
    if read.alone:
        return said + _(" My own are among them: no other shift lead is here.")
    return said + _(" My own are left to another shift lead.")


def _named(read: Pass, ns: Iterable[int]) -> str:
    """``3, 7``."""
    return ", ".join(read.named[n] for n in sorted(ns))


def write(office: Office, read: Pass, passphrase: str) -> Record:
    """Sign the review as whoever is signed in. Blocks.

    Raises WrongPassphrase, InvalidForm for a comment without words, DeskError for a line that no
    longer stands or can not be returned, or that waits for its answer and is not named.
    """
    office.allow("review")
    me = office.open_person(office.officer.name, passphrase)
    if read.own and read.alone and not is_alone(office):
        raise DeskError(
            _("Another shift lead is here now, who reviews your own lines."),
            _("Sign again without them; nothing was signed."),
        )
    said: dict[str, object] = {"first": read.first, "last": read.last}
    if read.alone and read.own:
        said["own"] = True
    if rows := _rows(office, read):
        said["returned"] = rows
    after_all = _after_all(office, read)
    single = [] if read.first == read.last else after_all
    signed = {"meaning": meaning(read)}
    drafts = [office.draft("review", said | signed)]
    drafts += [office.draft("review", {"first": one, "last": one, **signed}) for one in single]
    return office.book.write(drafts, me.signer()).result().records[0]


def returned_to(office: Office) -> list[Line]:
    """The lines that came back to whoever is signed in and wait for an answer, oldest first."""
    ns = [row.n for row in office.read.returned(office.officer.thread)]
    return [line for line in lines(office.read, ns) if line.struck is None]


def _after_all(office: Office, read: Pass) -> list[int]:
    """The serials of the lines that wait for their answer and are approved; none goes unnamed."""
    waiting = {row.n for row in office.read.returned()} - set(read.returned)
    found = [line for line in lines(office.read, sorted(waiting)) if line.struck is None]
    own = "" if read.own and read.alone else office.officer.thread
    mine = {row.n for row in office.read.entries(sorted(waiting)) if row.author == own}
    inside = [line for line in found if read.first <= line.line <= read.last and line.n not in mine]
    for line in inside:
        if line.n not in read.after_all:
            raise DeskError(
                _("Line {no} was returned and waits for its answer.").format(no=line.cited),
                _("Return it again, or approve it after all by name; nothing was signed."),
            )
    return [line.line for line in inside]


def _rows(office: Office, read: Pass) -> dict[str, object]:
    """What goes back, as the form has it."""
    found = lines(office.read, sorted(read.returned))
    _refuse(office, read, found)
    ids = {n: record.id for n, record in office.read.records(read.returned).items()}
    return {
        f"{at + 1:03d}": {
            "line": {"id": b64(ids[line.n]), "text": line.cited},
            "comment": read.returned[line.n].strip(),
        }
        for at, line in enumerate(found)
    }


def _refuse(office: Office, read: Pass, found: Sequence[Line]) -> None:
    """Raise for what can not be returned: nothing is asked, or nobody could answer."""
    mine = office.officer.thread
    authors = {row.n: row.author for row in office.read.entries([line.n for line in found])}
    if any(not comment.strip() for comment in read.returned.values()):
        raise InvalidForm({"comment": _("Say what is to be put right.")})
    for line in found:
        if line.struck is not None:
            raise DeskError(
                _("Line {no} was changed in the meantime.").format(no=line.cited),
                _("Read it again; nothing was signed."),
            )
        answers = line.form == "occurrence" and authors[line.n] not in {mine, DESK}
        if not answers or not read.first <= line.line <= read.last:
            raise DeskError(
                _("Line {no} can not be returned.").format(no=line.cited),
                _("Only lines that another hand wrote go back, of those that were read."),
            )
