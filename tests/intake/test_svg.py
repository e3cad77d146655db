"""What an SVG plan may hold, and where its area lies."""

import itertools
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from deskinc.intake import svg as reader
from deskinc.intake import svgrefs
from deskinc.intake.unfit import Unfit

Maker = Callable[..., bytes]

RASTER = "data:image/png;base64,iVBORw0KGgo="

HOSTILE = {
    "script": [
        "<script>alert(1)</script>",
        '<x:script xmlns:x="http://www.w3.org/1999/xhtml"/>',
        '<rect onload="x()"/>',
        '<rect ONCLICK="x()"/>',
        '<a href="java&#10;script:x()"/>',
        '<set attributeName="href" to="javascript:x"/>',
    ],
    "foreign": ["<foreignObject/>", "<g><ForeignObject/></g>"],
    "external": [
        '<image href="file:///etc/passwd"/>',
        '<image xlink:href="/etc/passwd"/>',
        '<image xlink:href="photo.png"/>',
        '<image href="http://example.org/a.png"/>',
        '<use href="other.svg#room"/>',
        '<a href="https://example.org"/>',
        '<image href="data:image/svg+xml;base64,AA=="/>',
        '<image href="data:text/html,hello"/>',
        '<feImage href="//example.org/a.png"/>',
        '<style>@import "a.css";</style>',
        "<style>@\\69mport url(a.css);</style>",
        "<style>@im/**/port url(a.css);</style>",
        "<style>rect { fill: url(http://example.org/#a) }</style>",
        "<style>rect { fill: u\\72l( 'http://example.org/#a' ) }</style>",
        "<style>@font-face { src: url(font.woff) }</style>",
        '<rect fill="url(other.svg#a)"/>',
        '<rect style="mask: URL(&quot;//example.org/a&quot;)"/>',
    ],
}
HARMLESS = [
    '<use href="#a"/><g id="a"/>',
    f'<image href="{RASTER}"/>',
    '<rect fill="url(#a)"/><pattern id="a"/>',
    "<style>rect { fill: url('#a') } /* see @ or ( */</style>",
    "<style>text { font-family: 'A\\41\\g (old)' }</style><text>mail me @ (home)</text>",
    '<link xmlns="http://www.w3.org/1999/xhtml" rel="stylesheet" href="styles.css"/>',
    '<use href=""/>',
    '<use href="#nowhere"/>',
]


def code_of(data: bytes) -> str | None:
    try:
        reader.read(data)
    except Unfit as unfit:
        return unfit.code
    return None


@pytest.mark.parametrize(
    ("code", "body"), [(code, body) for code, bodies in HOSTILE.items() for body in bodies]
)
def test_what_runs_or_leaves_the_file_is_refused(svg: Maker, code: str, body: str) -> None:
    assert code_of(svg(body)) == code


@pytest.mark.parametrize("body", HARMLESS)
def test_what_stays_inside_is_let_through(svg: Maker, body: str) -> None:
    assert code_of(svg(body)) is None


def test_other_namespaces_are_left_out_of_the_drawing(svg: Maker) -> None:
    body = '<g><link xmlns="http://www.w3.org/1999/xhtml" href="s.css"/><rect id="wall"/></g>'
    text = reader.read(svg(body)).at(1, (200, 100))
    assert "s.css" not in text
    assert 'id="wall"' in text


@pytest.mark.parametrize(
    "prolog",
    [
        "<!DOCTYPE svg>",
        '<!DOCTYPE svg SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE svg [<!ENTITY a "b">]>',
        '<!DOCTYPE svg [<!ENTITY % a SYSTEM "http://example.org/a">]>',
    ],
)
def test_a_document_type_is_refused(svg: Maker, prolog: str) -> None:
    assert code_of(prolog.encode() + svg()) == "doctype"


@pytest.mark.parametrize("name", ["dtd.xml", "external.xml", "xmlbomb.xml", "simple.xml"])
def test_known_xml_attacks_are_refused_without_growing(samples: Path, name: str) -> None:
    data = (samples / "bad/xml" / name).read_bytes()
    tracemalloc.start()
    code = code_of(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert code == ("kind" if name == "simple.xml" else "doctype")
    assert peak < 1_000_000


@pytest.mark.parametrize("data", [b"<svg", b"<svg></g>", b"<", b"<?xml encoding='no-such'?><svg/>"])
def test_what_is_not_well_formed_is_refused(data: bytes) -> None:
    assert code_of(data) == "undecodable"


def test_a_drawing_without_the_svg_namespace_is_no_plan() -> None:
    assert code_of(b"<svg viewBox='0 0 1 1'/>") == "kind"


def test_nodes_depth_and_bytes_are_bounded(svg: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    assert code_of(svg("<g/>" * (reader.MAX_NODES - 1))) is None
    assert code_of(svg("<g/>" * reader.MAX_NODES)) == "nodes"
    assert code_of(svg("<g>" * 199 + "</g>" * 199)) is None
    assert code_of(svg("<g>" * 200 + "</g>" * 200)) == "nesting"
    monkeypatch.setattr(reader, "MAX_BYTES", 10)
    assert code_of(svg()) == "bytes"


def chain(length: int, width: int, link: str = '<use href="#{}"/>') -> str:
    """``length`` groups, each naming the next one ``width`` times."""
    groups = [f'<g id="g{n}">{link.format(f"g{n + 1}") * width}</g>' for n in range(length)]
    return "".join(groups) + f'<rect id="g{length}"/>'


def test_uses_that_multiply_are_refused(svg: Maker) -> None:
    assert code_of(svg(chain(3, 10))) is None
    assert code_of(svg('<g id="a"><use href="#c"/></g><g id="b"><use href="#c"/></g><rect id="c"/>'
                       '<use href="#a"/><use href="#b"/>')) is None  # fmt: skip
    assert code_of(svg(chain(6, 10))) == "nodes"
    assert code_of(svg(chain(7, 10, '<path mask="url(#{})"/>'))) == "nodes"


def test_chains_and_circles_are_refused(svg: Maker) -> None:
    assert code_of(svg(chain(svgrefs.MAX_CHAIN + 1, 1))) == "nesting"
    assert code_of(svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>')) == "nesting"
    assert code_of(svg('<g id="a"><use href="#a"/></g>')) == "nesting"


def test_the_root_itself_may_not_be_used_inside_itself(svg: Maker) -> None:
    assert code_of(svg('<use href="#top"/>', 'id="top" viewBox="0 0 9 9"')) == "nesting"


@pytest.mark.parametrize(
    ("attributes", "area"),
    [
        ('viewBox="400 0 3132 2800" width="100%"', ("viewbox", 400, 0, 3132, 2800)),
        ('viewBox="-5,-2.5 , 10 5"', ("viewbox", -5, -2.5, 10, 5)),
        ('viewBox="0 0 10 5" width="900" height="900"', ("viewbox", 0, 0, 10, 5)),
        ('width="1024" height="768px"', ("px", 0, 0, 1024, 768)),
        ('width="2in" height="1.5e1pt"', ("px", 0, 0, 192, 20)),
        ('width="210mm" height="29.7cm"', ("px", 0, 0, 210 / 25.4 * 96, 297 / 25.4 * 96)),
        ('viewBox="rubbish" width="3PC" height="101.6Q"', ("px", 0, 0, 48, 96)),
    ],
)
def test_the_area_is_read(
    svg: Maker, attributes: str, area: tuple[str, float, float, float, float]
) -> None:
    drawing = reader.read(svg("", attributes))
    found = (drawing.unit, drawing.min_x, drawing.min_y, drawing.width, drawing.height)
    assert found[0] == area[0]
    assert found[1:] == pytest.approx(area[1:])


@pytest.mark.parametrize(
    "attributes",
    ["", 'width="100%" height="100%"', 'viewBox="0 0 0 5"', 'viewBox="0 0 5 -1"',
     'viewBox="0 0 1e99 5"', 'viewBox="0 0 nan 5"', 'width="10em" height="3"', 'width="5"',
     'viewBox="9e9 0 5 5"'],
)  # fmt: skip
def test_a_drawing_without_size_is_refused(svg: Maker, attributes: str) -> None:
    assert code_of(svg("", attributes)) == "size"


def test_each_hostile_line_is_refused_however_deep_it_sits(svg: Maker) -> None:
    for code, body in itertools.chain.from_iterable(
        ((code, body) for body in bodies) for code, bodies in HOSTILE.items()
    ):
        assert code_of(svg(f"<g><g><defs>{body}</defs></g></g>")) == code
