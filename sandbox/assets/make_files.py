"""Writes the demo account's PDF and zip: byte for byte the same each time."""

import sys
import zipfile
from pathlib import Path

CONTENT = b"""q 0.16 0.33 0.48 rg 0 560 420 35 re f Q
q 0.95 0.65 0.07 rg 330 480 m 330 502 312 520 290 520 c 268 520 250 502 250 480 c 250 458 268 440 290 440 c 312 440 330 458 330 480 c f Q
q 0.40 0.61 0.74 rg 0 300 m 120 430 l 200 350 l 290 440 l 420 320 l 420 250 l 0 250 l f Q
q 0.12 0.22 0.35 rg 0 250 m 90 330 l 210 270 l 310 340 l 420 270 l 420 200 l 0 200 l f Q
BT /F1 26 Tf 40 150 Td (How a heliograph works) Tj ET
BT /F2 12 Tf 40 120 Td 16 TL (A mirror, a sighting rod and the sun: tilt the mirror by a hair) Tj
T* (and the flash is seen, or not, thirty miles away. Dots and dashes) Tj
T* (do the rest. Clouds are the only tariff.) Tj ET
"""


def pdf() -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(CONTENT), CONTENT),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
    ]
    out, offsets = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def archive(path: Path) -> None:
    files = {
        "signals/readme.txt": "Two mirrors, one hill each.\n",
        "signals/alphabet.csv": "letter,flashes\na,.-\nb,-...\nc,-.-.\n",
        "signals/empty/": "",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in files.items():
            out.writestr(zipfile.ZipInfo(name, (2024, 6, 21, 12, 0, 0)), text)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    (folder / "heliograph.pdf").write_bytes(pdf())
    archive(folder / "signals.zip")
