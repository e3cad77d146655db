"""The container of a bundle: every byte of it is fixed."""

import struct
import zipfile
from collections.abc import Callable
from hashlib import sha256
from zlib import crc32

import pytest
from tests.proof.bundles import (
    OTHER,
    PICTURE,
    Parts,
    file_value,
    parts,
    whys,
    with_sizes,
    zipped,
)
from tests.proof.chains import Maker

from deskinc.proof import container
from deskinc.proof.bundle import judge, pack
from deskinc.proof.findings import Kind, Why
from deskinc.proof.reasons import Reason

PIC = sha256(PICTURE).hexdigest()


def missing_file(bundle: Parts) -> bytes:
    del bundle.files[PIC]
    return bundle.packed


def altered_file(bundle: Parts) -> bytes:
    bundle.files[PIC] = b"another picture"
    return bundle.packed


def extra_file(bundle: Parts) -> bytes:
    bundle.files[sha256(b"more").hexdigest()] = b"more"
    return bundle.packed


def exchanged_files(bundle: Parts) -> bytes:
    bundle.files = {PIC: OTHER, sha256(OTHER).hexdigest(): PICTURE}
    return bundle.packed


def no_json(bundle: Parts) -> bytes:
    return zipped([(PIC, PICTURE)], create_system=0, external_attr=0)


def wrong_order(bundle: Parts) -> bytes:
    members = [*sorted(bundle.files.items()), ("bundle.json", bundle.json)]
    return zipped(members, create_system=0, external_attr=0)


def bomb(bundle: Parts) -> bytes:
    return zipped([("bundle.json", bundle.json), (PIC, bytes(10**7))], zipfile.ZIP_DEFLATED)


def two_of_one_name(bundle: Parts) -> bytes:
    other = sha256(OTHER).hexdigest()
    return bundle.packed.replace(other.encode(), PIC.encode())


def directory_of_others(bundle: Parts) -> bytes:
    data = bundle.packed
    at = data.index(b"PK\1\2")
    return data[:at] + data[at:].replace(PIC.encode(), b"0" * 64)


def symlink(bundle: Parts) -> bytes:
    members = [("bundle.json", bundle.json), *sorted(bundle.files.items())]
    return zipped(members, create_system=3, external_attr=0o120777 << 16)


def extra_field(bundle: Parts) -> bytes:
    members = [("bundle.json", bundle.json), *sorted(bundle.files.items())]
    return zipped(members, create_system=0, external_attr=0, extra=b"\1\2\0\0")


def another_date(bundle: Parts) -> bytes:
    members = [("bundle.json", bundle.json), *sorted(bundle.files.items())]
    date = (2026, 11, 22, 0, 0, 0)
    return zipped(members, create_system=0, external_attr=0, date_time=date)


def encrypted(bundle: Parts) -> bytes:
    data = bytearray(bundle.packed)
    data[6] |= 1
    return bytes(data)


def size_unknown_yet(bundle: Parts) -> bytes:
    data = bytearray(bundle.packed)
    data[6] |= 8
    return bytes(data)


def longer_than_the_file(bundle: Parts) -> bytes:
    return with_sizes(bundle.packed, lambda _size: 2**32 - 1)


def shorter_than_it_is(bundle: Parts) -> bytes:
    return with_sizes(bundle.packed, lambda size: size - 1)


CONTAINERS: list[tuple[Callable[[Parts], bytes], Kind, Reason | Why]] = [
    (missing_file, Kind.INCOMPLETE, Reason.FILE_MISSING),
    (altered_file, Kind.ALTERED, Reason.FILE_ALTERED),
    (exchanged_files, Kind.ALTERED, Reason.FILE_ALTERED),
    (extra_file, Kind.ALTERED, Reason.FILE_EXTRA),
    (no_json, Kind.INCOMPLETE, Reason.JSON_MISSING),
    (wrong_order, Kind.ALTERED, Reason.CONTAINER),
    (bomb, Kind.UNKNOWN_FORMAT, Reason.PACKED),
    (encrypted, Kind.UNKNOWN_FORMAT, Reason.PACKED),
    (size_unknown_yet, Kind.UNKNOWN_FORMAT, Reason.PACKED),
    (two_of_one_name, Kind.ALTERED, Reason.NAME_TWICE),
    (directory_of_others, Kind.ALTERED, Reason.CONTAINER),
    (symlink, Kind.ALTERED, Reason.CONTAINER),
    (extra_field, Kind.ALTERED, Reason.CONTAINER),
    (another_date, Kind.ALTERED, Reason.CONTAINER),
    (longer_than_the_file, Kind.INCOMPLETE, Reason.CUT),
    (shorter_than_it_is, Kind.ALTERED, Reason.DAMAGED),
    (lambda bundle: bundle.packed + b"\0", Kind.ALTERED, Reason.CONTAINER),
    (lambda bundle: b"\0" + bundle.packed, Kind.UNKNOWN_FORMAT, Reason.STRANGE),
    (lambda bundle: bundle.packed[:-1], Kind.INCOMPLETE, Reason.CUT),
    (lambda bundle: bundle.packed[: len(bundle.packed) // 2], Kind.INCOMPLETE, Reason.CUT),
    (lambda bundle: bundle.packed[:20], Kind.INCOMPLETE, Reason.CUT),
    (lambda bundle: bundle.packed[:33], Kind.INCOMPLETE, Reason.CUT),
    (lambda bundle: bundle.packed[:2], Kind.INCOMPLETE, Reason.CUT),
    (lambda _bundle: pack(b"{}", {}), Kind.UNKNOWN_FORMAT, Reason.VERSION),
    (lambda _bundle: zipped([]), Kind.INCOMPLETE, Reason.JSON_MISSING),
]  # fmt: skip


@pytest.mark.parametrize(("made", "kind", "reason"), CONTAINERS)
def test_a_container_that_is_not_as_a_bundle_is_written(
    made: Callable[[Parts], bytes], kind: Kind, reason: str
) -> None:
    told = judge(made(parts()))
    assert told.kind is kind
    assert reason in {one.why for one in told.all}


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../bundle.json", "a/b", "bundle.json/", "BUNDLE.JSON", "c:\\x", "\u202egnp",
     "bündel.json", PIC.upper(), PIC[:-1], "bundle.json\0", " bundle.json", ""],
)  # fmt: skip
def test_names_that_no_bundle_has(name: str) -> None:
    bundle = parts()
    raw = name.encode()
    header = struct.Struct("<4s5H3L2H")
    fixed = (20, 0, 0, 0, 33, crc32(PICTURE), len(PICTURE), len(PICTURE), len(raw), 0)
    entry = header.pack(b"PK\3\4", *fixed) + raw + PICTURE
    assert whys(entry + bundle.packed) == {0: {Reason.NAME}}


def test_a_file_damaged_on_the_way_does_not_fit_its_checksum() -> None:
    data = parts().packed
    at = data.index(PICTURE)
    assert whys(data[:at] + b"?" + data[at + 1 :]) == {0: {Reason.DAMAGED}}


def test_what_cannot_be_written_is_not_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("bundle.json", "../x", "x"):
        with pytest.raises(ValueError, match="names"):
            pack(b"{}", {name: b""})
    data = parts().packed
    monkeypatch.setattr(container, "MAX_TOTAL", 1000)
    with pytest.raises(ValueError, match="large"):
        pack(bytes(900), {})
    assert whys(data) == {0: {Reason.TOO_LARGE}}


def test_more_files_than_any_bundle_has_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = parts().packed
    monkeypatch.setattr(container, "MAX_FILES", 2)
    assert whys(data) == {0: {Reason.TOO_LARGE}}


def test_a_file_of_another_size_than_was_signed() -> None:
    made = Maker().open()
    value = file_value(PICTURE)
    assert isinstance(value, dict)
    made.write("photo", {"original": {**value, "size": 1}}, by="kim")
    made.seal()
    assert whys(parts(made, files=[PICTURE]).packed) == {4: {Reason.FILE_ALTERED}}
