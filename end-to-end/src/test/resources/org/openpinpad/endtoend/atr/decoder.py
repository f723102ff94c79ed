# SPDX-License-Identifier: Apache-2.0
"""Decodes answers to reset with pyscard: one in hexadecimal a line, one line of fields for each, "refused" for none."""
import sys

from smartcard.ATR import ATR


def text(value):
    return "-" if value is None else str(value)


def fields(atr):
    # FI and DI are indices into pyscard's tables
    f = None if atr.FI is None else ATR.clockrateconversion[atr.FI]
    d = None if atr.DI is None else ATR.bitratefactor[atr.DI]
    protocols = sorted(int(name[2:]) for name in atr.getSupportedProtocols() if atr.getSupportedProtocols()[name])
    levels = ",".join(
        "/".join(text(v) for v in level) for level in zip(atr.TA, atr.TB, atr.TC, atr.TD) if any(v is not None for v in level)
    )
    historical = "".join("%02X" % b for b in atr.historicalBytes)
    check = "none" if not atr.hasChecksum else "right" if atr.checksumOK else "wrong"
    return [text(f), text(d), text(atr.N), ",".join(map(str, protocols)), levels, historical, check]


for line in sys.stdin:
    try:
        print("|".join(fields(ATR(list(bytes.fromhex(line))))))
    except Exception:
        print("refused")
