"""What can be wrong with an evidence bundle beyond what can be wrong with a book, in words."""

from enum import StrEnum

from deskinc.proof.findings import Finding, Kind, Why, finding


class Reason(StrEnum):
    """The reason of a finding in a bundle, as a sentence."""

    EMPTY = "The file is empty."
    STRANGE = "This is neither an evidence bundle nor an extract of a book."
    VERSION = "It is of another version, or has an unknown or missing member."
    TOO_LARGE = "It is larger than anything this program writes."
    PACKED = "A file in it is compressed or encrypted; a bundle’s files are stored as they are."
    CUT = "It ends too early: a part was cut off."
    CONTAINER = "The container is not, byte for byte, as a bundle is written."
    DAMAGED = "A file in it does not agree with its own checksum."
    NAME = "It holds a file under a name that no file of a bundle has."
    NAME_TWICE = "It holds two files under one name."
    JSON_MISSING = "It holds no bundle.json."
    MEMBER = "A member of bundle.json is not as it must be."
    NO_RECORDS = "It holds no records."
    ORDER = "The records do not stand in the order of their numbers, each but once."
    NUMBER = "The record bears another number."
    FOUNDING = "Record 1, which names the site’s key, is missing."
    FOUNDING_HIDDEN = "Record 1 does not show the site’s key and the format."
    ENROLMENT = "The record that enrols the author is missing."
    ENROLMENT_UNSOUND = "The record that enrols the author does not itself hold."
    OFFICER_HIDDEN = "An enrolment withholds values, one of which may close the key."
    ROLE_HIDDEN = "The role by which somebody enrolled, countersigned or wrote is withheld."
    UNSEALED = "It holds no seal."
    UNPROVED = "Nothing shows that the record lies under the seal."
    INCLUSION = "The record does not lie under the seal at its number."
    COSIGNER = "Somebody signed the seal whose enrolment is missing."
    ACT = "The act countersigned is missing."
    ACT_HIDDEN = "A seal or a restore withholds what it must be judged by."
    ERASE_ALONE = "The second signature under an erasure is missing."
    FILE_MISSING = "A file that a value names is missing."
    FILE_ALTERED = "A file is not the one that was signed."
    FILE_EXTRA = "It holds a file that no value names."
    OTHER_SITE = "It is signed by another site key than the one you trust."
    TRUSTED_BOOK = "The seal you hold is of another book."
    TRUSTED_SIZE = (
        "The seal you hold covers another number of records; ask for one under that seal."
    )
    TRUSTED_ROOT = "The seal you hold states another root for the same number of records."


_KINDS = {
    Kind.INCOMPLETE: {
        Reason.EMPTY,
        Reason.CUT,
        Reason.JSON_MISSING,
        Reason.NO_RECORDS,
        Reason.FOUNDING,
        Reason.FOUNDING_HIDDEN,
        Reason.ENROLMENT,
        Reason.ENROLMENT_UNSOUND,
        Reason.OFFICER_HIDDEN,
        Reason.ROLE_HIDDEN,
        Reason.UNSEALED,
        Reason.UNPROVED,
        Reason.COSIGNER,
        Reason.ACT,
        Reason.ACT_HIDDEN,
        Reason.ERASE_ALONE,
        Reason.FILE_MISSING,
        Reason.TRUSTED_SIZE,
    },
    Kind.UNKNOWN_KEY: {Reason.OTHER_SITE},
    Kind.UNKNOWN_FORMAT: {Reason.STRANGE, Reason.VERSION, Reason.TOO_LARGE, Reason.PACKED},
}
_KIND_OF = {why: kind for kind, reasons in _KINDS.items() for why in reasons}


def found(why: Reason | Why, n: int = 0) -> Finding:
    """The finding of a reason at record ``n`` (0: at the bundle as a whole)."""
    if isinstance(why, Why):
        return finding(why, n)
    return Finding(_KIND_OF.get(why, Kind.ALTERED), n, why)
