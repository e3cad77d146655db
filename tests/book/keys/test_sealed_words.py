"""Words closed under the book's own key: opened by it, by the one after it, and by no other."""

import os

from deskinc.book.keys.sealed_words import close, opened

BOOK, OTHER = b"b" * 16, b"o" * 16


def test_a_password_opens_under_later_keys_of_the_book_and_in_no_other() -> None:
    keys = os.urandom(32)
    closed = close("amber-harbour-17", keys, BOOK)
    assert "amber" not in closed
    assert closed != close("amber-harbour-17", keys, BOOK)
    assert opened(closed, keys, BOOK) == "amber-harbour-17"
    assert opened(closed, os.urandom(32) + keys, BOOK) == "amber-harbour-17"
    assert opened(closed, os.urandom(32), BOOK) is None
    assert opened(closed, keys, OTHER) is None


def test_what_is_no_closed_word_opens_to_nothing() -> None:
    keys = os.urandom(32)
    for words in ("", "v1.", "v1.AAAA", "no base64url", "v1.###"):
        assert opened(words, keys, BOOK) is None
