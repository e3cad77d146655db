"""A photo taken in for a record that was never written goes with the next erasure."""

from pathlib import Path

import pytest
from tests.book import scanning
from tests.book.erasures import NAME, erase, mirror_of
from tests.book.houses import House, line

from deskinc.book.disk import files
from deskinc.book.disk.files import Attachment
from deskinc.book.disk.station import ATTACHMENTS
from deskinc.book.erasure.erasure_list import Erased
from deskinc.book.record import Draft
from deskinc.errors import DeskError

PICTURE = b"a picture of " + NAME.encode() * 99


def photo(house: House, file: Attachment) -> Draft:
    """A photo in an incident of its own."""
    (incident,) = house.post(Draft("incident", {"title": "Slip"}))
    value = {"original": dict(file.value)}
    return Draft("photo", value, thread=incident.id, files={"original": file.key})


def places(house: House, file: Attachment) -> list[Path]:
    """Where the file lies."""
    name = files.file_name(house.book.parts.name_key, file.sha256)
    folders = [house.folder / ATTACHMENTS, mirror_of(house) / ATTACHMENTS]
    return [folder / name for folder in folders if (folder / name).exists()]


@pytest.mark.parametrize("anew", [False, True], ids=["in the same run", "after a new start"])
def test_d42_a_picture_no_record_ever_named_is_gone_after_an_erasure(
    house: House, anew: bool
) -> None:
    second = house.enrol("Ada Lund")
    (said,) = house.post(line(f"{NAME} at the gate."))
    lost = house.book.attach(PICTURE, "q.jpg", "image/jpeg")
    house.post(photo(house, house.book.attach(b"a picture of a door", "d.jpg", "image/jpeg")))
    house.book.settle()
    assert len(places(house, lost)) == 2
    if anew:
        house.reopen()
    house.book.close()
    where = scanning.where([NAME], house.folder, mirror_of(house), house.keys, house.book.id)
    assert "attachments" in where
    house.open()
    erase(house, [Erased(said.id, "text")], second)
    house.book.settle()
    assert places(house, lost) == []
    assert house.book.verify(full=True) == []
    house.book.close()
    where = scanning.where([NAME], house.folder, mirror_of(house), house.keys, house.book.id)
    assert where == set()


def test_a_record_on_its_way_while_somebody_is_erased_is_refused_and_can_come_again(
    house: House,
) -> None:
    second = house.enrol("Ada Lund")
    (said,) = house.post(line(f"{NAME} at the gate."))
    early = photo(house, house.book.attach(PICTURE, "q.jpg", "image/jpeg"))
    erase(house, [Erased(said.id, "text")], second)
    with pytest.raises(DeskError, match="Add the file again"):
        house.post(early)
    again = house.book.attach(PICTURE, "q.jpg", "image/jpeg")
    (record,) = house.post(photo(house, again))
    (other,) = house.post(line(f"{NAME} once more."))
    erase(house, [Erased(other.id, "text")], second)
    house.book.settle()
    assert house.book.read_file(record.n, "original") == PICTURE
    assert len(places(house, again)) == 2
    assert house.book.verify(full=True) == []
