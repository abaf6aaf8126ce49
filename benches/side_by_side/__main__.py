"""Runs the rows, prints the table, writes the figures: see docs/benchmarks.md."""

import argparse
import json
import os
import platform
import tempfile
import time
import traceback
from dataclasses import asdict
from pathlib import Path

from . import drive, drive_list, readers, rows
from .processes import Sandbox
from .rows import Bench

ROWS = {**rows.ROWS, **readers.ROWS, **drive.ROWS, **drive_list.ROWS}


def show(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.2f}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--heliograph", type=Path, required=True)
    parser.add_argument("--sandbox", type=Path, required=True)
    parser.add_argument("--reference", type=Path, required=True)
    parser.add_argument("--results", type=Path, required=True)
    parser.add_argument("rows", nargs="*", metavar="row", help="which rows; all without any")
    arguments = parser.parse_args()
    binaries = {"heliograph": arguments.heliograph, "reference": arguments.reference}
    results, failed = [], False
    for name in arguments.rows or ROWS:
        # A sandbox for each row: what one leaves behind is no other's burden.
        with tempfile.TemporaryDirectory() as folder:
            sandbox = Sandbox(arguments.sandbox, Path(folder))
            begun = time.monotonic()
            try:
                row = ROWS[name](Bench(binaries, sandbox))
            except Exception:
                traceback.print_exc()
                print(f"{name}: could not be measured", flush=True)
                failed = True
                continue
            finally:
                sandbox.stop()
        print(f"\n{row.name} ({row.setting}; {time.monotonic() - begun:.0f} s)", flush=True)
        for figure in row.figures:
            sign = "≤" if figure.at_most else "≥"
            verdict = "reached" if figure.reached else "NOT REACHED"
            print(f"  {figure.name:34} {show(figure.value):>9}   {sign} {show(figure.bound):>6}   {verdict}")
        for note, value in row.notes.items():
            if isinstance(value, (int, float)):
                print(f"    {note}: {show(value)}")
        results.append({**asdict(row), "figures": [{**asdict(f), "reached": f.reached} for f in row.figures]})
    machine = {"cores": os.cpu_count(), "system": platform.platform()}
    arguments.results.write_text(json.dumps({"machine": machine, "rows": results}, indent=2, default=str) + "\n")
    print(f"\nfigures in {arguments.results}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
