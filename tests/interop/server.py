"""The sandbox in a process of its own, and what its control port tells."""

import json
import os
import subprocess
import urllib.request
from dataclasses import dataclass
from pathlib import Path

#: Where a built sandbox is; `run` says so.
BINARY = os.environ.get("SANDBOX", str(Path(__file__).parents[2] / "target/debug/sandbox"))


@dataclass
class Server:
    process: subprocess.Popen
    data_centers: dict[int, tuple[str, int]]
    key: str
    control: str

    @classmethod
    def start(cls, data: Path) -> "Server":
        process = subprocess.Popen(
            [BINARY, "--port", "0", "--control-port", "0", "--data", str(data)], stdout=subprocess.PIPE, text=True
        )
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"the sandbox ended with {process.wait()} before it listened")
        said = json.loads(line)
        addresses = {each["id"]: each["address"].rsplit(":", 1) for each in said["data_centers"]}
        return cls(
            process,
            {number: (host, int(port)) for number, (host, port) in addresses.items()},
            Path(said["public_key"]).read_text(),
            said["control"],
        )

    def stop(self) -> int:
        self.process.terminate()
        with self.process:
            return self.process.wait(timeout=20)

    def kill(self) -> None:
        self.process.kill()
        with self.process:
            self.process.wait(timeout=20)

    def ask(self, method: str, path: str, body: dict | None = None) -> dict:
        data = None if body is None else json.dumps(body).encode()
        headers = {} if data is None else {"Content-Type": "application/json"}
        request = urllib.request.Request(f"http://{self.control}{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=10) as response:
            text = response.read()
        return json.loads(text) if text else {}

    def counters(self) -> dict:
        return self.ask("GET", "/counters")
