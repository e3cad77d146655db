"""What a verifier can find, in words; the kinds are the only five verdicts there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A verdict; anything but VALID means that the book is not proved."""

    VALID = "VALID"
    INCOMPLETE = "INCOMPLETE"
    UNKNOWN_KEY = "UNKNOWN KEY"
    UNKNOWN_FORMAT = "UNKNOWN FORMAT"
    ALTERED = "ALTERED"


class Why(StrEnum):
    """The reason of a finding, as a sentence."""

    BYTES = "The bytes are not in canonical form."
    FORMAT = "The record is of another version or has an unknown or missing member."
    FIRST = "The first record does not open a book."
    SECOND_BOOK = "The book is opened a second time."
    BOOK_FORMAT = "The book’s format is not known."
    GAP = "Records before this one are missing."
    REPEATED = "The record’s number was given before."
    PREV = "The record does not name the one before it."
    BOOK = "The record belongs to another book."
    EPOCH = "The record belongs to another epoch."
    RESTORE = "The restored size, root or epoch is not the chain’s."
    RESTORE_DESK = "The book was restored by the desk, not by a person."
    ERASE_DESK = "Values were erased by the desk, not by a person."
    HOLD_DESK = "A hold was put on or taken off by the desk, not by a person."
    STRIKE_DESK = "A record was struck by the desk, not by a person."
    RESTORE_ALONE = "A restore is not followed by its countersignature."
    ID = "The record’s id was given before."
    THREAD = "The record’s thread does not exist."
    AMENDS_NOTHING = "The record amended or struck does not exist."
    AMENDS_TWICE = "The record amended or struck was already replaced."
    AMENDS_FORM = "The record amended is of another form."
    AMENDS_FIXED = "Records of this form can be neither amended nor struck."
    AMENDS_THREAD = "The amendment lies in another thread than its record."
    AMENDS_LINE = "Only an amendment of a line bears a line’s number, and it must."
    STRIKES_NOTHING = "A strike names no record."
    STRIKE_ENDS = "A record was struck that is ended by what its own thread says, and never struck."
    BATCH = "The record’s batch does not exist."
    BATCH_TORN = "Records of one batch do not follow each other."
    SERIES_GAP = "A number of the series is missing."
    SERIES_REPEATED = "A number of the series was given before."
    SERIES_DATE = "The number is of another day or year than the record."
    SERIES = "The series or its number is not known."
    LINE_DAY = "A line needs both its number and its place in the day."
    UNSIGNED = "The record is not signed."
    SIGNATURE = "The signature does not hold."
    NO_KEY = "The key was never enrolled."
    CLOSED_KEY = "The key’s enrolment was closed before this record."
    OTHERS_KEY = "The key is enrolled for somebody else."
    SHARED_KEY = "The key announced is already another’s."
    KEY_SHAPE = "The key announced is not an Ed25519 key."
    ENROLLED_BY_DESK = "An officer was enrolled by the desk, not by a person."
    ENROLLED_UNALLOWED = "No role of the author allows what he says of an officer’s key or role."
    LAST_ADMIN = "The last administrator was suspended, or is to leave: nobody could enrol anybody."
    OWN_KEY = "The key of a person’s own certificate was announced by somebody else."
    ROLE = "No role of the author allows what the record does."
    ROLE_DESK = "The desk wrote what only a person may write."
    UNVOUCHED = (
        "Somebody signed what takes two, vouched or enrolled, for whom nobody else had vouched."
    )
    COPIED = "A line says that it was copied from a sheet, and lies in no copying of its author."
    REVIEW_OWN = (
        "Somebody reviewed his own lines for want of another shift lead, and one was there."
    )
    ROLE_LOWERED = "A severity was lowered by somebody of whom no role allows it."
    SPOT_GRAVE = "An incident of high severity was closed as if it had been dealt with on the spot."
    SPOT_DRILL = "An exercise was closed as if it had been dealt with on the spot."
    STATE = "The record gives a state that nobody knows."
    EXERCISE = "Number and value do not agree whether it is an exercise, or it was said later."
    RETOLD = "A statement or a movement was told anew after it was written to be signed by hand."
    RELIEF_LONG = (
        "A relief officer was enrolled for more than 24 hours, or for no time that is told."
    )
    CERTIFICATE = (
        "The certificate announced does not come from the authority that issues such ones."
    )
    SHEET = "The proof that the recovery sheet was at hand does not hold."
    SHEET_DESK = "A recovery sheet was announced by the desk, not by a person."
    SHEET_THREAD = "A recovery sheet was announced in another thread than that of record 1."
    SHEET_UNALLOWED = "No role of the author allows a new recovery sheet."
    DISCLOSURE = "A value’s bytes are not a disclosure."
    RESTRICTED = "A restricted value is not the one that was signed, or cannot be opened."
    FOREIGN_VALUE = "A value does not belong to this record."
    VALUE_TWICE = "A value stands twice."
    FIELD_TWICE = "Two values are given for one field."
    VALUE_MISSING = "A value is missing and no confirmed erasure names it."
    VALUE_LASTING = "A value that can never be erased is missing."
    VALUES_UNREAD = "The values the check needs were not given."
    COUNTERSIGN_ACT = "The act countersigned does not exist."
    COUNTERSIGN_SAME = "The act was countersigned by its own author."
    COUNTERSIGN_OWN = "Somebody vouched for himself, or confirmed his own roles."
    COUNTERSIGN_DESK = "An act was countersigned by the desk, not by a person."
    COUNTERSIGN_ROLE = "No role of the countersigner allows a countersignature."
    COUNTERSIGN_THREAD = "The countersignature lies in another thread than its act."
    SEAL_NOTE = "The seal holds no note."
    SEAL_ORIGIN = "The seal is of another book or epoch."
    SEAL_SIZE = "The seal states another size."
    SEAL_ROOT = "The seal states another root."
    SEAL_LINE = "The seal states another line."
    SEAL_SIGNATURE = "A signature on the seal does not hold."
    SEAL_KEY = "The seal is signed by a key not enrolled."
    NOTE = "The note kept with the record is not canonical, or is another record’s."
    NOTE_VALUES = "The record says something else than the note kept with it."
    NOTE_SIGNATURE = "The signature of the note kept with the record does not hold."
    NOTE_KEY = "The note kept with the record is signed by a key that was never enrolled."
    WITNESS_ROOT = "A seal seen outside states another root for this size."
    WITNESS_SIZE = "A seal seen outside covers more records than there are."
    SEAL_ORDER = "The seal does not continue the one before it."
    TREE_STORED = "The stored tree is not that of the records."
    INDEX_RECORD = "The index of the record is not true to it."
    INDEX_VALUE = "The index of a value is not true to it."
    INDEX_FILE = "The index of an attachment is not true to it."
    FILE_KEY = "The key of an attachment is missing."
    FILE_ALONE = "There is a key of an attachment but no file."
    FILE_MISSING = "An attachment is missing."
    FILE_ALTERED = "An attachment is altered."
    OLDER_KEY = "A key from before somebody left is not the one that the book announces."
    OLDER_TOLD = (
        "What a shared key is was told in two ways, out of order, or before anybody could know it."
    )
    MIRROR_LACKS = "The mirror lacks it, or is damaged there."
    MIRROR_SAYS = "The mirror says something else there."
    MIRROR_ERASED = "The mirror still holds what was erased."
    MIRROR_FILE = "The mirror’s copy of an attachment is not true to it."
    MIRROR_KEYS = "The mirror’s file of the site’s own keys is damaged."
    MIRROR_SLOTS = "The mirror’s copy of the key slots is not the book’s."
    MIRROR_ASTRAY = "The mirror holds records that the book was restored without."
    MIRROR_UNREAD = "The mirror is damaged where the book was restored without it."
    SHEETS = "Numbers of sheets were given twice, or more at once than are printed."
    REGISTER = "A register is not true to the records."
    SEARCH = "The search index is not true to the records."
    PAGE = "A page of the database does not carry its own proof."
    UNREADABLE = "What is to be checked cannot be read."


_KINDS = {
    Kind.INCOMPLETE: {
        Why.GAP,
        Why.SERIES_GAP,
        Why.VALUE_MISSING,
        Why.VALUE_LASTING,
        Why.VALUES_UNREAD,
        Why.RESTORE_ALONE,
        Why.WITNESS_SIZE,
        Why.FILE_KEY,
        Why.FILE_MISSING,
        Why.OLDER_KEY,
        Why.MIRROR_LACKS,
        Why.MIRROR_ASTRAY,
        Why.MIRROR_UNREAD,
    },
    Kind.UNKNOWN_KEY: {Why.NO_KEY, Why.OTHERS_KEY, Why.SEAL_KEY, Why.NOTE_KEY},
    Kind.UNKNOWN_FORMAT: {Why.FORMAT, Why.BOOK_FORMAT, Why.SERIES},
}
_KIND_OF = {why: kind for kind, reasons in _KINDS.items() for why in reasons}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong, at record ``n`` (a witness's size where no record is to blame).

    ``about`` names what it is about where the number does not: a field, a register.
    """

    kind: Kind
    n: int
    why: str
    about: str = ""


def finding(why: Why, n: int, about: str = "") -> Finding:
    """The finding for one of the verifier's own reasons."""
    return Finding(_KIND_OF.get(why, Kind.ALTERED), n, why, about)


def verdict(findings: Iterable[Finding]) -> Kind:
    """The gravest kind among ``findings``; VALID if there are none."""
    order = list(Kind)
    return max((f.kind for f in findings), key=order.index, default=Kind.VALID)
