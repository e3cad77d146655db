"""Saved views: what somebody looks for again and again, under a name, seen by nobody else.

They lie with the unsent text of their writer, encrypted and outside the chain; an erasure, which
empties that, takes them too.
"""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import asdict
from datetime import date

from deskinc.desk.lines.finding import Wanted
from deskinc.desk.office import Office
from deskinc.errors import DeskError
from deskinc.i18n import _

KEY = "views"
MOST, LONGEST = 30, 60
"""How many one person keeps, and letters of a name."""
_DAYS = ("since", "until")


def listed(office: Office) -> dict[str, Wanted]:
    """The views of whoever is signed in, by name, in the order of the alphabet."""
    office.allow("read_book")
    kept = office.kept().get(KEY, {})
    found = {name: _wanted(said) for name, said in kept.items() if isinstance(said, dict)}
    return dict(sorted(found.items(), key=lambda one: one[0].casefold()))


def keep(office: Office, name: str, wanted: Wanted) -> "Future[None]":
    """Keep what is wanted under ``name``, in place of what had that name; DeskError if too many."""
    views = {**listed(office), " ".join(name.split())[:LONGEST]: wanted}
    if len(views) > MOST:
        raise DeskError(
            _("There are {most} saved views already.").format(most=MOST), _("Forget one first.")
        )
    return _keep(office, views)


def forget(office: Office, name: str) -> "Future[None]":
    """Keep that view no more."""
    return _keep(office, {one: wanted for one, wanted in listed(office).items() if one != name})


def _keep(office: Office, views: Mapping[str, Wanted]) -> "Future[None]":
    if not views:
        return office.drop(KEY)
    said = {name: _said(wanted) for name, wanted in views.items()}
    return office.keep(KEY, said)  # type: ignore[arg-type]


def _said(wanted: Wanted) -> dict[str, str | bool]:
    return {name: str(v) if name in _DAYS else v for name, v in asdict(wanted).items() if v}


def _wanted(said: Mapping[str, object]) -> Wanted:
    days = {name: date.fromisoformat(str(said[name])) for name in _DAYS if name in said}
    return Wanted(**{**said, **days})  # type: ignore[arg-type]
