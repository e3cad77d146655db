"""An extract proves its records under the seal, and gives away only what the paper shows."""

from typing import Any

from bench.bulk import bulk
from tests.book.houses import House, line

from deskinc.book.leaving.extract import extract
from deskinc.proof.canonical import Json, b64, loads, unb64
from deskinc.proof.disclosure import digest, parse
from deskinc.proof.document import decode, leaf
from deskinc.proof.keys import verify_record
from deskinc.proof.merkle import verify_inclusion
from deskinc.proof.seal import parse_note, verify_note


def read(raw: bytes) -> dict[str, Any]:
    """The extract as a stranger reads it."""
    found: Json = loads(raw)
    assert isinstance(found, dict)
    return found


def note_of(house: House) -> str:
    """The text of the newest seal."""
    seal = house.book.reader().last_seal()
    assert seal is not None
    return seal.note


def everything(_n: int, _name: str) -> bool:
    """Show all."""
    return True


def test_every_record_proves_itself_under_the_seal(house: House) -> None:
    bulk(house.book, (line(f"Line {i}.") for i in range(300)), house.me)
    house.book.seal(house.me).result()
    ns = [1, 2, 5, 256, 257, 303]
    out = read(extract(house.book.reader(), house.book.id, [*ns, 5], note_of(house), everything))
    assert (out["v"], out["book"]) == (1, b64(house.book.id))
    assert [record["n"] for record in out["records"]] == ns
    site = unb64(parse(unb64(_named(out["records"][0], "site_key"))).value)  # type: ignore[arg-type]
    verify_note(out["seal"], site)
    tree = parse_note(out["seal"]).checkpoint
    officer = unb64(parse(unb64(_named(out["records"][1], "signing_key"))).value)  # type: ignore[arg-type]
    for record in out["records"]:
        doc, sig = unb64(record["document"]), unb64(record["signature"])
        assert verify_record(site if record["n"] == 1 else officer, doc, sig)
        path = [unb64(node, 32) for node in record["proof"]]
        assert verify_inclusion(leaf(doc, sig), record["n"] - 1, tree.size, path, tree.root)
        digests = {digest(unb64(raw)) for raw in record["disclosures"]}
        assert digests == set(decode(doc).values)


def _named(record: dict[str, Any], name: str) -> str:
    raws: list[str] = record["disclosures"]
    return next(raw for raw in raws if parse(unb64(raw)).name == name)


def test_what_is_withheld_leaves_only_its_digest(house: House) -> None:
    (record,) = house.post(line("A private matter.", action="Called the office."))
    house.book.seal().result()

    def shown(n: int, name: str) -> bool:
        return n == record.n and name == "action"

    reader = house.book.reader()
    out = read(extract(reader, house.book.id, [2, record.n], note_of(house), shown))
    person, mine = out["records"]
    assert person["disclosures"] == []
    assert [parse(unb64(raw)).value for raw in mine["disclosures"]] == ["Called the office."]
    assert len(decode(unb64(mine["document"])).values) == 4


def test_without_a_seal_or_after_it_nothing_is_proved(house: House) -> None:
    reader = house.book.reader()
    out = read(extract(reader, house.book.id, [1], "", everything))
    assert out["seal"] == ""
    assert out["records"][0]["proof"] is None
    house.book.seal().result()
    (late,) = house.post(line("Later."))
    out = read(extract(reader, house.book.id, [1, late.n], note_of(house), everything))
    assert [record["proof"] is None for record in out["records"]] == [False, True]
