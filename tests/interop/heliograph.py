"""The whole server as a newcomer starts it: with its sandbox, and the demo's API key printed."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

#: Where a built server is; `run` says so.
BINARY = os.environ.get("HELIOGRAPH", str(Path(__file__).parents[2] / "target/debug/heliograph"))


@dataclass
class Heliograph:
    process: subprocess.Popen
    url: str
    key: str

    @classmethod
    def start(cls, folder: Path) -> "Heliograph":
        environment = {"PATH": os.environ["PATH"], "ROCKET_PORT": "0"}
        process = subprocess.Popen(
            [BINARY], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        said = ""
        for line in process.stdout:
            said += line
            if url := re.search(r"Open (http://\S+)", line):
                return cls(process, url[1], re.search(r"API key\s+(\S+)", said)[1])
        raise RuntimeError(f"the server ended with {process.wait()} and said only: {said}")

    def stop(self) -> int:
        self.process.terminate()
        with self.process:
            return self.process.wait(timeout=30)
