"""Every form there is, by key and version. A released version never changes and never leaves."""

from collections.abc import Mapping

from deskinc.forms.catalogue.cards import PARTY, VEHICLE
from deskinc.forms.catalogue.claims import CLAIM
from deskinc.forms.catalogue.duty import (
    ANCHOR,
    BLANKS,
    DELIVERY,
    IMPORT,
    REVIEW,
    ROUTINE,
)
from deskinc.forms.catalogue.evidence import PHOTO, PIN, PLAN
from deskinc.forms.catalogue.exhibits import DOCUMENT, EXHIBIT
from deskinc.forms.catalogue.guides import GUIDE
from deskinc.forms.catalogue.incident import INCIDENT, RESTRICTED
from deskinc.forms.catalogue.keeping import (
    ASTRAY,
    BACKUP,
    CLOCK,
    ERASE,
    HOLD,
    RESTORE,
    STAMP,
    WITHDRAWN,
)
from deskinc.forms.catalogue.learning import DEBRIEF, MEASURE, PROBLEM
from deskinc.forms.catalogue.notices import CHANNEL, NOTICE, SENT
from deskinc.forms.catalogue.occurrence import OCCURRENCE
from deskinc.forms.catalogue.office import BOOK, OFFICER, OWN_KEY, RINGS, SITE
from deskinc.forms.catalogue.shift import HANDOVER, SHIFT_BREAK, SHIFT_OFF, SHIFT_ON
from deskinc.forms.catalogue.statement import STATEMENT
from deskinc.forms.catalogue.trust import ACCESS, COUNTERSIGN, EXPORT, SEAL, SHEET, STRIKE
from deskinc.forms.form import Form

__all__ = [
    "ACCESS",
    "ALL",
    "ANCHOR",
    "ASTRAY",
    "BACKUP",
    "BLANKS",
    "BOOK",
    "CHANNEL",
    "CLAIM",
    "CLOCK",
    "COUNTERSIGN",
    "DEBRIEF",
    "DELIVERY",
    "DOCUMENT",
    "ERASE",
    "EXHIBIT",
    "EXPORT",
    "GUIDE",
    "HANDOVER",
    "HOLD",
    "IMPORT",
    "INCIDENT",
    "MEASURE",
    "NOTICE",
    "OCCURRENCE",
    "OFFICER",
    "OWN_KEY",
    "PARTY",
    "PHOTO",
    "PIN",
    "PLAN",
    "PROBLEM",
    "RESTORE",
    "RESTRICTED",
    "REVIEW",
    "RINGS",
    "ROUTINE",
    "SEAL",
    "SENT",
    "SHEET",
    "SHIFT_BREAK",
    "SHIFT_OFF",
    "SHIFT_ON",
    "SITE",
    "STAMP",
    "STATEMENT",
    "STRIKE",
    "VEHICLE",
    "WITHDRAWN",
    "current",
]

_FORMS = (
    BOOK, SITE, OFFICER, SHIFT_ON, SHIFT_OFF, OCCURRENCE, INCIDENT, PIN, PHOTO, PLAN,
    HANDOVER, COUNTERSIGN, STRIKE, SEAL, EXPORT, ACCESS, RESTORE, BACKUP, HOLD, ERASE, STAMP, CLOCK,
    ASTRAY, RESTRICTED, SHEET, WITHDRAWN, OWN_KEY, SHIFT_BREAK, ANCHOR, ROUTINE, DELIVERY, REVIEW,
    IMPORT, BLANKS, RINGS, CHANNEL, NOTICE, SENT, DOCUMENT, CLAIM, GUIDE, PARTY,
    VEHICLE, EXHIBIT, STATEMENT,
    DEBRIEF, MEASURE, PROBLEM,
)  # fmt: skip

ALL: Mapping[tuple[str, int], Form] = {(form.key, form.version): form for form in _FORMS}


def current(key: str) -> Form:
    """Return the newest version of the form of that key; KeyError if there is none."""
    newest = max((version for name, version in ALL if name == key), default=0)
    return ALL[key, newest]
