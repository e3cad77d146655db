"""What is pasted into words becomes plain text: tables lines and tabs, links their words."""

from html.parser import HTMLParser

from PySide6.QtCore import QMimeData

MOST = 100_000
"""Characters that are taken at most; a line holds fewer and says so."""
_CELLS, _UNSHOWN = {"td", "th"}, {"head", "script", "style", "template", "title"}
_BLOCKS = {
    *("address", "article", "blockquote", "dd", "div", "dl", "dt", "figure", "footer", "form"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre"),
    *("section", "table", "tbody", "thead", "tr", "ul"),
}


def can_paste(mime: QMimeData) -> bool:
    """Whether there are words in it."""
    return mime.hasText() or mime.hasHtml()


def plain(mime: QMimeData) -> str:
    """Its words; those its source gives as plain text, else those of the marked-up text."""
    text = mime.text() if mime.hasFormat("text/plain") else ""
    if not text and mime.hasHtml():
        text = of_html(mime.html())
    return (text or mime.text()).replace("\r\n", "\n")


def of_html(html: str) -> str:
    """The words of marked-up text: a row of a table a line, its cells parted by tabs."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return "".join(reader.words).strip("\n")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unshown = self._as_typed = self._inside = 0
        self._first = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as the base
        if tag in _UNSHOWN:
            self._unshown += 1
        elif tag == "br":
            self._write("\n")
        elif tag in _CELLS:
            if not self._first:
                self._write("\t")
            self._first, self._inside = False, self._inside + 1
        elif tag in _BLOCKS and not self._inside:
            self._break()
        if tag == "tr":
            self._first, self._inside = True, 0
            self._break()
        self._as_typed += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSHOWN:
            self._unshown = max(0, self._unshown - 1)
        elif tag in _CELLS:
            self._inside = max(0, self._inside - 1)
        elif tag in _BLOCKS and not self._inside:
            self._break()
        self._as_typed = max(0, self._as_typed - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        if self._unshown:
            return
        if self._as_typed:
            self._write(data)
            return
        said = " ".join(part for part in data.replace("\n", " ").split(" ") if part)
        at_start = not self.words or self.words[-1][-1:] in "\n\t "
        if data[:1] in " \n" and not at_start:
            said = f" {said}"
        if said.strip(" ") and data[-1:] in " \n":
            said += " "
        if said and not (at_start and not said.strip(" ")):
            self._write(said)

    def _write(self, words: str) -> None:
        if words and not self._unshown:
            self.words.append(words)

    def _break(self) -> None:
        """Go on in a new line, where something stands in this one."""
        while self.words and not self.words[-1].strip(" "):
            self.words.pop()
        if self.words and not self.words[-1].endswith("\n"):
            self.words[-1] = self.words[-1].rstrip(" ")
            self.words.append("\n")
