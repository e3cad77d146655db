"""What a check finds, in officers' words: what is wrong, and what to do about it."""

from collections.abc import Mapping

from deskinc.i18n import N_, _
from deskinc.proof.findings import Why

KEEP = N_(
    "Keep the folder and the mirror as they are, print this report, and call whoever looks after "
    "the program. Papers with a later seal can show what it was; what the mirror and backups hold, "
    "Restore the book… says."
)
"""For what somebody must have done, or a disk that is failing: it may be evidence."""

FETCH = N_(
    "The mirror has no true copy of it either, or did not answer: connect it and check again. "
    "Restore the book… takes the file from a backup that still has it."
)
FETCHED = N_(
    "The mirror’s true copy was put in its place by itself; what lay there is kept in aside. Check "
    "again. If it comes back, exchange the disk."
)
BUILD = N_(
    "The records themselves are not touched by this. What a list or a search shows may be wrong. "
    "Close the program and sign in again: the lists are then built again from the records, unless "
    "those are in doubt as well. Check again; if it comes back, call whoever looks after the "
    "program."
)
DISK = N_(
    "The disk may be failing. Write no more on this computer than you must, and call whoever looks "
    "after the program. What the mirror holds, Restore the book… says."
)
MEND = N_(
    "The book itself is not touched by this. It is written into the mirror again by itself; check "
    "again later. Ask who touched the mirror’s disk; if it comes back, exchange the disk."
)
ERASE = N_(
    "It is taken out by itself as soon as the mirror can be written. If it comes back, call "
    "whoever looks after the program."
)
SLOTS = N_(
    "One of the two is old, or was exchanged. They are made the same when the next person is "
    "enrolled; call whoever looks after the program first if nobody can say why they differ."
)
OLDER = N_(
    "Somebody may have altered slots.json. Nothing was overwritten. Connect the mirror and the "
    "backups, and sign in again: the true one is taken from any copy that has it."
)
TOLD = N_(
    "The program tells each key once: somebody who knew the key of the book has written this "
    "record, or the one it differs from. The keys are as they were: the first word since a key was "
    "made counts. Ask who could open the book on those days."
)
ASTRAY = N_(
    "Nothing writes over them there; leave the mirror’s files as they are. Close the program and "
    "sign in again: the desk then says so in a line of the book, and the check is done with it. "
    "Ask who was on duty then to write down again what mattered."
)
PERSON = N_(
    "Ask the person named there, and the administrator. Keep the folder as it is and print this "
    "report: it may be evidence."
)

_WORDS: Mapping[str, tuple[tuple[Why, ...], str]] = {
    N_("The record was changed after it was written."): (
        (Why.BYTES, Why.FORMAT, Why.BOOK_FORMAT), KEEP),
    N_("Its signature does not hold: it is not what its author signed."): ((Why.SIGNATURE,), KEEP),
    N_("It bears no signature."): ((Why.UNSIGNED,), KEEP),
    N_("It is signed by nobody who was enrolled for that at the time."): (
        (Why.NO_KEY, Why.CLOSED_KEY, Why.OTHERS_KEY), PERSON),
    N_("Somebody was enrolled with a key that cannot be right."): (
        (Why.SHARED_KEY, Why.KEY_SHAPE, Why.ENROLLED_BY_DESK), PERSON),
    N_("It says of an officer what its author may not say: a key or a role."): (
        (Why.ENROLLED_UNALLOWED, Why.LAST_ADMIN, Why.OWN_KEY), PERSON),
    N_("It says that the recovery sheet was at hand, or is another, and that is not proved."): (
        (Why.SHEET, Why.SHEET_DESK, Why.SHEET_THREAD, Why.SHEET_UNALLOWED), PERSON),
    N_("A relief officer was enrolled for longer than a day."): ((Why.RELIEF_LONG,), PERSON),
    N_("The certificate it announces is not one of the authority that issues such ones."): (
        (Why.CERTIFICATE,), PERSON),
    N_("The note it was made from is not the one that was written and signed."): (
        (Why.NOTE, Why.NOTE_VALUES, Why.NOTE_SIGNATURE, Why.NOTE_KEY), KEEP),
    N_("A restore of the book was not confirmed by a second person."): (
        (Why.RESTORE_DESK, Why.RESTORE_ALONE), PERSON),
    N_("It takes a person, and the program itself wrote it: it does not count."): (
        (Why.ERASE_DESK, Why.HOLD_DESK, Why.STRIKE_DESK, Why.ROLE_DESK), PERSON),
    N_("Its author did what none of his roles allows."): (
        (Why.ROLE, Why.ROLE_LOWERED, Why.SPOT_GRAVE, Why.SPOT_DRILL, Why.COPIED), PERSON),
    N_("It takes two, or enrols or vouches, and one of them was vouched for by nobody else."): (
        (Why.UNVOUCHED,), PERSON),
    N_("It strikes what is ended by its own words and never struck: that counts nowhere."): (
        (Why.STRIKE_ENDS,), PERSON),
    N_("It says that something stands in a way that nobody knows: that counts nowhere."): (
        (Why.STATE,), PERSON),
    N_("It was an exercise or none from its first record on, and this says something else."): (
        (Why.EXERCISE,), PERSON),
    N_("It tells anew what had been written down to be signed by hand: the first words stand."): (
        (Why.RETOLD,), PERSON),
    N_("A shift lead reviewed his own lines, and another shift lead was there for that."): (
        (Why.REVIEW_OWN,), PERSON),
    N_("Records before this one are gone."): ((Why.GAP,), KEEP),
    N_("It does not follow the record before it: one of the two was exchanged."): (
        (Why.PREV, Why.REPEATED, Why.ID), KEEP),
    N_("It belongs to another book, or to another time of this one."): (
        (Why.FIRST, Why.SECOND_BOOK, Why.BOOK, Why.EPOCH, Why.RESTORE), KEEP),
    N_("It refers to a record that is not there, or may not be referred to so."): (
        (Why.THREAD, Why.AMENDS_NOTHING, Why.AMENDS_FORM, Why.AMENDS_FIXED, Why.AMENDS_THREAD,
         Why.AMENDS_LINE, Why.STRIKES_NOTHING, Why.BATCH, Why.BATCH_TORN), KEEP),
    N_("It corrects or strikes what was corrected or struck before."): ((Why.AMENDS_TWICE,), KEEP),
    N_("The whole of the book is not what was remembered of it outside."): (
        (Why.WITNESS_ROOT,), KEEP),
    N_("The end of the book is gone: more records were remembered outside it."): (
        (Why.WITNESS_SIZE,), KEEP),
    N_("What the book remembers of its own tree is not true."): ((Why.TREE_STORED,), BUILD),
    N_("The seal does not agree with the records under it."): (
        (Why.SEAL_NOTE, Why.SEAL_ORIGIN, Why.SEAL_SIZE, Why.SEAL_ROOT, Why.SEAL_LINE,
         Why.SEAL_ORDER), KEEP),
    N_("The seal is signed by nobody who could."): ((Why.SEAL_SIGNATURE, Why.SEAL_KEY), KEEP),
    N_("A value is not the one that was signed."): (
        (Why.DISCLOSURE, Why.FOREIGN_VALUE, Why.VALUE_TWICE, Why.FIELD_TWICE, Why.RESTRICTED),
        KEEP),
    N_("A value is gone, and nobody erased it."): (
        (Why.VALUE_MISSING, Why.VALUE_LASTING, Why.VALUES_UNREAD), KEEP),
    N_("The second signature does not count: not another person, or not allowed to."): (
        (Why.COUNTERSIGN_SAME, Why.COUNTERSIGN_OWN, Why.COUNTERSIGN_DESK,
         Why.COUNTERSIGN_ROLE), PERSON),
    N_("The second signature is not for what it stands beside."): (
        (Why.COUNTERSIGN_ACT, Why.COUNTERSIGN_THREAD), PERSON),
    N_("A number is missing before it."): ((Why.SERIES_GAP,), KEEP),
    N_("Its number was given before, or is not of its day."): (
        (Why.SERIES_REPEATED, Why.SERIES_DATE, Why.SERIES, Why.LINE_DAY), KEEP),
    N_("A file belonging to it is missing from the book’s folder."): ((Why.FILE_MISSING,), FETCH),
    N_("A file belonging to it was changed or is incomplete."): ((Why.FILE_ALTERED,), FETCH),
    N_("The key of a file belonging to it is gone or is not its own."): (
        (Why.FILE_KEY, Why.FILE_ALONE, Why.INDEX_FILE), KEEP),
    N_("The key slots give another key from before somebody left than the book announces."): (
        (Why.OLDER_KEY,), OLDER),
    N_("It tells what a shared key is otherwise than before, out of order, or ahead of time."): (
        (Why.OLDER_TOLD,), TOLD),
    N_("It gives sheets for writing by hand numbers that others have, or far too many."): (
        (Why.SHEETS,), PERSON),
    N_("It stands in a place that is not its own."): ((Why.INDEX_RECORD,), KEEP),
    N_("A value stands under a name that is not its own."): ((Why.INDEX_VALUE,), KEEP),
    N_("The mirror lacks this record, or is damaged there."): ((Why.MIRROR_LACKS,), MEND),
    N_("The mirror’s copy of a file belonging to it is damaged."): ((Why.MIRROR_FILE,), MEND),
    N_("The file of the site’s own keys in the mirror is damaged."): ((Why.MIRROR_KEYS,), MEND),
    N_("The mirror says something else than the book."): ((Why.MIRROR_SAYS,), KEEP),
    N_("The mirror still holds words that were erased."): ((Why.MIRROR_ERASED,), ERASE),
    N_("The key slots in the mirror are not those of the book."): ((Why.MIRROR_SLOTS,), SLOTS),
    N_("The mirror alone holds lines that the book was restored without."): (
        (Why.MIRROR_ASTRAY,), ASTRAY),
    N_("The mirror may hold lines that the book was restored without, but is damaged there."): (
        (Why.MIRROR_UNREAD,), ASTRAY),
    N_("A list kept beside the book does not say what the records say."): ((Why.REGISTER,), BUILD),
    N_("The search finds something else than the records say."): ((Why.SEARCH,), BUILD),
    N_("A page of the book’s file is damaged."): ((Why.PAGE,), DISK),
    N_("It cannot be read to its end."): ((Why.UNREADABLE,), DISK),
}  # fmt: skip
_SAID = {why: (what, todo) for what, (reasons, todo) in _WORDS.items() for why in reasons}


def said(why: str) -> tuple[str, str]:
    """What is wrong and what to do, in the language of the site; ``why`` as the finding has it."""
    what, todo = _SAID.get(why, (why, KEEP))  # type: ignore[call-overload] # a Why is its text
    return _(what), _(todo)
