"""What the bench’s officers write: two thousand people and plates, forty places, common words."""

import random
from functools import cache
from string import ascii_uppercase

from deskinc.paths import resources

FLOORS = ("ground", "1", "2", "3", "4", "5", "6", "7")
PLACES = (
    "Reception", "Lobby", "Loading bay", "B1 car park", "East stair", "Lift 2", "Roof",
    "B2 car park", "West stair", "Lift 1", "Goods lift", "Front desk", "Fire panel", "CCTV room",
    "Bin store", "Cycle store", "Gate 3", "Post room", "Plant room", "Server room", "Canteen",
    "Garden", "Barrier north", "Barrier south", "Riser A", "Riser B", "Pump room",
    *(f"Floor {floor}, east" for floor in FLOORS[1:]),
    *(f"Floor {floor}, west" for floor in FLOORS[1:]),
)[:40]  # fmt: skip
CODES = (
    "r", "l", "d", "k", "e", "2", "t", "kb", "w", "1", "g", "f", "p", "c", "b", "y", "3", "o", "n",
    "s", "a", "h", "bn", "bs", "ra", "rb", "m",
)  # fmt: skip
KINDS = ("patrol", "check_call", "visitor", "delivery", "contractor", "keys", "test", "defect")
"""The types of lines, each as common as the others."""

SNIPPETS = (
    ("Alarm test", "t", "Weekly fire alarm test, call point {no}: heard everywhere, reset."),
    ("Contractor in", "r", "{name} of {company} signed in for {work}, pass {no}."),
)

_FIRST = (
    "Aisha", "Ben", "Carla", "Dmitri", "Elif", "Femi", "Greta", "Hugo", "Ines", "Jonas", "Kira",
    "Liam", "Mona", "Nils", "Olga", "Piotr", "Quinn", "Rosa", "Sven", "Tariq", "Una", "Viktor",
    "Wanda", "Xenia", "Yusuf", "Zoe", "Amara", "Bruno", "Chloe", "Declan", "Emeka", "Freya",
    "Goran", "Hana", "Ivo", "Jana", "Kofi", "Lena", "Marek", "Nadia",
)  # fmt: skip
_LAST = (
    "Abel", "Berg", "Clarke", "Dunne", "Evans", "Fuchs", "Garcia", "Holm", "Ibrahim", "Jensen",
    "Kaya", "Lopez", "Mensah", "Novak", "Okoro", "Patel", "Quist", "Rossi", "Shah", "Torres",
    "Ueda", "Varga", "Walsh", "Xu", "Young", "Zieba", "Adeyemi", "Brandt", "Costa", "Doyle",
    "Eriksen", "Farah", "Grant", "Hughes", "Iqbal", "Jonsson", "Klein", "Lind", "Moreau",
    "Nguyen", "Ortiz", "Price", "Rahman", "Silva", "Turner", "Usman", "Vogel", "Weber", "Yilmaz",
    "Zhang",
)  # fmt: skip
_COMMON = (
    "door", "secure", "patrol", "floor", "lift", "visitor", "badge", "returned", "alarm", "key",
    "checked", "contractor", "signed", "in", "out", "delivery", "reset", "the", "to", "at",
)  # fmt: skip
_RARE = 20_000
"""Words of the dictionary that turn up now and then."""


@cache
def names() -> tuple[str, ...]:
    """Two thousand people."""
    return tuple(f"{first} {last}" for first in _FIRST for last in _LAST)


@cache
def plates() -> tuple[str, ...]:
    """Two thousand vehicles."""
    chance, found = random.Random(5), dict[str, None]()
    while len(found) < 2000:
        a, b, c, d, e = chance.choices(ascii_uppercase, k=5)
        found[f"{a}{b}{chance.randint(10, 74)} {c}{d}{e}"] = None
    return tuple(found)


@cache
def _rare() -> tuple[str, ...]:
    words = (resources() / "words" / "en.txt").read_text("utf-8").split()
    plain = [word for word in words if word.isalpha() and word.islower() and len(word) > 2]
    return tuple(random.Random(9).sample(plain, _RARE))


def sentence(chance: random.Random) -> str:
    """A report of believable length: trade words, words with a long tail, now and then a name."""
    rare, size = _rare(), chance.randint(6, 24)
    words = [
        chance.choice(_COMMON) if chance.random() < 0.3 else rare[int(_RARE * chance.random() ** 2)]
        for _word in range(size)
    ]
    if chance.random() < 0.15:
        words.insert(chance.randrange(size), chance.choice(names()))
    if chance.random() < 0.05:
        words.append(chance.choice(plates()))
    said = " ".join(words)
    return f"{said[0].upper()}{said[1:]}."
