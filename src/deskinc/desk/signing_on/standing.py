"""What stands in amber about the people of the desk, until somebody does something about it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from deskinc.book.keys.vault import Vault
from deskinc.book.registers.rows import PersonRow
from deskinc.desk.signing_on import seconds
from deskinc.desk.signing_on.officers import Person, officer_from
from deskinc.desk.site import Site
from deskinc.forms.roles import RELIEF, may
from deskinc.i18n import _
from deskinc.proof.canonical import b64

SOON = timedelta(days=60)
"""How long before a licence ends it is said (D22)."""

UNCONFIRMED = timedelta(hours=48)
"""After a relief officer's day, when it is said that two people have not vouched (D18)."""


def is_alone(rows: Sequence[PersonRow]) -> bool:
    """Whether one person alone is enrolled; a relief officer is no second."""
    return len([row for row in rows if row.state == "active" and RELIEF not in row.roles]) < 2


def others_may(rows: Sequence[PersonRow], mine: str, act: str) -> bool:
    """Whether somebody else than ``mine`` is there whose role allows ``act``."""
    return any(
        row.state == "active" and may(row.roles, act) and b64(row.thread) != mine for row in rows
    )


def amber(rows: Sequence[PersonRow], site: Site, now: datetime, mine: str) -> tuple[str, ...]:
    """Whole sentences, what matters most first; ``now`` is site time, ``mine`` who is signed in."""
    there = [row for row in rows if row.state == "active"]
    return (
        *_over(there, now, mine), *_by_sheet(there), *_unvouched(rows, there),
        *seconds.amber(rows),
        *_unconfirmed(there, now), *_ending(there, site, now),
    )  # fmt: skip


def unsighted(person: Person, *, closes: bool) -> Iterator[str]:
    """Whoever may read restricted parts and has no key for them, where the book has one."""
    keys = person.keys
    if closes and keys.signing and not keys.restricted and person.officer.may("read_restricted"):
        yield _(
            "Your key slot has not the key for restricted parts: they stay closed for you until "
            "somebody who reads them signs in."
        )


def left_since(rows: Sequence[PersonRow], changed: int) -> list[str]:
    """The names of those who left after record ``changed``, when the keys were last changed."""
    return [
        row.name or "?"
        for row in rows
        if row.state == "left" and row.roles != {RELIEF} and row.last_n > changed
    ]


def keys_wait(rows: Sequence[PersonRow], changed: int) -> Iterator[str]:
    """Who has left, while the book still lies under the keys that were known to that person."""
    for name in left_since(rows, changed):
        yield _(
            "{name} has left, and the book still lies under the keys from before: Settings, "
            "People, Change the keys…"
        ).format(name=name)


def locked_out(names: Sequence[str]) -> Iterator[str]:
    """Whom ``slots.json`` does not let in although the book announces the slot."""
    if names:
        yield _(
            "slots.json lacks what opens the book for {names}: somebody may have altered it. "
            "slots.json.bak or the mirror’s copy may have it still; otherwise make it anew: "
            "Settings, People or Recovery sheet."
        ).format(names=", ".join(names))


def keyring_ended(site: Site, vault: Vault) -> bool:
    """Whether the site has an open office, and no keyring opens it: somebody has left since."""
    return bool(site.keyring_slot) and not vault.keyrings()


def opens_no_more(site: Site, vault: Vault) -> Iterator[str]:
    """An open office is closed since somebody left, until whoever may has chosen anew."""
    if keyring_ended(site, vault):
        yield _(
            "The keyring opens the book no more, as it is when somebody has left: each start asks "
            "a passphrase. Choose anew: Settings, Open or closed office."
        )


def _over(there: Sequence[PersonRow], now: datetime, mine: str) -> Iterator[str]:
    """A relief officer whose day is over writes and hands over, and signs in no more."""
    for officer in map(officer_from, there):
        if officer.thread == mine and officer.is_over(now):
            yield _(
                "Your 24 hours as relief officer are over: hand over. You cannot sign in again."
            )


def _by_sheet(there: Sequence[PersonRow]) -> Iterator[str]:
    """Whoever the recovery sheet alone has enrolled, until somebody else vouches (D19)."""
    words = _("{name} was enrolled by the recovery sheet alone, and nobody has vouched for that.")
    for row in there:
        if row.alone and row.vouched is None:
            yield words.format(name=row.name)


def _unvouched(rows: Sequence[PersonRow], there: Sequence[PersonRow]) -> Iterator[str]:
    """The first person, who enrolled alone, until somebody vouches (D19)."""
    first = rows[0] if rows else None
    if first is None or is_alone(rows) or first not in there or first.vouched is not None:
        return
    if first.alone:  # told above
        return
    yield _("{name} enrolled alone, and nobody has vouched for that yet.").format(name=first.name)


def _unconfirmed(there: Sequence[PersonRow], now: datetime) -> Iterator[str]:
    for row in there:
        officer = officer_from(row)
        if officer.provisional and officer.until and officer.until + UNCONFIRMED <= now:
            words = _("{name}, relief officer: two people have not vouched within 72 hours.")
            yield words.format(name=officer.name)


def _ending(there: Sequence[PersonRow], site: Site, now: datetime) -> Iterator[str]:
    licence = _(site.licence_name) or _("Licence")
    for row in there:
        for what, ms in ((licence, row.licence_until), (_("First-aid certificate"),
                                                        row.first_aid_until)):  # fmt: skip
            if ms is not None and RELIEF not in row.roles:
                yield from _ends(f"{row.name}: {what}", ms, site, now)
        if row.own_until is not None:
            what = _("{name}: Own certificate").format(name=row.name)
            yield from _ends(what, row.own_until, site, now)
        if row.certificate_until is not None and RELIEF not in row.roles:
            what = _("{name}: Certificate for papers").format(name=row.name)
            more = _("It is renewed as soon as an administrator is signed in.")
            for words in _ends(what, row.certificate_until, site, now):
                yield f"{words} {more}"


def _ends(what: str, ms: int, site: Site, now: datetime) -> Iterator[str]:
    last = day_of(ms, site)
    if last < now.date():
        yield _("{what} ended on {date}.").format(what=what, date=f"{last:%Y-%m-%d}")
    elif last <= (now + SOON).date():
        yield _("{what} ends on {date}.").format(what=what, date=f"{last:%Y-%m-%d}")


def day_of(ms: int, site: Site) -> date:
    """The day that a register's milliseconds mean at the site."""
    return datetime.fromtimestamp(ms / 1000, UTC).astimezone(site.locale.tz).date()
