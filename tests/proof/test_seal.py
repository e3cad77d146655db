"""Seals are signed notes anyone's tools can check, and no other text passes for one."""

from base64 import b64decode
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st
from tests.proof.chains import private, public, seed

from deskinc.proof.canonical import b64
from deskinc.proof.keys import ED25519, key_id
from deskinc.proof.seal import (
    MAX_NOTE,
    BadNote,
    Checkpoint,
    cosignature,
    note_text,
    origin,
    paper_code,
    parse_note,
    sign_note,
    verify_note,
)

HEAD = Checkpoint(origin(seed("book A", 16), 2), 4811, seed("root"), 4000, 3999)
TIME = 1_795_000_000
NOTE = sign_note(HEAD, private("desk"), [(private("kim"), TIME), (private("lee"), TIME + 5)])
PEOPLE = {b64(key_id(ED25519, public(who))): public(who) for who in ("kim", "lee")}


def name(who: str) -> str:
    return b64(key_id(ED25519, public(who)))


def test_a_note_is_written_as_the_public_format_says() -> None:
    text = note_text(HEAD)
    lines = text.split("\n")
    assert lines[0] == f"deskinc/{b64(seed('book A', 16))}/2"
    assert lines[1] == "4811"
    assert b64decode(lines[2]) == HEAD.root
    assert lines[3:] == ["line 4000", "mirror 3999", ""]
    assert NOTE.startswith(text + "\n— ")
    assert NOTE.endswith("\n")


def test_signatures_hold_for_a_stranger_with_only_the_public_format() -> None:
    body, _, tail = NOTE.partition("\n\n")
    text = (body + "\n").encode()
    site, kim = tail.split("\n")[:2]
    dash, key_name, blob = site.split(" ")
    raw = b64decode(blob)
    assert (dash, key_name) == ("—", name("desk"))
    assert raw[:4] == sha256(key_name.encode() + b"\n\x01" + public("desk")).digest()[:4]
    Ed25519PublicKey.from_public_bytes(public("desk")).verify(raw[4:], text)
    raw = b64decode(kim.split(" ")[2])
    assert raw[:4] == sha256(name("kim").encode() + b"\n\x04" + public("kim")).digest()[:4]
    assert int.from_bytes(raw[4:12], "big") == TIME
    signed = b"cosignature/v1\ntime %d\n" % TIME + text
    Ed25519PublicKey.from_public_bytes(public("kim")).verify(raw[12:], signed)


def test_a_note_says_who_signed_and_when() -> None:
    assert parse_note(NOTE).checkpoint == HEAD
    assert [(w.name, w.time) for w in verify_note(NOTE, public("desk"), PEOPLE)] == [
        (name("desk"), None),
        (name("kim"), TIME),
        (name("lee"), TIME + 5),
    ]


def test_signatures_of_unknown_keys_are_passed_over() -> None:
    assert [w.name for w in verify_note(NOTE, public("desk"))] == [name("desk")]


def test_a_person_may_sign_later() -> None:
    later = sign_note(HEAD, private("desk")) + cosignature(note_text(HEAD), private("kim"), TIME)
    assert len(verify_note(later, public("desk"), PEOPLE)) == 2


@given(st.integers(0, len(NOTE) - 1), st.characters(exclude_categories=["Cs"]))
def test_no_sign_of_a_note_can_be_changed(place: int, sign: str) -> None:
    bent = NOTE[:place] + sign + NOTE[place + 1 :]
    try:
        held = verify_note(bent, public("desk"), PEOPLE)
    except BadNote:
        return
    assert bent == NOTE or len(held) < 3


def _bent(note: str, which: int) -> str:
    lines = note.split("\n")
    return "\n".join([*lines[:which], *lines[which + 1 :]])


@pytest.mark.parametrize(
    ("note", "why"),
    [
        ("", "not a note"),
        (note_text(HEAD), "not a note"),
        (note_text(HEAD) + "\n", "not a note"),
        (NOTE[:-1], "not a note"),
        (NOTE + "\n", "not a signature line"),
        (NOTE.replace("line", "row", 1), "not a note"),
        (NOTE.replace("\n4811\n", "\n04811\n"), "not a note"),
        (NOTE.replace("deskinc/", "other/"), "not a note"),
        (NOTE.replace("mirror 3999\n", "mirror 3999\nmore 1\n"), "not a note"),
        (NOTE.replace("— ", "- "), "not a signature line"),
        (NOTE.replace("— ", "—  ", 1), "not a signature line"),
        (NOTE + "— kim AAAA\n", "not a signature line"),
        (NOTE + "— kim AAAAAB==\n", "not a signature line"),
        (NOTE + "— kim AAAAA\n", "not a signature line"),
        (NOTE + "— kim AAAAAAA=\n" * (MAX_NOTE // 10), "not a note"),
        (_bent(NOTE, 6), "the site has not signed"),
        (NOTE.replace("\n4811\n", "\n4812\n"), "does not hold"),
        (NOTE + NOTE.split("\n")[7] + "\n", "twice"),
        (NOTE.replace("4000", "4001"), "does not hold"),
    ],
)
def test_a_text_that_is_no_note_of_ours_is_refused(note: str, why: str) -> None:
    with pytest.raises(BadNote, match=why):
        verify_note(note, public("desk"), PEOPLE)


def test_the_site_cannot_stand_in_for_itself_as_a_person() -> None:
    text = note_text(HEAD)
    alone = f"{text}\n{cosignature(text, private('desk'), TIME)}"
    with pytest.raises(BadNote, match="the site has not signed"):
        verify_note(alone, public("desk"), {name("desk"): public("desk")})


def test_a_cosignature_of_another_length_does_not_hold() -> None:
    lines = NOTE.split("\n")
    short = lines[7][:-12] + "=" * 0
    with pytest.raises(BadNote):
        verify_note("\n".join([*lines[:7], short, ""]), public("desk"), PEOPLE)


@pytest.mark.parametrize(
    "member",
    [{"origin": "deskinc/x/1"}, {"size": -1}, {"root": bytes(31)}, {"line": -1}, {"mirror": -1}],
)
def test_a_head_that_cannot_be_is_not_sealed(member: dict[str, Any]) -> None:
    with pytest.raises(BadNote):
        note_text(replace(HEAD, **member))


def test_the_paper_code_holds_140_bits_of_the_root() -> None:
    assert paper_code(bytes(32)) == " ".join(["AAAA"] * 7)
    assert paper_code(seed("root")) != paper_code(seed("another"))
    assert len(paper_code(seed("root")).replace(" ", "")) * 5 >= 128


def test_digits_of_other_scripts_are_no_digits() -> None:
    with pytest.raises(BadNote):
        parse_note(NOTE.replace("\n4811\n", "\n481١\n"))


def test_the_length_of_a_note_is_that_of_its_bytes() -> None:
    line = "— " + "é" * 200 + " AAAAAAA=\n"
    long = NOTE + line * 60
    assert len(long) < MAX_NOTE < len(long.encode())
    with pytest.raises(BadNote, match="not a note"):
        parse_note(long)
