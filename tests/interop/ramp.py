"""The bytes of the sandbox's computed files, worked out here once more from their description.

They repeat after the least prime above 2^20; within it, each byte is a mixture of its index.
"""

PERIOD = 1_048_583


def _byte(index: int) -> int:
    mixed = index * 0x9E37_79B1 & 0xFFFF_FFFF
    return ((mixed ^ mixed >> 15) * 0x85EB_CA77 & 0xFFFF_FFFF) >> 24


_TABLE = bytes(_byte(index) for index in range(PERIOD)) * 2


def ramp(offset: int, length: int) -> bytes:
    out = bytearray()
    while len(out) < length:
        start = (offset + len(out)) % PERIOD
        out += _TABLE[start : start + min(PERIOD, length - len(out))]
    return bytes(out)
