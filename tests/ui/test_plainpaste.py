"""What is pasted becomes plain words: tables lines and tabs, nothing of their looks."""

import pytest
from PySide6.QtCore import QMimeData, QUrl

from deskinc.ui import plainpaste

TABLE = """<html><head><style>td {color: red}</style><title>x</title></head><body>
<table><tr><th>Door</th><th>State</th></tr>
  <tr><td><p>Gate&nbsp;3</p></td><td> shut <b>and</b> locked </td></tr>
  <tr><td></td><td>open</td></tr></table></body></html>"""


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (TABLE, "Door\tState\nGate\u00a03\tshut and locked\n\topen"),
        ("<p>One <i>and</i> two.</p><p>Three.</p>", "One and two.\nThree."),
        ("a<br>b<script>evil()</script>", "a\nb"),
        ("<ul><li>keys</li><li>radio</li></ul>", "keys\nradio"),
        ("<pre>a  b\n c</pre>", "a  b\n c"),
        ('<a href="https://example.org">the &lt;link&gt;</a>', "the <link>"),
        ("<div><div>one</div></div>\n<div>two</div>", "one\ntwo"),
        ("<td>torn", "torn"),
        ("", ""),
    ],
)
def test_marked_up_text_becomes_its_words(html: str, words: str) -> None:
    assert plainpaste.of_html(html) == words


def test_plain_words_of_the_source_go_first() -> None:
    mime = QMimeData()
    mime.setHtml("<b>marked</b>")
    mime.setText("a\tb\r\nc")
    assert plainpaste.plain(mime) == "a\tb\nc"


def test_files_are_pasted_as_their_addresses() -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("file:///tmp/a.txt")])
    assert plainpaste.can_paste(mime)
    assert plainpaste.plain(mime) == "file:///tmp/a.txt"


def test_a_picture_is_no_words() -> None:
    mime = QMimeData()
    mime.setData("image/png", b"\x89PNG")
    assert not plainpaste.can_paste(mime)
