"""A person to be erased from a book, and what two people do to erase her."""

from pathlib import Path

from tests.book import scanning
from tests.book.houses import House, line

from deskinc.book.erasure import erasable, erasure_list
from deskinc.book.erasure.erasure_list import Erased, Erasures
from deskinc.book.record import Draft, Record, Signer, new_id
from deskinc.forms.fields import Value
from deskinc.proof.canonical import b64, dumps

NAME = "Quarrington"
"""Who is to be erased: no other word of the book begins like it."""


def mirror_of(house: House) -> Path:
    """The folder of the book's mirror."""
    folder = house.book.mirror
    assert folder is not None
    return folder


def found(house: House, *words: str) -> set[str]:
    """Where any of ``words`` stands in the closed book."""
    return scanning.where(list(words), house.folder, mirror_of(house), house.keys, house.book.id)


def listed(house: House) -> Erasures:
    """The list of what was erased, as the mirror has it."""
    return erasure_list.read(mirror_of(house), house.keys.mirror, house.book.id)


def told(house: House) -> list[Erased]:
    """A book in which a person stands in lines, an incident, a photo and among other words."""
    fillers = [line(f"Patrol {i}, quarter {i % 7} quiet, quarry {i % 5} shut.") for i in range(60)]
    house.post(*fillers)
    one, other = house.post(
        line(f"Wendeline {NAME} let in at 21:10."),
        line("Doors locked.", reported_by={"id": "", "text": f"W. {NAME}"}),
    )
    incident: dict[str, Value] = {
        "title": "Slip on the stairs",
        "people/1/name": f"Wendeline {NAME}",
        "people/1/phone": "020 7946 0991",
        "narrative": f"{NAME} slipped and was taken to hospital.",
    }
    (opened,) = house.post(Draft("incident", incident))
    photo = house.book.attach(b"a picture of " + NAME.encode() * 99, f"{NAME}.jpg", "image/jpeg")
    values: dict[str, Value] = {"original": dict(photo.value), "caption": f"{NAME} on the stairs"}
    (pictured,) = house.post(
        Draft("photo", values, thread=opened.id, files={"original": photo.key})
    )
    beside = house.post(*_beside(opened))
    house.book.keep_unsent("somebody entry", dumps({"text": f"{NAME} is back"})).result()
    return [
        Erased(one.id, "text"),
        Erased(other.id, "reported_by"),
        Erased(opened.id, "people/1/name"),
        Erased(opened.id, "people/1/phone"),
        Erased(opened.id, "narrative"),
        Erased(pictured.id, "original"),
        Erased(pictured.id, "caption"),
        *(
            Erased(record.id, name)
            for record in beside
            for name, value in record.values.items()
            if NAME in str(value)
        ),
    ]


def _beside(opened: Record) -> list[Draft]:
    """What else is kept of the person: a card and its use, papers, a claim, what was learned."""
    about: dict[str, Value] = {"id": b64(opened.id), "text": opened.number or ""}
    card = new_id()
    said: dict[str, dict[str, Value]] = {
        "party": {"name": f"Wendeline {NAME}", "alias": f"W. {NAME}"},
        "statement": {"incident": about, "witness": f"W. {NAME}", "account": f"{NAME} fell."},
        "exhibit": {"incident": about, "what": f"The bag of {NAME}", "mark": "RM/1"},
        "claim": {"incident": about, "claimant": f"Wendeline {NAME}"},
        "debrief": {"incident": about, "worked": f"{NAME} was seen to at once."},
        "measure": {"about": about, "what": f"Write to {NAME}"},
        "problem": {"title": f"As with {NAME}", "incidents/1/incident": about},
    }
    uses: dict[str, Value] = {"people/1/card": {"id": b64(card), "text": f"Wendeline {NAME}"}}
    return [
        *(Draft(form, values, id=card if form == "party" else new_id())
          for form, values in said.items()),
        Draft("incident", uses, thread=opened.thread),
    ]  # fmt: skip


def erase(house: House, erased: list[Erased], second: Signer) -> tuple[Record, Record]:
    """The act by the first officer, countersigned by ``second``."""
    (act,) = house.post(erasable.act(erased, "request", "2026/17"))
    sign: dict[str, Value] = {"act": b64(act.leaf), "meaning": "I confirm the erasure."}
    (signed,) = house.post(Draft("countersign", sign, thread=act.id), signer=second)
    return act, signed


def hold(about: Record, state: str = "held", thread: bytes | None = None) -> Draft:
    """A hold on the thread of ``about``, or its release."""
    said: dict[str, Value] = {"state": {"code": state, "text": state.title()}}
    if thread is None:
        said |= {"about": b64(about.thread), "reason": "Claim 17 is open"}
    return Draft("hold", said, thread=thread)
