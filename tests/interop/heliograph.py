"""The whole server as a newcomer starts it: with its sandbox, and the demo's API key printed."""

import json
import os
import re
import socket
import subprocess
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

#: Where a built server is; `run` says so.
BINARY = os.environ.get("HELIOGRAPH", str(Path(__file__).parents[2] / "target/debug/heliograph"))


@dataclass
class Heliograph:
    process: subprocess.Popen
    #: `host:port`
    address: str
    key: str = field(repr=False)
    control: str

    @classmethod
    def start(cls, folder: Path, settings: dict[str, str] | None = None) -> "Heliograph":
        """Starts it in a folder, with settings of its environment."""
        usual = {"PATH": os.environ["PATH"], "ROCKET_PORT": "0", "SANDBOX_CONTROL_PORT": str(free_port())}
        environment = usual | (settings or {})
        control = environment["SANDBOX_CONTROL_PORT"]
        process = subprocess.Popen(
            [BINARY], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        said = ""
        for line in process.stdout:
            said += line
            if opened := re.search(r"Open http://(\S+)", line):
                key = re.search(r"API key\s+(\S+)", said)
                return cls(process, opened[1], key[1], f"127.0.0.1:{control}")
        raise RuntimeError(f"the server ended with {process.wait()} and said only: {said}")

    @property
    def url(self) -> str:
        return f"http://{self.address}"

    def sandbox(self) -> dict:
        """Its sandbox's data centres and public key."""
        with urllib.request.urlopen(f"http://{self.control}/status", timeout=10) as response:
            return json.load(response)

    def stop(self) -> int:
        self.process.terminate()
        with self.process:
            return self.process.wait(timeout=30)

    def __enter__(self) -> "Heliograph":
        return self

    def __exit__(self, *_) -> None:
        assert self.stop() == 0


def free_port() -> int:
    """A port that nobody listened on a moment ago."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
