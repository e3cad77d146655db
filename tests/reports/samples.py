"""What the sample papers of a fictional office share: the seal, the record, pictures."""

from io import BytesIO

from PIL import Image, ImageDraw

from deskinc.reports.document import Attachment
from deskinc.reports.verification import Proof

NOTE = """deskinc/7Qm1vX0b2kWcWbT1zv8f4A/1
4932
pLkQ0b0m4cJmJ0M2b8Jm1x3H1mNQ0v7m8R6xk2xw1lY=
line 4932
mirror 4931

— harbour-court 9s1kAbcd1J0m4cJmJ0M2b8Jm1x3H1mNQ0v7m8R6xk2xw1lYpLkQ0b0m4cJmJ0M2b8Jm1x3H1m="""

PROOF = Proof(
    book="7Qm1vX0b2kWcWbT1zv8f4A",
    size="4951",
    line="4932",
    mirror="4931",
    root_code="MZXW6-YTBOI-QGS4D-ENFXG-K3TUM-FZGK3",
    qr="DESKINC1.5UE3LPL5G5NZCZYWNU64574H7A.1.4951.UVZGG3T5YXXMQOZTJYBY7OPWV5M7DLJKGVSAGBVDLNXHRWKJMOYA.ABCD",
    note=NOTE,
    authority="Harbour Court Security CA",
    fingerprint="5F2A 91C4 07DE B36A 5F2A 91C4 07DE B36A 5F2A 91C4 07DE B36A 5F2A 91C4 07DE B36A",
    phone="020 7946 0111",
    file="INC-2026-0042-issue-1.pdf",
)
RECORD = Attachment(
    "record.json", b'{"incident":"INC-2026-0042"}', "application/json", "The records of this paper"
)


def photo(width: int = 1200, height: int = 900, mode: str = "RGB", kind: str = "JPEG") -> bytes:
    image = Image.new(mode, (width, height), "#B9C3C7" if mode == "RGB" else 180)
    draw = ImageDraw.Draw(image)
    draw.rectangle(
        (width * 0.3, height * 0.15, width * 0.7, height), fill="#7D878B" if mode == "RGB" else 90
    )
    draw.rectangle(
        (width * 0.49, height * 0.15, width * 0.51, height), fill="#30383B" if mode == "RGB" else 20
    )
    target = BytesIO()
    image.save(target, kind, quality=80)
    return target.getvalue()


def plan(width: int, height: int) -> bytes:
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for x in range(0, width, width // 6):
        draw.rectangle((x, 0, x + width // 6, height // 3), outline="#555", width=3)
    draw.rectangle((0, 0, width - 1, height - 1), outline="#222", width=5)
    draw.rectangle(
        (width * 0.4, height * 0.4, width * 0.52, height * 0.55), outline="#222", width=4
    )
    target = BytesIO()
    image.save(target, "PNG")
    return target.getvalue()
