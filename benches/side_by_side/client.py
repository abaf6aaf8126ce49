"""A small HTTP client: plain sockets, so that it costs the two cores as little as it can, and times that are told apart."""

import http.client
import json
import socket
import time
import urllib.parse
from dataclasses import dataclass

BUFFER = 1 << 20
PERIOD = 1_048_583


def ramp(offset: int, length: int) -> bytes:
    """The bytes of the sandbox's computed files (sandbox/src/content/source.rs)."""
    out = bytearray()
    for index in range(offset, offset + length):
        mixed = index % PERIOD * 0x9E37_79B1 & 0xFFFF_FFFF
        out.append(((mixed ^ mixed >> 15) * 0x85EB_CA77 & 0xFFFF_FFFF) >> 24)
    return bytes(out)


@dataclass
class Read:
    status: int
    bytes: int
    first_byte: float  # seconds from asking to the first byte of the body
    seconds: float
    whole: bool  # as long as promised


class Browser:
    """Somebody with a cookie."""

    def __init__(self, port: int):
        self.port = port
        self.cookie = None

    def _headers(self) -> dict:
        headers = {"Sec-Fetch-Site": "same-origin", "Origin": f"http://127.0.0.1:{self.port}"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        return headers

    def ask(self, method: str, path: str, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        all_headers = {**self._headers(), **(headers or {})}
        if isinstance(body, dict):
            body = json.dumps(body)
            all_headers["Content-Type"] = "application/json"
        connection.request(method, path, body, all_headers)
        answer = connection.getresponse()
        text = answer.read()
        for value in answer.headers.get_all("Set-Cookie") or []:
            self.cookie = value.split(";", 1)[0]
        connection.close()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:200]!r}")
        return json.loads(text) if "json" in answer.headers.get("Content-Type", "") else text

    def sign_in(self, phone: str) -> "Browser":
        self.ask("POST", "/send-code", {"phone": phone})
        self.ask("POST", "/sign-in", {"phone": phone, "code": phone[6] * 5})
        return self

    def items(self, query: str = "") -> list[dict]:
        return self.ask("GET", f"/get-saved-messages-media{query}")

    def named(self, name: str) -> dict:
        return next(item for item in self.items() if item["name"] == name)

    def upload(self, name: str, blocks, size: int) -> float:
        """Seconds. `blocks` gives the bytes."""
        return self.upload_to("/upload_file", name, blocks, size)

    def upload_to(self, path: str, name: str, blocks, size: int) -> float:
        """Seconds. `blocks` gives the bytes."""
        head = (
            f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode()
        tail = b"\r\n--b--\r\n"

        def body():
            yield head
            yield from blocks
            yield tail

        headers = {
            "Content-Type": "multipart/form-data; boundary=b",
            "Content-Length": str(len(head) + size + len(tail)),
        }
        begun = time.perf_counter()
        self.ask("POST", path, body(), headers)
        return time.perf_counter() - begun

    def connection(self) -> "Connection":
        return Connection(self.port, self._headers())


class DriveUser(Browser):
    """Somebody with a token of the drive. Paths of `ask` are whole, those of the others are below a folder."""

    def __init__(self, port: int, name: str = "alice", password: str = "pass"):
        super().__init__(port)
        self.token = None
        self.name, self.password = name, password

    def _headers(self) -> dict:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def register(self) -> "DriveUser":
        self.ask("POST", "/api/v1/register", {"username": self.name, "password": self.password})
        return self.sign_in_again()

    def sign_in_again(self) -> "DriveUser":
        form = urllib.parse.urlencode({"username": self.name, "password": self.password})
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        self.token = self.ask("POST", "/api/v1/token", form, headers)["access_token"]
        return self

    def sign_storage_in(self, phone: str) -> "DriveUser":
        self.ask("POST", "/api/v1/tgcloud/auth/phone", {"phone": phone})
        self.ask("POST", "/api/v1/tgcloud/auth/verify_code", {"phone": phone, "code": phone[6] * 5})
        return self

    def encrypt(self, is_on: bool) -> None:
        self.ask("POST", f"/api/v1/encryption/{'on' if is_on else 'off'}")

    def store(self, name: str, blocks, size: int) -> float:
        """Seconds. `blocks` gives the bytes."""
        return self.upload_to("/api/v1/folders/bench/files/", name, blocks, size)

    @staticmethod
    def path(name: str) -> str:
        return f"/api/v1/folders/bench/files/{name}/download"

    def part(self, name: str, first: int, end: int) -> bytes:
        """Bytes of a stored file."""
        return self.ask("GET", self.path(name), headers={"Range": f"bytes={first}-{end - 1}"})


class Connection:
    """One keep-alive connection."""

    def __init__(self, port: int, headers: dict, content=None):
        self.port = port
        self.content = content or ramp
        self.headers = headers
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = bytearray(BUFFER)

    def read(self, path: str, first=None, last=None, stop_after=None, offset_of_body=None, each=None) -> Read:
        """Reads a body; compares its first bytes with the content where `offset_of_body` says where they lie in the file.
        `each` gets whatever is received.
        """
        lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if first is not None:
            lines.append(f"Range: bytes={first}-{'' if last is None else last}")
        begun = time.perf_counter()
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        head = b""
        while b"\r\n\r\n" not in head:
            some = self.socket.recv(65536)
            if not some:
                raise RuntimeError("the connection closed before an answer")
            head += some
        head, _, rest = head.partition(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        fields = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:])
        length = int({name.lower(): value for name, value in fields.items()}[b"content-length"])
        got, view, first_byte = len(rest), memoryview(self.buffer), None
        checked = rest[:64]
        if each and rest:
            each(memoryview(rest))
        if got:
            first_byte = time.perf_counter() - begun
        while got < length and (stop_after is None or got < stop_after):
            count = self.socket.recv_into(view[: min(BUFFER, length - got)])
            if count == 0:
                break
            if first_byte is None:
                first_byte = time.perf_counter() - begun
            if len(checked) < 64:
                checked += bytes(view[: min(count, 64)])
            if each:
                each(view[:count])
            got += count
        seconds = time.perf_counter() - begun
        if offset_of_body is not None and status < 300:
            if checked[:64] != self.content(offset_of_body, min(len(checked), 64)):
                raise RuntimeError(f"{path}: other bytes than the file has at {offset_of_body}")
        return Read(status, got, first_byte or seconds, seconds, got == length or stop_after is not None)

    def close(self) -> None:
        self.socket.close()
