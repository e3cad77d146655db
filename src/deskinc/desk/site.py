"""The site's settings, read from the fold of its SITE records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import sha256

from deskinc.book.book import Reader
from deskinc.desk.countries import country
from deskinc.forms.fields import Value
from deskinc.forms.form import rows
from deskinc.forms.moments import later
from deskinc.i18n import Locale
from deskinc.proof.canonical import b64

EARLY = timedelta(minutes=15)
"""Who signs on so long before a shift comes for that one."""


@dataclass(frozen=True, slots=True)
class ShiftTimes:
    """A shift of the site's day: ``start`` and ``end`` as ``HH:MM``."""

    name: str
    start: str
    end: str

    @property
    def title(self) -> str:
        """``Night 19:00–07:00``."""
        return f"{self.name} {self.start}–{self.end}"

    def covers(self, moment: datetime) -> bool:
        """Whether the site-time ``moment`` falls into this shift."""
        at, start, end = moment.time(), time.fromisoformat(self.start), time.fromisoformat(self.end)
        return start <= at < end if start < end else at >= start or at < end


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A named place of the site."""

    id: str
    name: str
    floor: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class KitRow:
    """A kind of kit counted at handover and how many the site holds."""

    id: str
    name: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Somebody who is called when something happens, and the number; "" where none is known."""

    name: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class SnippetRow:
    """Words that are written often, and the type of line they are for, as the site calls it."""

    name: str
    type: str
    text: str


@dataclass(frozen=True, slots=True)
class PointRow:
    """A detector, button or contact of an alarm panel; the code of what it mostly means."""

    id: str
    device: str
    panel: str = ""
    zone: str = ""
    place: str = ""
    category: str = ""

    def words(self) -> str:
        """Place, panel and zone in one line."""
        return ", ".join(filter(None, (self.place, self.panel, self.zone)))


@dataclass(frozen=True, slots=True)
class PeepRow:
    """Somebody who does not get out without help, where he works, and what help that is."""

    name: str
    place: str
    help: str


@dataclass(frozen=True, slots=True)
class Site:
    """Everything the site has set; empty text where it has not."""

    name: str = ""
    post: str = ""
    address: str = ""
    country: str = ""
    language: str = "en-GB"
    zone: str = "UTC"
    paper: str = "A4"
    emergency: str = ""
    licence_name: str = ""
    regime: str = ""
    insured: str = ""
    insurer: str = ""
    policy: str = ""
    broker: str = ""
    phone: str = ""
    notice_days: int = 0
    idle_minutes: int = 5
    nil_every: int = 0
    spot_sample: int = 10
    repeat_count: int = 3
    repeat_days: int = 30
    backup_at: str = "03:00"
    currency: str = "GBP"
    keyring_slot: str = ""
    tsa: str = ""
    tsa_root: str = ""
    shifts: tuple[ShiftTimes, ...] = ()
    places: tuple[PlaceRow, ...] = ()
    kit: tuple[KitRow, ...] = ()
    contacts: tuple[ContactRow, ...] = ()
    peeps: tuple[PeepRow, ...] = ()
    points: tuple[PointRow, ...] = ()
    alarm: bool = True
    silence: bool = True
    lint: bool = True
    spelling: bool = True
    snippets: tuple[SnippetRow, ...] = ()
    words: tuple[str, ...] = ()
    """Words and letters that are known at this site."""

    @property
    def locale(self) -> Locale:
        """How this site writes dates, times and money."""
        return Locale(self.language, self.zone, self.currency)

    @property
    def reports_under(self) -> str:
        """The regime of its statutory reports: as it was set, else its country’s own (D30)."""
        return self.regime or country(self.country).regime

    def shift_at(self, moment: datetime) -> ShiftTimes | None:
        """The shift of the site's day that ``moment`` falls into."""
        return next((s for s in self.shifts if s.covers(moment)), None)

    def shift_for(self, moment: datetime) -> ShiftTimes | None:
        """The shift that whoever signs on at ``moment`` comes for, also a little before it."""
        return self.shift_at(later(moment, EARLY))

    def number(self, *names: str) -> str:
        """The number of the first contact that bears one of ``names``; "" where none is known."""
        wanted = {name.casefold() for name in names}
        found = (row.number for row in self.contacts if row.name.casefold() in wanted)
        return next(found, "")

    def place(self, text: str) -> Value:
        """The stored shape of a place typed by name: a known place, or a new one by its text."""
        wanted = text.strip()
        for row in self.places:
            if row.name.casefold() == wanted.casefold():
                return {"id": row.id, "text": row.name}
        return {"id": b64(sha256(wanted.casefold().encode()).digest()[:16]), "text": wanted}


_TEXTS = (
    "name", "post", "address", "country", "language", "zone", "paper", "emergency",
    "licence_name", "regime", "insured", "insurer", "policy", "broker", "phone", "currency",
    "tsa", "tsa_root", "backup_at", "keyring_slot",
)  # fmt: skip


_POINT = ("device", "panel", "zone", "place", "category")


def read_site(read: Reader) -> Site:
    """Fold the site's settings as they stand now."""
    return site_from(read.settings())


def site_from(values: Mapping[str, Value]) -> Site:
    """The typed view of the folded SITE values."""
    texts = {name: said for name in _TEXTS if (said := plain(values.get(name)))}
    texts.setdefault("currency", country(texts.get("country", "")).currency)
    numbers = {
        name: number
        for name in (
            "notice_days",
            "idle_minutes",
            "nil_every",
            "spot_sample",
            "repeat_count",
            "repeat_days",
        )
        if isinstance(number := values.get(name), int)
    }
    return Site(
        **texts,  # type: ignore[arg-type]
        **numbers,  # type: ignore[arg-type]
        shifts=tuple(
            ShiftTimes(plain(r.get("name")), plain(r.get("start")), plain(r.get("end")))
            for _row, r in rows(values, "shifts")
        ),
        places=_places(values),
        kit=tuple(
            KitRow(
                key, plain(r.get("name")), count if isinstance(count := r.get("count"), int) else 0
            )
            for key, r in rows(values, "kit")
        ),
        contacts=tuple(
            ContactRow(plain(r.get("name")), plain(r.get("number")))
            for _row, r in rows(values, "contacts")
        ),
        peeps=tuple(
            PeepRow(plain(r.get("name")), plain(r.get("place")), plain(r.get("help")))
            for _row, r in rows(values, "peeps")
            if plain(r.get("name"))
        ),
        points=tuple(
            PointRow(key, *(plain(r.get(name)) for name in _POINT))
            for key, r in rows(values, "points")
            if plain(r.get("device"))
        ),
        snippets=tuple(
            SnippetRow(plain(r.get("name")), plain(r.get("type")), plain(r.get("text")))
            for _row, r in rows(values, "snippets")
            if plain(r.get("name")) and plain(r.get("text"))
        ),
        alarm=values.get("alarm") is not False,
        silence=values.get("silence") is not False,
        lint=values.get("lint") is not False,
        spelling=values.get("spelling") is not False,
        words=tuple(word for _row, r in rows(values, "words") if (word := plain(r.get("word")))),
    )


def _places(values: Mapping[str, Value]) -> tuple[PlaceRow, ...]:
    """By name: their ids say nothing of an order."""
    found = (
        PlaceRow(key, plain(r.get("name")), plain(r.get("floor")), plain(r.get("code")))
        for key, r in rows(values, "places")
    )
    return tuple(sorted(found, key=lambda place: place.name.casefold()))


def plain(value: Value) -> str:
    """The words of a text, choice or reference value; empty for anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        words = value.get("code") if "code" in value else value.get("text")
        return words if isinstance(words, str) else ""
    return ""
