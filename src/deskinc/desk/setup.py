"""Set-up: the keys, the first records and the slots of a new office."""

import secrets
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from deskinc.book.book import Book, Founding
from deskinc.book.clock import now as utc_now
from deskinc.book.disk import known
from deskinc.book.keys import authority
from deskinc.book.keys.kdf import KdfParams
from deskinc.book.keys.recovery import new_words, public_of
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.vault import Vault
from deskinc.book.record import Draft, new_id
from deskinc.desk.certificates import lists
from deskinc.desk.copies.folder import folder_fault
from deskinc.desk.countries import COUNTRIES, Country, country
from deskinc.desk.office import Office, Officer, Person, note_access
from deskinc.desk.people.enrolment import Enrolment, officer_values
from deskinc.desk.signing_on.officers import signer_of
from deskinc.desk.signing_on.passphrases import passphrase_fault, suggest_passphrase
from deskinc.errors import BookFault
from deskinc.forms import form as forms
from deskinc.forms.catalogue import current
from deskinc.i18n import _
from deskinc.paths import traces
from deskinc.proof.canonical import b64

__all__ = [
    "COUNTRIES", "Answers", "Country", "asked", "country", "passphrase_fault", "recovery_words",
    "set_up", "suggest_passphrase",
]  # fmt: skip

TEXTS = (
    "post", "address", "country", "language", "zone", "paper", "emergency", "licence_name",
    "regime", "phone", "insured", "insurer", "policy", "broker",
)  # fmt: skip
DAY_AND_NIGHT = (("Day", "07:00", "19:00"), ("Night", "19:00", "07:00"))
KIT = (("Key sets", 0), ("Radios", 0), ("Torches", 0))


@dataclass(frozen=True, slots=True)
class Answers:
    """What the set-up pages ask."""

    site: str
    officer: str
    initials: str
    passphrase: str = field(repr=False)
    mirror: Path
    country: str = "GB"
    language: str = "en-GB"
    zone: str = "Europe/London"
    paper: str = "A4"
    post: str = "Front desk"
    address: str = ""
    emergency: str = "999"
    licence_name: str = ""
    regime: str = ""
    licence: str = ""
    phone: str = ""
    insured: str = ""
    insurer: str = ""
    policy: str = ""
    broker: str = ""
    places: tuple[str, ...] = ()
    shifts: tuple[tuple[str, str, str], ...] = DAY_AND_NIGHT
    kit: tuple[tuple[str, int], ...] = KIT


def recovery_words() -> tuple[str, ...]:
    """24 fresh words for the recovery sheet (256 bits, BIP-39 list)."""
    return tuple(new_words())


def asked(words: Sequence[str]) -> tuple[int, int, int]:
    """Three positions, from 0, whose words the officer types back from the sheet."""
    first, second, third = sorted(secrets.SystemRandom().sample(range(len(words)), 3))
    return first, second, third


def set_up(
    folder: Path,
    answers: Answers,
    words: Sequence[str],
    *,
    kdf: KdfParams | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> Office:
    """Make a new office in ``folder``: keys, slots, and records 1 to 3; return it signed in.

    ``kdf`` fixes the cost of the passphrase; by default this machine is measured. Raises
    BookFault where a book or its keys lie there already, the folder is not fit to hold one, or
    the disk refuses; then nothing of it is left, so that it can be tried again.
    """
    if traces(folder):
        raise BookFault(
            _("There is a book in this folder already."), _("Choose another folder, or sign in.")
        )
    if fault := folder_fault(folder):
        raise BookFault(fault)
    founding, keys, site_ca = _made(answers, words, clock())
    there = set(folder.iterdir()) if folder.exists() else None
    beside = answers.mirror / b64(founding.book)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        vault = Vault.create(folder, founding.book, founding.note_key)
        vault.add_passphrase(answers.officer, answers.passphrase, keys, kdf)
        vault.add_recovery(words, keys)
        # first of all: a book whose keys lie nowhere can never be opened again
        vault.save()
        book = Book.create(folder, answers.mirror, keys, founding, now=clock)
        try:
            return _found(Foundation(folder, book, vault, keys, site_ca), answers, clock)
        except BaseException:
            book.close()
            raise
    except BaseException:
        _take_back(folder, there, beside)
        raise


def _made(
    answers: Answers, words: Sequence[str], now: datetime
) -> tuple[Founding, Keys, authority.Issuer]:
    """The authorities and keys of a new office."""
    site_ca = authority.make_ca(answers.site, now, answers.country)
    relief_ca = authority.make_relief_ca(answers.site, now, answers.country)
    restricted = X25519PrivateKey.generate()
    keys = Keys(
        database=secrets.token_bytes(32),
        mirror=secrets.token_bytes(32),
        signing=Ed25519PrivateKey.generate().private_bytes_raw(),
        pdf=authority.new_pdf_key(),
        ca=site_ca.private,
        restricted=restricted.private_bytes_raw(),
    )
    public = restricted.public_key().public_bytes_raw()
    founding = Founding.fresh(site_ca.certificate, relief_ca, public, public_of(words))
    return founding, keys, site_ca


def _take_back(folder: Path, there: set[Path] | None, beside: Path) -> None:
    """Remove what a set-up that failed had made: its own files only, and its own mirror."""
    shutil.rmtree(beside, ignore_errors=True)
    if there is None:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for made in set(folder.iterdir()) - there:
        if made.is_dir():
            shutil.rmtree(made, ignore_errors=True)
        else:
            made.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Foundation:
    """What the first records are written with."""

    folder: Path
    book: Book
    vault: Vault
    keys: Keys = field(repr=False)
    ca: authority.Issuer


def _found(new: Foundation, answers: Answers, clock: Callable[[], datetime]) -> Office:
    own = new_id()
    who = Enrolment(
        answers.officer, answers.initials, answers.licence,
        frozenset({"officer", "lead", "manager", "admin"}),
    )  # fmt: skip
    officer = Officer(b64(own), who.name, who.initials, who.licence, who.roles)
    signer = signer_of(officer.thread, new.keys)
    values = officer_values(who, new.keys, new.vault, new.ca, clock())
    new.book.write([Draft("officer", values, id=own)], signer).result()
    site = forms.clean(current("site"), site_values(answers, new.vault))
    new.book.write([Draft("site", site)], signer).result()
    new.book.write([lists.first(new.ca, clock())], signer).result()
    office = Office(new.folder, new.vault, new.book, Person(officer, new.keys), clock)
    office.save_vault()
    note_access(office, "signed_in").result()
    known.remember(new.folder, new.book.id, new.book.note_key, office.locale.zone)
    return office


def site_values(answers: Answers, vault: Vault) -> dict[str, object]:
    """The SITE record's answers, as its form takes them."""
    texts = {name: value for name in TEXTS if (value := getattr(answers, name))}
    return texts | {
        "name": answers.site,
        "currency": country(answers.country).currency,
        "recovery_slot": vault.recovery_digest(),
        "shifts": {
            f"{i:02d}": {"name": name, "start": start, "end": end}
            for i, (name, start, end) in enumerate(answers.shifts, 1)
        },
        "places": {b64(new_id()): {"name": name} for name in answers.places},
        "kit": {
            f"{i:02d}": {"name": name, "count": count}
            for i, (name, count) in enumerate(answers.kit, 1)
        },
    }
