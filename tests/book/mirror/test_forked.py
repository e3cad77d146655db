"""A mirror that went apart from its book: what it has alone is told, and it can be begun anew."""

from pathlib import Path

from tests.book.absent import away, said, settled, without_mirror
from tests.book.houses import House, line
from tests.book.restore.test_astray import back_to_yesterday
from tests.book.restores import home, texts

from deskinc.book.record import Signer
from deskinc.proof.findings import Why


def test_of_a_mirror_that_went_apart_all_it_has_alone_is_told_and_it_may_be_begun_anew(
    house: House, other: Signer, tmp_path: Path
) -> None:
    back_to_yesterday(house)
    with away(house):
        house.open()
        house.post(line("Written on from the older copy"))
        house.book.close()
    without_mirror(house, other, "own", house.folder)
    house.open()
    settled(house)
    (record,) = said(house)
    assert record.values["lines"] == "6–7"
    assert record.values["records"] == 2
    assert "Written on from the older copy" in texts(house)
    assert {one.why for one in house.book.verify(full=True)} == {Why.MIRROR_SAYS}
    house.book.close()
    kept = tmp_path / "kept"
    kept.mkdir()
    for path in (*home(house).glob("*.lines"), *home(house).glob("*.values")):
        path.rename(kept / path.name)
    house.open()
    settled(house)
    assert house.book.verify(full=True) == []
    house.reopen()
    settled(house)
    assert len(said(house)) == 1
    assert house.book.health().mirror == "ok"
    assert house.book.health().doubts == ()
