"""A second officer who takes the desk over."""

from deskinc.book.kdf import FLOOR
from deskinc.desk import people
from deskinc.desk.office import Office

RELIEF, OTHER = "D. Novak", "another five words for him"


def enrol_relief(office: Office) -> None:
    """Enrol the relief."""
    who = people.Enrolment(RELIEF, "D.N.", "1015440012345678", frozenset({"officer"}))
    people.enrol(office, who, OTHER, kdf=FLOOR)


def take_over(office: Office, name: str, passphrase: str) -> None:
    """Sign on as the one who has the desk from now on."""
    person = office.open_person(name, passphrase)
    raw: dict[str, object] = {"post": "Front desk", "shift": "Night", "text": f"{name} on duty."}
    office.pass_to(person, office.draft("shift_on", raw))
