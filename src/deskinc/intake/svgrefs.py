"""What an SVG may name: nothing that runs, nothing outside the file, no chain that explodes."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from deskinc.intake.unfit import Unfit

MAX_CHAIN: Final = 8
"""How many references may follow one another (use → symbol → pattern …)."""
MAX_DRAWN: Final = 1_000_000
"""How many elements the drawing may have once every reference is followed."""

_FORBIDDEN: Final = {"script": "script", "foreignobject": "foreign", "handler": "script"}
_RASTER: Final = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,", re.IGNORECASE)
_URL: Final = re.compile(r"url\(\s*([\"']?)(.*?)\1\s*\)", re.IGNORECASE | re.DOTALL)
_ESCAPE: Final = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.DOTALL)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)


def check_names(element: Element) -> None:
    """Refuse scripts, event handlers and foreign objects, in whatever namespace."""
    name = _local(element.tag).lower()
    if name in _FORBIDDEN:
        raise Unfit(_FORBIDDEN[name])
    for attribute, value in element.attrib.items():
        if attribute.lower().startswith("on") or "javascript:" in _squeezed(value):
            raise Unfit("script")


def check(root: Element) -> None:
    """Refuse references that leave the file, run in a circle or multiply without bound."""
    targets: dict[str, Element] = {}
    for element in root.iter():
        if name := element.get("id"):
            targets.setdefault(name, element)
        for text in _styles(element):
            _check_style(text)
        for href in _hrefs(element):
            _check_href(href)
    _Expansion(targets).drawn(root, 0)


class _Expansion:
    """How many elements a drawing has once every reference is followed."""

    def __init__(self, targets: dict[str, Element]) -> None:
        self._targets = targets
        self._inside: dict[str, tuple[int, Counter[str]]] = {}
        self._totals: dict[tuple[str, int], int] = {}

    def drawn(self, element: Element, depth: int, name: str = "") -> int:
        """Count ``element``'s subtree; raises :class:`Unfit` (``nesting``, ``nodes``)."""
        if depth > MAX_CHAIN:
            raise Unfit("nesting")
        if (name, depth) in self._totals:
            return self._totals[name, depth]
        count, references = self._subtree(element, name)
        for target, times in references.items():
            count += times * self.drawn(self._targets[target], depth + 1, target)
        if count > MAX_DRAWN:
            raise Unfit("nodes")
        self._totals[name, depth] = count
        return count

    def _subtree(self, element: Element, name: str) -> tuple[int, Counter[str]]:
        if name not in self._inside:
            count, references = 0, Counter[str]()
            for inner in element.iter():
                count += 1
                for target in _targets(inner):
                    if target in self._targets:
                        references[target] += 1
            self._inside[name] = (count, references)
        return self._inside[name]


def _targets(element: Element) -> Iterator[str]:
    for href in _hrefs(element):
        if href.startswith("#"):
            yield href[1:]
    for text in element.attrib.values():
        for _, url in _URL.findall(text):
            if url.startswith("#"):
                yield url[1:]


def _hrefs(element: Element) -> Iterator[str]:
    for attribute, value in element.attrib.items():
        if _local(attribute) == "href":
            yield value.strip()


def _styles(element: Element) -> Iterator[str]:
    yield from element.attrib.values()
    if _local(element.tag) == "style":
        yield "".join(element.itertext())


def _check_href(href: str) -> None:
    if href and not href.startswith("#") and not _RASTER.match(href):
        raise Unfit("external")


def _check_style(text: str) -> None:
    if "(" not in text and "@" not in text:
        return
    plain = _COMMENT.sub("", _ESCAPE.sub(_unescape, text))
    if "@import" in plain.lower():
        raise Unfit("external")
    for _, url in _URL.findall(plain):
        _check_href(url.strip())


def _unescape(found: re.Match[str]) -> str:
    if found[1] is None:
        return found[2]
    code = int(found[1], 16)
    return chr(code) if 0 < code < 0x11_0000 else "\ufffd"


def _squeezed(value: str) -> str:
    return "".join(value.split()).lower()


def _local(name: str) -> str:
    return name.rpartition("}")[2]
