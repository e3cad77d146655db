"""A seal on paper, scanned or typed, held against every byte of the book."""

from collections.abc import Callable
from dataclasses import dataclass

from deskinc.book.leaving.paper_seal import Tree, continues, worked_out
from deskinc.book.record import Record
from deskinc.desk.office import Office, note_access
from deskinc.desk.trust.seals import told
from deskinc.errors import InvalidForm
from deskinc.i18n import _
from deskinc.proof.canonical import b64
from deskinc.proof.paper_seal import BadCode, PaperSeal, apart, is_scanned, scanned, typed
from deskinc.proof.seal import BadNote, parse_note

__all__ = ["PaperSeal", "is_scanned"]

SLIPS = 2
"""Groups of a typed code that may differ and still are a slip of the hand: the other five alone
are 100 bits, which nobody can make come out alike."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What holding a paper against the book came to.

    ``kind`` is ``same``, or what is wrong: ``fork``, ``ahead``, ``cut``, ``altered``, ``other``;
    ``lost`` where a restore has declared it so.
    """

    kind: str
    sentence: str
    todo: str = ""


def read_paper(code: str, records: str) -> PaperSeal:
    """The seal that was scanned or typed; raises InvalidForm, which names the group at fault."""
    if is_scanned(code):
        try:
            return scanned(code)
        except BadCode as error:
            words = _("The scanner did not read this whole. Scan it again, or type the code.")
            raise InvalidForm({"code": words}) from error
    try:
        read = typed(code, 0)
    except BadCode as error:
        raise InvalidForm({"code": _misread(error, code)}) from error
    size = "".join(sign for sign in records if sign not in " ,.’'\u00a0\u202f")
    if not (size.isascii() and size.isdigit()) or not 0 < len(size) < 16 or int(size) == 0:
        words = _("Type the number of records beside the code, for example 4,811.")
        raise InvalidForm({"records": words})
    return PaperSeal(int(size), read.code)


def _misread(error: BadCode, code: str) -> str:
    if not code.strip():
        return _("Scan the code, or type its seven groups.")
    if str(error) == "sign":
        return _("Group {group} has a sign that no code has: only A to Z and 2 to 7.").format(
            group=error.group
        )
    if error.group:
        return _("Group {group} has not four signs.").format(group=error.group)
    return _("The code has 28 signs, seven groups of four.")


def check_paper(
    office: Office,
    paper: PaperSeal,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    cancel: Callable[[], bool] = lambda: False,
) -> Answer:
    """Hold a seal on paper against every byte of the book, and record that it was done. Blocks.

    Raises InvalidForm where a few groups of a typed code differ from the book's: read them again.
    """
    office.allow("verify")
    if paper.book is not None and paper.book != office.book.id:
        answer = _other(paper)
    else:
        tree = worked_out(office.read, paper.size, progress, cancel)
        try:
            answer = _held(office, paper, tree)
        except InvalidForm:
            _note(office, "misread", paper)
            raise
    _note(office, answer.kind, paper)
    return answer


def _note(office: Office, kind: str, paper: PaperSeal) -> None:
    note_access(office, "paper_seal", f"{kind}, {paper.size}, {paper.code}")


def _held(office: Office, paper: PaperSeal, tree: Tree) -> Answer:
    epoch, ended = len(tree.ends) + 1, _ended(paper, tree)
    if paper.epoch is not None and paper.epoch > epoch:
        return _ahead(_("The paper knows a later restore of this book than this copy does."))
    if ended is not None and paper.size > ended:
        return _lost(office, paper, ended) or _fork(paper, tree)
    if tree.before is None:
        more = paper.size - tree.size
        one, many = _("1 is missing."), _("{count} are missing.")
        words = one if more == 1 else many.format(count=f"{more:,}")
        return _ahead(_("The paper knows more records than the book: {words}").format(words=words))
    _slips(paper, tree.before)
    agrees = paper.is_of(tree.before) and continues(
        office.read, tree, paper.size, paper.root or tree.before
    )
    if agrees and tree.altered:
        return _altered(tree.altered[0])
    if agrees and tree.lacking:
        return _lacking(tree.lacking[0])
    return _same(office, paper, tree, ended) if agrees else _fork(paper, tree)


def _ended(paper: PaperSeal, tree: Tree) -> int | None:
    """With how many records the paper's epoch ended; None for the book's own epoch."""
    return None if paper.epoch is None else tree.ends.get(paper.epoch)


def _slips(paper: PaperSeal, root: bytes) -> None:
    """A typed code of which nearly all is right was mistyped; raises InvalidForm then."""
    wrong = apart(paper.code, root) if paper.root is None else ()
    if 0 < len(wrong) <= SLIPS:
        which = _(" and ").join(str(group) for group in wrong)
        raise InvalidForm(
            {"code": _("Look at group {which} on the paper again: the rest agrees.").format(
                which=which)}
        )  # fmt: skip


def _same(office: Office, paper: PaperSeal, tree: Tree, ended: int | None) -> Answer:
    count, locale = f"{paper.size:,}", office.locale
    found = office.read.records([paper.size + 1]).get(paper.size + 1)
    if found is None or not _is_seal(found, tree):
        words = _("This book contains the {count} records sealed then.").format(count=count)
        if ended == paper.size and _restored(office, ended):
            return Answer("same", words, _("What came after was declared lost by a restore."))
        return Answer(
            "cut",
            words + " " + _("But the seal itself is not in it: what followed was cut off."),
            _keep(),
        )
    seal = told(office, found)
    lines = _("no line yet") if not seal.line else _("line 1") if seal.line == 1 else _(
        "lines 1 to {last}").format(last=f"{seal.line:,}")  # fmt: skip
    return Answer(
        "same",
        _("This book contains everything sealed then: {lines}, sealed {time} on {date}, {who}.")
        .format(lines=lines, time=locale.time(seal.at), date=locale.date(seal.at),
                who=seal.words()),
        _("{count} records, every byte of the whole book read again.").format(count=count),
    )  # fmt: skip


def _is_seal(record: Record, tree: Tree) -> bool:
    try:
        point = parse_note(str(record.values.get("note"))).checkpoint
    except BadNote:
        return False
    return record.form == "seal" and point.root == tree.before


def _keep() -> str:
    return _(
        "Keep the paper, the book’s folder and the mirror as they are: this is evidence. Tell the "
        "manager, and do not write in another copy."
    )


def _fork(paper: PaperSeal, tree: Tree) -> Answer:
    words = _(
        "This book is NOT the one on the paper: its first {count} records are others than those "
        "that were sealed."
    ).format(count=f"{paper.size:,}")
    lost = [size for size in tree.ends.values() if size < paper.size]
    if paper.epoch is None and lost:
        words += " " + _(
            "Unless the paper is older than the restore that left {size} records: scan its square "
            "code, which says so."
        ).format(size=f"{lost[0]:,}")
    return Answer("fork", words, _keep())


def _ahead(words: str) -> Answer:
    todo = _("An older copy was put in its place, or its end was cut off.")
    return Answer("ahead", words, f"{todo} {_keep()}")


def _lost(office: Office, paper: PaperSeal, left: int) -> Answer | None:
    """What a restore has declared lost; None where no two people signed such a restore."""
    restore = _restored(office, left)
    if restore is None:
        return None
    words = _(
        "The paper was sealed before {name} restored the book on {date}. Of its {count} records "
        "this book was left the first {left}; the rest was declared lost."
    ).format(
        name=_author(office, restore), date=office.locale.date(restore.written),
        count=f"{paper.size:,}", left=f"{left:,}",
    )  # fmt: skip
    return Answer("lost", words, _("A seal of that time proves nothing about what is here now."))


def _restored(office: Office, left: int) -> Record | None:
    """The restore that left ``left`` records; None unless another person signed it right after.

    BookFault where one of the two is not as it was signed.
    """
    with office.read.checked() as proved:
        found = proved.records([left + 1, left + 2])
        restore, second = found.get(left + 1), found.get(left + 2)
        if restore is None or second is None or second.form != "countersign":
            return None
        stated = (restore.form, restore.values.get("size"))
        confirmed = stated == ("restore", left) and proved.confirms(restore, second)
    return restore if confirmed else None


def _author(office: Office, record: Record) -> str:
    names = {b64(person.thread): person.name for person in office.read.persons()}
    return names.get(record.author) or "?"


def _altered(n: int) -> Answer:
    words = _("The records are those that were sealed, but a value of record {n} was changed.")
    return Answer("altered", words.format(n=n), _keep())


def _lacking(n: int) -> Answer:
    words = _(
        "The records are those that were sealed, but record {n} lacks a value that no two people "
        "erased."
    )
    return Answer("altered", words.format(n=n), _keep())


def _other(paper: PaperSeal) -> Answer:
    book = b64(paper.book or b"")
    words = _("The paper is of another book: {book}.").format(book=book)
    return Answer("other", words, _("Look for the site’s name on the paper."))
