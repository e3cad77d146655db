"""The frame between desk and child."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskinc.intake import wire


@given(st.dictionaries(st.text(max_size=9).filter("parts".__ne__), st.integers() | st.text()),
       st.lists(st.binary(max_size=99), max_size=4))  # fmt: skip
def test_what_is_packed_comes_out(header: dict[str, object], parts: list[bytes]) -> None:
    assert wire.unpack(wire.pack(header, parts)) == (header, parts)


@given(st.binary(max_size=200))
def test_noise_is_a_bad_frame(noise: bytes) -> None:
    with pytest.raises(wire.BadFrame):
        wire.unpack(noise)


@given(st.data())
def test_any_cut_frame_is_a_bad_frame(data: st.DataObject) -> None:
    frame = wire.pack({"a": 1}, [b"one", b"two"])
    cut = data.draw(st.integers(0, len(frame) - 1))
    with pytest.raises(wire.BadFrame):
        wire.unpack(frame[:cut])


@pytest.mark.parametrize(
    "header",
    [b"[]", b"{}", b'{"parts": 1}', b'{"parts": [-1]}', b'{"parts": [true]}', b'{"parts": ["1"]}',
     b'{"parts": [9]}', b"[" * 9_000],
)  # fmt: skip
def test_a_header_out_of_shape_is_a_bad_frame(header: bytes) -> None:
    with pytest.raises(wire.BadFrame):
        wire.unpack(wire.MAGIC + len(header).to_bytes(4, "big") + header + b"x")
