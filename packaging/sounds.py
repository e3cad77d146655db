"""Makes the sound of the alarm, from sine waves alone: ``python packaging/sounds.py``."""

import math
import struct
import wave
from pathlib import Path

RATE = 22_050
OUT = Path(__file__).resolve().parents[1] / "resources" / "sounds" / "alarm.wav"
NOTES = (880.0, 660.0) * 4
"""Two tones in turn: heard over a radio, and no fire alarm of any building."""
LONG, SOFT = 0.25, 0.012
"""Seconds of a tone, and of its beginning and end."""


def tone(hertz: float) -> list[int]:
    """One tone with its first overtones, without a click at either end."""
    count = int(RATE * LONG)
    made = []
    for at in range(count):
        moment = at / RATE
        edge = min(1.0, moment / SOFT, (LONG - moment) / SOFT)
        wave_ = sum(math.sin(2 * math.pi * hertz * n * moment) / n**2 for n in (1, 2, 3))
        made.append(round(16_000 * edge * wave_))
    return made


def main() -> None:
    """Write the file."""
    samples = [sample for hertz in NOTES for sample in tone(hertz)]
    OUT.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(OUT), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(struct.pack(f"<{len(samples)}h", *samples))


if __name__ == "__main__":
    main()
