"""The processes that are compared, and what the system tells of them."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Process:
    """A child that is ended with the benchmark."""

    def __init__(self, command, environment=None, ready=None):
        full = {**os.environ, "RUST_LOG": "warn", **(environment or {})}
        self.child = subprocess.Popen(command, env=full, stdout=subprocess.PIPE, stderr=sys.stderr, text=True, cwd=ROOT)
        self.first_line = None
        if ready is not None:
            for line in self.child.stdout:
                if ready(line):
                    self.first_line = line
                    break
            else:
                raise RuntimeError(f"{command[0]} ended with {self.child.wait()} before it was ready")

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.child.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self, field: str = "VmRSS") -> int:
        """Bytes: resident now (VmRSS), or at most since `reset_peak` (VmHWM)."""
        for line in Path(f"/proc/{self.child.pid}/status").read_text().splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1]) * 1024
        raise RuntimeError(f"no {field}")

    def reset_peak(self) -> None:
        Path(f"/proc/{self.child.pid}/clear_refs").write_text("5")

    def wait_for(self, port: int) -> None:
        """Returns when something listens there."""
        deadline = time.monotonic() + 30
        while True:
            try:
                return socket.create_connection(("127.0.0.1", port), timeout=1).close()
            except OSError:
                if time.monotonic() > deadline or self.child.poll() is not None:
                    raise RuntimeError(f"{self.child.args[0]} did not start")
                time.sleep(0.05)

    def stop(self) -> None:
        if self.child.poll() is None:
            self.child.terminate()
            try:
                self.child.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait()
        self.child.stdout.close()


class Sandbox(Process):
    """One standalone sandbox, its link shaped through its control port."""

    def __init__(self, binary: Path, folder: Path):
        command = [str(binary), "--port", "0", "--control-port", "0", "--data", str(folder)]
        super().__init__(command, ready=lambda line: line.startswith("{"))
        said = json.loads(self.first_line)
        self.data_centers = {each["id"]: each["address"] for each in said["data_centers"]}
        self.key = said["public_key"]
        self.control = said["control"]

    def ask(self, method: str, path: str, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {} if data is None else {"Content-Type": "application/json"}
        request = urllib.request.Request(f"http://{self.control}{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as response:
            text = response.read()
        return json.loads(text) if text else {}

    def link(self, round_trip_ms=None, bytes_per_second=None) -> None:
        self.ask("PUT", "/link", {"round_trip_ms": round_trip_ms, "bytes_per_second": bytes_per_second})

    def counters(self) -> dict:
        return self.ask("GET", "/counters")

    def reset_counters(self) -> None:
        self.ask("DELETE", "/counters")

    def calls(self, method: str | None = None) -> int:
        methods = self.counters()["methods"]
        return sum(each["calls"] for name, each in methods.items() if method in (None, name))


class Heliograph(Process):
    """The server in a process of its own, on a fresh folder."""

    def __init__(self, binary: Path, sandbox: Sandbox, settings=None, on_core=None):
        self.folder = tempfile.TemporaryDirectory()
        self.port = free_port()
        self.environment = {
            "TELEGRAM_SERVER": sandbox.data_centers[2],
            "TELEGRAM_SERVER_KEY": sandbox.key,
            "DATA_DIR": self.folder.name,
            "ROCKET_PORT": str(self.port),
            "SIGN_IN_LIMITS": "off",
            **(settings or {}),
        }
        self.binary = binary
        pinned = [] if on_core is None else ["taskset", "--cpu-list", str(on_core)]
        super().__init__([*pinned, str(binary)], self.environment)
        self.wait_for(self.port)

    def command(self, *arguments: str) -> str:
        """What a command prints that runs with the server's settings, once the server is stopped."""
        full = {**os.environ, "RUST_LOG": "warn", **self.environment}
        done = subprocess.run([self.binary, *arguments], env=full, capture_output=True, text=True, cwd=ROOT)
        if done.returncode:
            raise RuntimeError(f"{arguments} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def stop(self) -> None:
        super().stop()
        self.folder.cleanup()


class Peer(Process):
    """One of the peers, signed in to an account."""

    def __init__(self, script: str, sandbox: Sandbox, phone: str):
        self.port = free_port()
        environment = {
            "SANDBOX_ADDRESS": sandbox.data_centers[2],
            "SANDBOX_KEY": sandbox.key,
            "PHONE": phone,
            "PORT": str(self.port),
        }
        super().__init__(
            [sys.executable, str(ROOT / "benches/peers" / script)], environment, ready=lambda line: "ready" in line
        )
        self.wait_for(self.port)
