"""What is amber when the book was opened: nothing contradicts it, but something that would is gone.

Each is a paragraph for people: what is wrong, and what to do.
"""

from deskinc.i18n import _


def unknown_mirror() -> str:
    """station.json is gone: nothing else says where the mirror lies."""
    return _(
        "The file station.json is missing or damaged, so nobody knows where the mirror lies: "
        "lines are saved here only. Close the program and put the file back from a backup, or "
        "call whoever looks after the program."
    )


def emptied() -> str:
    """The mirror answered and held nothing, though the book has lines."""
    return _(
        "The mirror held no line when the book was opened. All of them are written there again. "
        "Ask who emptied or changed its disk; an older copy of the book would not have shown in it."
    )


def unfinished() -> str:
    """Two people erased something, and the disk did not let it be taken out everywhere."""
    return _(
        "An erasure is not finished: the disk did not let the book be written anew. It is tried "
        "again when the book is next opened. See that as much space is free as the book takes."
    )


def lagging() -> str:
    """What was erased from the book still lies in the mirror."""
    return _(
        "What was erased still lies in the mirror, which could not be written anew. It is tried "
        "again by itself. Check the mirror’s disk, and have the mirror mended if it is damaged."
    )


def mended(n: int) -> str:
    """Record ``n`` and others were damaged in the mirror."""
    return _(
        "The mirror was damaged from record {n} on. What was damaged is written there again, and "
        "the old files are kept. Ask who touched its disk, and whether it should be exchanged."
    ).format(n=n)


def other(n: int) -> str:
    """The mirror holds something else than the book at record ``n``, whole and readable."""
    return _(
        "The mirror says something else than the book from record {n} on. Nothing of it was "
        "changed. Keep both as they are, and call whoever looks after the program."
    ).format(n=n)


def untrue() -> str:
    """A file beside the mirror's lines was not what it should be."""
    return _(
        "A copy in the mirror was not true to the book. It is made anew, and the old one is kept. "
        "Ask who touched the mirror’s disk, and whether it should be exchanged."
    )


def slots() -> str:
    """The key slots in the mirror are other ones than those in the folder."""
    return _(
        "The mirror’s copy of the key slots is not the same as the book’s: one of them is old, or "
        "was exchanged. It is made anew when the next person is enrolled. Call whoever looks "
        "after the program first if nobody can say why they differ."
    )


def cut(n: int) -> str:
    """The mirror lost its end while the book was open: it reaches to record ``n`` only."""
    return _(
        "The mirror was changed while the book was open: it reached to record {n} only. All that "
        "follows is written there again. Ask who touched its disk."
    ).format(n=n)


def unfolded() -> str:
    """Folding the log back, or merging the index, met an error of the disk."""
    return _(
        "The disk answered with an error while the book was tidied up. No line is lost: all are in "
        "the book’s log, and in the mirror. It is tried again by itself. Check the disk, its cable "
        "and how much space is free."
    )


def forgotten(what: str) -> str:
    """The head file is ``what`` says: gone or damaged."""
    return _(
        "{what} It is made anew from the book as it stands, so it could not show an older copy. "
        "Check that the last lines are those you remember, and ask who touched the folder."
    ).format(what=what)


def unread_note(name: str) -> str:
    """A file of the spool holds no note of this book."""
    return _(
        "A sealed note ({name}) could not be read: it is damaged, or not of this book. It was laid "
        "aside in the folder aside. Ask what was written while the book was closed, and write it "
        "again."
    ).format(name=name)
