"""What the book refuses: whatever would not verify, or would hide what was said before."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from deskinc.book.disk.store import Link
from deskinc.book.erasure import erasable
from deskinc.book.record import Draft, Record, Signer
from deskinc.book.records import reading
from deskinc.book.records.announcing import TELLING, Announcing, by_now
from deskinc.book.records.following import Before
from deskinc.errors import BookFault, DeskError
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value
from deskinc.forms.restricting import restricted
from deskinc.i18n import N_, _
from deskinc.proof import allowed, retold
from deskinc.proof.acts import personal
from deskinc.proof.canonical import b64
from deskinc.proof.document import DESK
from deskinc.proof.enrolment import COUNTERSIGNERS, RELIEF, VOUCHERS
from deskinc.proof.findings import Why
from deskinc.proof.keys import public_raw
from deskinc.proof.permits import WRITERS
from deskinc.proof.references import FIXED, STANDING
from deskinc.proof.restricted import FORM as RESTRICTED
from deskinc.proof.sheet import is_alone
from deskinc.proof.state import Seen

_PERSONAL: Mapping[str, str] = {
    "officer": N_("Only a person can enrol another person."),
    "restore": N_("Only a person can restore the book."),
    "erase": N_("Only a person can erase."),
    "hold": N_("Only a person can put a hold on or take it off."),
    "strike": N_("Only a person can strike a line."),
    "sheet": N_("Only a person can announce a recovery sheet."),
    "own_key": N_("Nobody but the person himself says where that key lies."),
}

_ASK = N_("Nothing was written. Ask somebody whose role allows it.")
_INSTEAD: Mapping[Why, str] = {
    Why.STRIKE_ENDS: N_("Nothing was written. Say on itself that it has ended, or is wrong."),
    Why.STATE: N_("Nothing was written. Choose one of the states there are."),
    Why.EXERCISE: N_("Nothing was written. What is real is opened as an incident of its own."),
    Why.RETOLD: N_("Nothing was written. What is different now is another statement or movement."),
}


def the_same(drafts: Sequence[Draft], stored: Sequence[Record]) -> None:
    """Drafts written before must say what is stored."""
    for draft, record in zip(drafts, stored, strict=True):
        if draft.form != record.form or dict(draft.values) != dict(record.values):
            raise DeskError(
                _("This entry was written before, with other words."),
                _("Look at the line as it stands; correct it there."),
            )


def whole(link: Link, draft: Draft) -> None:
    """Files have their keys, and restricted values stand apart."""
    keyed(draft)
    apart(draft)
    kept(link, draft)


def keyed(draft: Draft) -> None:
    """A file without its key could never be read again."""
    named = {
        name
        for name, value in draft.values.items()
        if isinstance(value, Mapping) and "sha256" in value
    }
    if named != set(draft.files):
        raise ValueError("a file has no key, or a key no file")


def apart(draft: Draft) -> None:
    """Restricted values stand on records of their own, in the thread of what they belong to."""
    if draft.form == RESTRICTED:
        wrong = draft.thread in {None, draft.id} or bool(draft.files)
    else:
        form = current(draft.form)
        wrong = any(restricted(form, name) for name in draft.values)
    if wrong:
        raise ValueError("restricted values stand on records of their own")


def kept(link: Link, draft: Draft) -> None:
    """A file whose key is gone, by an erasure since it was taken in, can not be read either."""
    for name, key in draft.files.items():
        if reading.key_of(link, reading.digest_of(draft.values[name])) != key:
            raise DeskError(
                _("Somebody was erased from the book meanwhile, and the file with it."),
                _("Add the file again, if nobody erased is in it."),
            )


def may_sign(
    keys: Container[tuple[str, bytes]], n: int, drafts: Sequence[Draft], signer: Signer
) -> None:
    """Only a key enrolled signs; some records announce their own.

    These are the book's first two, and an enrolment that rests on the recovery sheet alone.
    """
    first = drafts[0]
    founds = n == 0 and first.form == "book" and signer.author == DESK
    enrols = n == 1 and first.form == "officer" and signer.author == b64(first.id)
    enrols = enrols or _alone(first, signer)
    if not (founds or enrols or (signer.author, signer.key_id) in keys):
        raise DeskError(
            _("This signature is not, or no longer, on the list of officers."),
            _("Ask the person who enrols officers."),
        )
    for draft in drafts:
        if personal(draft.form, signer.author, b64(draft.thread or draft.id)):
            raise DeskError(_(_PERSONAL[draft.form]), _("Sign in first."))


def takes(link: Link, records: Iterable[Record]) -> None:
    """What is said of officers and sheets must be its author’s to say, as in every check.

    One record that is not, and no check would prove the book, for nobody.
    """
    telling = [record for record in records if record.form in TELLING | {"countersign"}]
    said = by_now(link) if telling else Announcing()
    for record in telling:
        why = said.take(record)
        if why is not None:
            raise DeskError(_(why), _("Nothing was written. Ask somebody whose role allows it."))


def permitted(
    link: Link, n: int, draft: Draft, author: str, thread: bytes, target: Record | None
) -> None:
    """What no role of its author allows would be a finding of every check, for ever.

    ``n`` is the last record so far, ``thread`` the draft’s own, ``target`` what it amends.
    """
    if draft.form not in WRITERS:
        return
    held = frozenset(reading.roles_of(link, author).split()) if author != DESK else frozenset()
    found = [allowed.refused(draft.form, author, held, draft.values)]
    if target is not None:
        found.append(allowed.replaces(author, draft.values, whole=True))
    if target is not None and draft.form == "strike":
        lined = target.line is not None
        seen = Seen(target.n, target.form, target.thread, target.author, lined, amended=False)
        found.append(allowed.strikes(author, held, seen))
    found += _retold(link, n, draft, thread)
    if draft.form == allowed.INCIDENT and {allowed.SEVERITY, allowed.STATE} & set(draft.values):
        before = allowed.rank(Before(link, n).severity(thread))
        found.append(allowed.lowers(before, draft.values, held))
        found.append(allowed.spots(before, draft.values, drill=Before(link, n).drill(thread)))
    for why in filter(None, found):
        raise DeskError(_(why), _(_INSTEAD.get(why, _ASK)))


def _retold(link: Link, n: int, draft: Draft, thread: bytes) -> Iterator[Why | None]:
    """Why it may not say again what stood in its thread."""
    opens = thread == draft.id
    if not opens:
        yield retold.again(draft.form, draft.values, (), opens=False)
    before = Before(link, n)
    if any(before.moved(thread, row) for row in retold.moves(draft.form, draft.values)):
        yield Why.RETOLD


def _alone(draft: Draft, signer: Signer) -> bool:
    own = b64(draft.thread or draft.id)
    new = draft.values.get("signing_key") == b64(public_raw(signer.private))
    return draft.form == "officer" and new and is_alone(signer.author, own, draft.values)


def other_person(author: str, said: object, thread: Sequence[Record]) -> Record:
    """The act: a countersignature is another person's than its author's, and in its thread."""
    signed = next((record for record in thread if b64(record.leaf) == said), None)
    if signed is None:
        raise ValueError("there is no such act in this thread")
    own = signed.form == "officer" and author == b64(signed.thread)
    if author in {signed.author, DESK} or own:
        raise DeskError(
            _("Another person than the act’s author must countersign."),
            _("Ask a colleague to sign."),
        )
    return signed


def may_countersign(roles: str, form: str) -> None:
    """Whoever countersigns an act of ``form`` holds a role, of those in ``roles``, that may."""
    allowed = VOUCHERS if form == "officer" else COUNTERSIGNERS
    allowed = allowed | {RELIEF} if form == "handover" else allowed
    if allowed.isdisjoint(roles.split()):
        raise DeskError(
            _("No role of this person allows a countersignature."), _("Ask a colleague to sign.")
        )


def amendable(draft: Draft, target: Record) -> None:
    """Lines and the like are replaced by their own form; almost anything can be struck."""
    replaces = target.form == draft.form and not current(draft.form).threaded
    strikes = draft.form == "strike"
    if target.form in (STANDING if strikes else FIXED) or not (replaces or strikes):
        raise DeskError(
            _("This record cannot be corrected in that way."), _("Write a new line instead.")
        )


def taken(later: Record | None) -> DeskError:
    """The record was replaced or struck before, by ``later`` if it stands in the book."""
    if later is None or later.line is None:
        what = _("This was corrected or struck before.")
    elif later.form == "strike":
        what = _("This line was struck before, by line {line}.").format(line=later.cited)
    else:
        what = _("This line was corrected before; line {line} stands instead: {text}").format(
            line=later.cited, text=later.values.get("text") or ""
        )
    return DeskError(what, _("Correct what stands now."))


def held(link: Link, values: Mapping[str, Value]) -> None:
    """Raise DeskError where a hold stands on what an act of erasure would still take out."""
    named = erasable.named(values)
    records = {id_: reading.by_id(link, id_) for id_ in {one.record for one in named}}
    there = [
        one
        for one in named
        if (known := records[one.record]) and one.field in reading.fields_of(link, known.n)
    ]
    erasable.refuse_held(link, there)


def is_refusal(error: Exception) -> bool:
    """Whether the book said no: to try again would bring the same answer."""
    return isinstance(error, ValueError) or (
        isinstance(error, DeskError) and not isinstance(error, BookFault)
    )
