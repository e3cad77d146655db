"""For papers, records are read only as they were signed, in their place, and all of them."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from bench.bulk import bulk
from tests.book.houses import House, alter, line

from deskinc.book.asking.reader import Reader
from deskinc.book.disk.store import Link, Mode
from deskinc.book.leaving.extract import extract
from deskinc.book.record import Draft, Record, Signer
from deskinc.book.records import reading
from deskinc.errors import BookFault
from deskinc.forms.fields import Value
from deskinc.proof.canonical import unb64
from deskinc.proof.disclosure import digest, disclose
from deskinc.proof.document import DESK, encode, leaf
from deskinc.proof.keys import sign_record
from deskinc.proof.merkle import BLOCK, root
from deskinc.proof.seal import Checkpoint, origin, sign_note

TRIGGERS = (
    "record_as_is", "record_stays", "record_next", "value_as_is", "value_stays", "file_as_is",
)  # fmt: skip


def tamper(link: Link, *statements: tuple[str, tuple[object, ...]]) -> None:
    """Change tables as only a holder of the database's key can."""
    with link.transaction():
        for trigger in TRIGGERS:
            link.run(f"DROP TRIGGER IF EXISTS {trigger}")
        for sql, given in statements:
            link.run(sql, given)


def rewrite(
    link: Link, record: Record, text: str, signer: Signer | None, **members: object
) -> None:
    """Put another document, value and leaf in a record's place; signed by nobody or ``signer``."""
    value = disclose("text", text)
    rest = link.run("SELECT raw FROM value WHERE n = ? AND name <> 'text'", (record.n,)).scalars()
    digests = (value.digest, *map(digest, rest))
    doc = encode(replace(record.doc, values=digests, **members))  # type: ignore[arg-type]
    sig: bytes = link.one("SELECT sig FROM record WHERE n = ?", (record.n,))
    if signer is not None:
        sig = sign_record(signer.private, doc)
    tamper(
        link,
        ("UPDATE record SET doc = ?, sig = ? WHERE n = ?", (doc, sig, record.n)),
        ("UPDATE value SET raw = ? WHERE n = ? AND name = 'text'", (value.raw, record.n)),
        ("UPDATE leaf SET leaf = ? WHERE n = ?", (leaf(doc, sig), record.n)),
    )


def mend_tree(link: Link) -> None:
    """Make the stored roots fit the stored leaves again."""
    leaves = list(reading.leaves(link, 0, None))
    for i in range(len(leaves) // BLOCK):
        made = root(leaves[i * BLOCK : (i + 1) * BLOCK])
        tamper(link, ("UPDATE block SET root = ? WHERE i = ?", (made, i + 1)))


@pytest.fixture
def link(house: House) -> Iterator[Link]:
    """The connection of somebody who holds the database's key, beside the program's own."""
    with Link(house.book._open.store, Mode.WRITE) as made:
        yield made


@pytest.fixture
def altered(house: House, link: Link) -> Record:
    """A line that says something else than was signed, sealed and all."""
    (record,) = house.post(line("As it was.", action="None."))
    house.book.seal().result()
    alter(link, record.n, "text", "As it never was.")
    return record


def test_an_altered_value_is_refused_where_it_is_asked_for_checked(
    house: House, altered: Record
) -> None:
    reader = house.book.reader()
    assert reader.record(altered.n).values["text"] == "As it never was."
    assert house.book.verify() == []
    for ask in (
        lambda: reader.record(altered.n),
        lambda: reader.records([3, altered.n]),
        lambda: reader.by_id(altered.id),
        lambda: reader.thread(altered.thread),
        lambda: reader.folded(altered.thread, "occurrence"),
    ):
        with pytest.raises(BookFault, match=f"record {altered.n}") as caught, reader.checked():
            ask()
        assert caught.value.todo
    assert reader.record(altered.n).values["text"] == "As it never was."


def test_a_sound_book_reads_the_same_checked(house: House) -> None:
    (first,) = house.post(line("One."))
    house.post(Draft("occurrence", dict(line("Two.").values), amends=first.id))
    other = house.enrol("Ada Lund")
    bulk(house.book, (line(str(i)) for i in range(400)), house.me)
    house.book.seal(house.me).result()
    house.post(line("Late."), signer=other)
    reader = house.book.reader()
    plain, threads = reader.records(range(1, 500)), reader.thread(first.id)
    with reader.checked():
        with reader.checked():
            assert reader.records(range(1, 500)) == plain
        assert reader.thread(first.id) == threads
        assert reader.by_id(first.id) == first
        assert reader.by_id(b"?" * 16) is None
        (later,) = house.post(line("Meanwhile."), signer=other)
        assert reader.record(later.n) == later
    assert len(plain) == later.n - 1


def test_a_missing_value_is_missed(house: House, link: Link) -> None:
    (record,) = house.post(line("One."))
    tamper(
        link,
        ("DELETE FROM value WHERE n = ? AND name = 'text'", (record.n,)),
    )
    reader = house.book.reader()
    assert "text" not in reader.record(record.n).values
    with reader.checked(), pytest.raises(BookFault, match=f"value of record {record.n} is missing"):
        reader.record(record.n)


@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("many", [0, 300])
def test_a_document_exchanged_together_with_its_value_and_leaf_is_refused(
    house: House, link: Link, *, sealed: bool, signed: bool, many: int
) -> None:
    other = house.enrol("Ada Lund")
    (record,) = house.post(line("As it was."), signer=other)
    bulk(house.book, (line(str(i)) for i in range(many)), house.me)
    if sealed:
        house.book.seal(house.me).result()
    house.post(line("The next."))
    rewrite(link, record, "As it never was.", other if signed else None)
    mend_tree(link)
    reader = house.book.reader()
    assert reader.record(record.n).values["text"] == "As it never was."
    with reader.checked(), pytest.raises(BookFault, match=r"record|seal"):
        reader.record(record.n)
    with pytest.raises(BookFault, match=r"record|seal"):
        extract(reader, house.book.id, [record.n], "", lambda _form, _name: True)


def seal_anew(house: House, link: Link) -> None:
    """Put a seal of the desk over whatever the tables hold now: the site's key lies among them."""
    mend_tree(link)
    leaves = list(reading.leaves(link, 0, None))
    point = Checkpoint(origin(house.book.id, 1), len(leaves), root(leaves), 0, 0)
    tamper(link, ("UPDATE seal SET note = ?", (sign_note(point, house.book.founding.site),)))


@pytest.mark.parametrize("many", [0, 300])
def test_a_line_of_somebody_else_is_refused_even_under_a_new_seal(
    house: House, link: Link, many: int
) -> None:
    ada = house.enrol("Ada Lund")
    (record,) = house.post(line("As it was."), signer=ada)
    bulk(house.book, (line(str(i)) for i in range(many)), house.me)
    house.book.seal(ada).result()
    reader = house.book.reader()
    seal_anew(house, link)
    with reader.checked():
        assert reader.record(record.n) == record
    for signer in (None, house.me):
        rewrite(link, record, "As it never was.", signer)
        seal_anew(house, link)
        with reader.checked(), pytest.raises(BookFault, match=f"Record {record.n} is not signed"):
            reader.record(record.n)


def test_a_key_counts_only_as_it_was_enrolled(house: House, link: Link) -> None:
    (early,) = house.post(line("As it was."))
    ada = house.enrol("Ada Lund")
    (before,) = house.post(line("Still here."), signer=ada)
    gone: dict[str, Value] = {"state": {"code": "suspended", "text": "Suspended"}}
    house.post(Draft("officer", gone, thread=unb64(ada.author)))
    (late,) = house.post(line("Later."))
    house.book.seal().result()
    reader = house.book.reader()
    with reader.checked():
        assert reader.record(before.n) == before
    for record in (late, early):
        members = {"author": ada.author, "key": ada.key_id}
        rewrite(link, record, "Forged.", ada, **members)
        seal_anew(house, link)
        with reader.checked(), pytest.raises(BookFault, match=f"Record {record.n} is not signed"):
            reader.record(record.n)


def test_an_enrolment_by_the_desk_lets_nobody_sign(house: House, link: Link) -> None:
    ada = house.enrol("Ada Lund")
    (record,) = house.post(line("One."), signer=ada)
    house.book.seal().result()
    reader = house.book.reader()
    person = next(p for p in reader.persons() if p.name == "Ada Lund")
    desk = house.book.desk_signer()
    doc = encode(replace(reader.record(person.n).doc, author=DESK, key=desk.key_id))
    sig = sign_record(desk.private, doc)
    tamper(
        link,
        ("UPDATE record SET doc = ?, sig = ? WHERE n = ?", (doc, sig, person.n)),
        ("UPDATE leaf SET leaf = ? WHERE n = ?", (leaf(doc, sig), person.n)),
    )
    seal_anew(house, link)
    with reader.checked(), pytest.raises(BookFault, match=f"Record {person.n} is not signed"):
        reader.record(record.n)


def refused(house: House, ask: Callable[[Reader], object], words: str) -> None:
    """What is asked for a paper is refused."""
    reader = house.book.reader()
    with reader.checked(), pytest.raises(BookFault, match=words):
        ask(reader)


def case(house: House) -> tuple[Record, Record]:
    """An incident whose severity a follow-up raised, sealed."""
    (opened,) = house.post(Draft("incident", {"title": "Slip", "severity": "low"}))
    house.post(line("Between."))
    (raised,) = house.post(Draft("incident", {"severity": "high"}, thread=opened.id))
    house.book.seal().result()
    house.post(line("After."))
    return opened, raised


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE record SET thread = id WHERE n = :raised",
        "UPDATE record SET doc = (SELECT doc FROM record WHERE n = 5) WHERE n = :raised",
        "UPDATE record SET thread = (SELECT id FROM record WHERE n = :opened) WHERE n = 5",
    ],
)
def test_a_thread_is_read_whole_or_not_at_all(house: House, link: Link, sql: str) -> None:
    opened, raised = case(house)
    reader = house.book.reader()
    with reader.checked():
        assert reader.folded(opened.id, "incident")["severity"] == "high"
    sql = sql.replace(":raised", str(raised.n)).replace(":opened", str(opened.n))
    tamper(link, (sql, ()))
    refused(house, lambda reader: reader.thread(opened.id), r"[rR]ecord \d")


def test_a_thread_is_searched_once_in_a_block_and_on_to_what_is_new(house: House) -> None:
    opened, raised = case(house)
    (second,) = house.post(Draft("incident", {"title": "Trip"}))
    reader = house.book.reader()
    with reader.checked():
        assert [r.n for r in reader.thread(second.id)] == [second.n]
        assert reader.thread(opened.id) == [opened, raised]
        (more,) = house.post(Draft("incident", {"severity": "low"}, thread=opened.id))
        assert reader.thread(opened.id) == [opened, raised, more]


def test_a_follow_up_after_the_seal_is_not_hidden_either(house: House, link: Link) -> None:
    opened, _raised = case(house)
    (more,) = house.post(Draft("incident", {"severity": "low"}, thread=opened.id))
    house.post(line("Later."))
    tamper(link, ("UPDATE record SET thread = id WHERE n = ?", (more.n,)))
    refused(house, lambda reader: reader.thread(opened.id), f"record {more.n} in a place")
    doc = encode(replace(more.doc, thread=more.id))
    tamper(link, ("UPDATE record SET doc = ? WHERE n = ?", (doc, more.n)))
    refused(house, lambda reader: reader.thread(opened.id), f"Record {more.n + 1} is not")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE record SET id = zeroblob(16) WHERE n = :n",
        "UPDATE record SET n = -n WHERE n = :n",
        "UPDATE record SET id = randomblob(16) WHERE n >= :n",
    ],
)
def test_an_id_taken_from_its_record_is_missed(house: House, link: Link, sql: str) -> None:
    opened, _raised = case(house)
    link.run("PRAGMA foreign_keys=OFF")
    tamper(link, (sql.replace(":n", str(opened.n)), ()))
    refused(house, lambda reader: reader.by_id(opened.id), "book|ecord")


def test_an_id_put_on_another_record_is_not_believed(house: House, link: Link) -> None:
    opened, raised = case(house)
    tamper(
        link,
        ("UPDATE record SET id = zeroblob(16) WHERE n = ?", (opened.n,)),
        ("UPDATE record SET id = ? WHERE n = ?", (opened.id, raised.n - 1)),
    )
    reader = house.book.reader()
    with reader.checked():
        with pytest.raises(BookFault, match=f"record {raised.n - 1} in a place"):
            reader.by_id(opened.id)
        with pytest.raises(BookFault, match="in a place"):
            reader.thread(opened.id)


def test_a_thread_of_which_no_row_speaks_is_missed(house: House, link: Link) -> None:
    opened, _raised = case(house)
    tamper(
        link,
        ("UPDATE record SET id = randomblob(16) WHERE n = ?", (opened.n,)),
        ("UPDATE record SET thread = id WHERE thread = ?", (opened.id,)),
    )
    reader = house.book.reader()
    with reader.checked():
        assert reader.thread(b"?" * 16) == []
        with pytest.raises(BookFault, match="in a place"):
            reader.thread(opened.id)


def test_a_strike_is_not_hidden_and_none_made_up(house: House, link: Link) -> None:
    first, second = house.post(line("One."), line("Two."))
    (strike,) = house.post(Draft("strike", {"reason": "wrong book"}, amends=first.id))
    house.book.seal().result()
    reader = house.book.reader()
    with reader.checked():
        assert reader.amended_by(first.id) == strike
        assert reader.amended_by(second.id) is None
        assert reader.amended_by(b"?" * 16) is None
    tamper(link, ("UPDATE record SET amends = ? WHERE n = ?", (second.id, strike.n)))
    for record in (first, second):
        with reader.checked(), pytest.raises(BookFault, match="in a place"):
            reader.amended_by(record.id)


def test_a_record_that_is_not_there_is_missed(house: House, link: Link) -> None:
    (record,) = house.post(line("One."))
    house.post(line("Two."))
    link.run("PRAGMA foreign_keys=OFF")
    tamper(link, ("DELETE FROM record WHERE n = ?", (record.n,)))
    reader = house.book.reader()
    with reader.checked():
        assert reader.records([999]) == {}
        with pytest.raises(BookFault, match=f"Record {record.n} is missing"):
            reader.records([record.n, 999])


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE seal SET note = 'nothing'",
        "UPDATE seal SET note = replace(note, 'mirror ', 'mirror 1')",
        "DELETE FROM leaf WHERE n = 2",
        "UPDATE leaf SET leaf = zeroblob(32) WHERE n = 2",
        "DELETE FROM block",
        "UPDATE block SET root = zeroblob(32)",
        "DELETE FROM leaf WHERE n = (SELECT size FROM seal)",
        "UPDATE leaf SET leaf = zeroblob(32) WHERE n = (SELECT size FROM seal)",
    ],
)
def test_a_tree_that_is_not_the_sealed_one_proves_nothing(
    house: House, link: Link, sql: str
) -> None:
    bulk(house.book, (line(str(i)) for i in range(300)), house.me)
    house.book.seal().result()
    tamper(link, (sql, ()))
    reader = house.book.reader()
    with reader.checked(), pytest.raises(BookFault, match="newest seal"):
        reader.record(2)


def test_a_seal_of_another_book_proves_nothing(house: House) -> None:
    house.book.seal().result()
    site = house.book.founding.site
    note = sign_note(Checkpoint(origin(b"?" * 16, 1), 1, bytes(32), 0, 0), site)
    reader = house.book.reader()
    with pytest.raises(BookFault, match="newest seal"):
        extract(reader, house.book.id, [1], note, lambda _form, _name: True)


def test_an_extract_gives_no_altered_value_away(house: House, altered: Record) -> None:
    with pytest.raises(BookFault, match=f"record {altered.n}"):
        extract(house.book.reader(), house.book.id, [altered.n], "", lambda _form, _name: True)


def test_a_file_is_read_only_as_it_was_signed(house: House, link: Link) -> None:
    (incident,) = house.post(Draft("incident", {"title": "Slip"}))
    made = house.book.attach(b"picture", "a.jpg", "image/jpeg")
    draft = Draft(
        "photo",
        {"original": made.value, "caption": "The floor."},
        thread=incident.id,
        files={"original": made.key},
    )
    (record,) = house.post(draft)
    assert house.book.read_file(record.n, "original") == b"picture"
    alter(link, record.n, "caption", "Another floor.")
    with pytest.raises(BookFault, match=f"record {record.n}"):
        house.book.read_file(record.n, "original")
