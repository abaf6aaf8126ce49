"""The drive's HTTP API, as far as a backup needs it.

With what every long run meets: a token that ends, a server that asks for a pause, a connection that breaks.
"""

import time
import uuid
from pathlib import Path
from typing import Callable, Iterator
from urllib.parse import quote

import requests

#: How much is read at once. What is left of a block when a connection breaks is lost.
BLOCK = 64 << 10
#: How often something is tried when the network fails.
ATTEMPTS = 5
#: The details of refusals that signing in again mends.
TOKEN_REFUSED = ("Could not validate credentials", "Not authenticated")


class Refused(Exception):
    """The server has answered, and does not do it."""

    def __init__(self, status: int, detail):
        if isinstance(detail, list):
            detail = ", ".join(f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}" for problem in detail)
        super().__init__(detail)
        self.status = status


class Form:
    """A file as `multipart/form-data`, read while it is sent. (`requests` would read it into memory first.)"""

    def __init__(self, path: Path, progress: Callable[[int], None]):
        self.path, self.progress = path, progress
        self.size = path.stat().st_size
        self.boundary = uuid.uuid4().hex
        head = f'--{self.boundary}\r\nContent-Disposition: form-data; name="file"; filename="{path.name}"\r\n\r\n'
        self.head, self.tail = head.encode(), f"\r\n--{self.boundary}--\r\n".encode()

    def __len__(self) -> int:
        return len(self.head) + self.size + len(self.tail)

    def __iter__(self) -> Iterator[bytes]:
        yield self.head
        rest = self.size
        with self.path.open("rb") as file:
            while rest:
                block = file.read(min(BLOCK, rest))
                if not block:
                    raise OSError("it became shorter while it was read")
                rest -= len(block)
                yield block
                self.progress(self.size - rest)
        yield self.tail


class Drive:
    """The drive, as one of its users. `one_time_password` is asked where the account needs one."""

    def __init__(self, url: str, user: str, password: str, one_time_password: Callable[[], str] = lambda: ""):
        self.base = url.rstrip("/") + "/api/v1"
        self.origin = url.rstrip("/")
        self.user, self.password, self.one_time_password = user, password, one_time_password
        self.session = requests.Session()
        # App passwords are good for files and do not expire; they are sent as they are.
        self.is_app_password = password.startswith("hga_")
        if self.is_app_password:
            self.session.auth = (user.encode(), password.encode())
        else:
            self.sign_in()

    def sign_in(self) -> None:
        """Gets a token for an hour."""
        form = {"username": self.user, "password": self.password}
        answer = self.session.post(f"{self.base}/token", data=form, auth=_as_it_is)
        if answer.status_code == 401 and answer.json()["detail"] == "One-time password required":
            form["otp"] = self.one_time_password()
            answer = self.session.post(f"{self.base}/token", data=form, auth=_as_it_is)
        token = _checked(answer).json()["access_token"]
        self.session.headers["Authorization"] = f"Bearer {token}"

    def call(self, method: str, path: str, **request) -> requests.Response:
        """Makes a request; again where the token has ended, a pause was asked for, or the network failed."""
        failures, may_sign_in = 0, not self.is_app_password
        while True:
            try:
                auth = self.session.auth or _as_it_is
                answer = self.session.request(method, self.base + path, auth=auth, timeout=300, **request)
            except (requests.ConnectionError, requests.Timeout):
                failures += 1
                if failures == ATTEMPTS:
                    raise
                time.sleep(2**failures)
                continue
            if answer.status_code == 429:
                time.sleep(answer.json()["retry_after"])
            elif answer.status_code == 401 and may_sign_in and answer.json()["detail"] in TOKEN_REFUSED:
                may_sign_in = False
                self.sign_in()
            else:
                return _checked(answer)

    def files(self, top: str) -> dict[str, dict]:
        """The files in a folder and below it, by their paths from there."""
        paths = {f"{file['folder']}/{file['filename']}": file for file in self.call("GET", "/files/").json()}
        return {path.removeprefix(f"{top}/"): file for path, file in paths.items() if path.startswith(f"{top}/")}

    def folders(self) -> set[str]:
        return {folder["name"] for folder in self.call("GET", "/folders/").json()}

    def make_folder(self, path: str) -> None:
        self.call("POST", "/folders/", json={"folder": path})

    def upload(self, folder: str, path: Path, progress: Callable[[int], None]) -> dict:
        form = Form(path, progress)
        headers = {"Content-Type": f"multipart/form-data; boundary={form.boundary}"}
        return self.call("POST", f"/folders/{quote(folder, safe='')}/files/", data=form, headers=headers).json()

    def download(self, file: dict, part: Path, progress: Callable[[int], None]) -> None:
        """Makes `part` the whole file, going on after the bytes that it has: they are of the content that the file has now."""
        etag, size, failures = self.etag(file), int(file["size"]), 0
        while not part.exists() or part.stat().st_size < size:
            start = part.stat().st_size if part.exists() else 0
            headers = {"Range": f"bytes={start}-", "If-Range": etag} if start else {}
            with self.call("GET", f"{path_of(file)}/download", headers=headers, stream=True) as answer:
                if answer.headers["ETag"] != etag:
                    raise OSError("it was replaced in the drive meanwhile")
                try:
                    with part.open("ab") as output:
                        for block in answer.iter_content(BLOCK):
                            output.write(block)
                            progress(output.tell())
                except requests.RequestException:
                    failures = 0 if part.stat().st_size > start else failures + 1
                    if failures == ATTEMPTS:
                        raise

    def etag(self, file: dict) -> str:
        """What stands for its content."""
        answer = self.call("HEAD", f"{path_of(file)}/download")
        if "ETag" not in answer.headers:
            # An encrypted file, while encryption is off: a sentence, with status 200.
            answer = self.call("GET", f"{path_of(file)}/download")
            raise Refused(answer.status_code, answer.json()["detail"])
        return answer.headers["ETag"]

    def sha256(self, file: dict) -> str:
        """Of its bytes, in hexadecimal digits; empty where the drive does not know it."""
        return self.call("GET", f"{path_of(file)}/versions").json()[0]["sha256"]

    def delete(self, file: dict) -> None:
        """To the trash."""
        self.call("DELETE", path_of(file))

    def rename(self, file: dict, name: str) -> None:
        self.call("PUT", f"{path_of(file)}/rename", json={"new_name": name})

    def encrypt(self) -> None:
        """New files are encrypted from now on, and encrypted ones can be read."""
        self.call("POST", "/encryption/on")

    def is_encrypting(self) -> bool:
        return self.call("GET", "/stats/").json()["encryption_enabled"]

    def share(self, folder: str, options: dict) -> str:
        """A link to the files of a folder."""
        answer = self.call("POST", f"/folders/{quote(folder, safe='')}/share", json=options)
        return self.origin + answer.json()["message"]


def path_of(file: dict) -> str:
    return f"/folders/{quote(file['folder'], safe='')}/files/{quote(file['filename'], safe='')}"


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keeps `requests` from sending what it finds in ~/.netrc instead."""
    return request


def _checked(answer: requests.Response) -> requests.Response:
    if answer.ok:
        return answer
    try:
        detail = answer.json()["detail"]
    except (ValueError, KeyError):
        detail = f"The server answered with status {answer.status_code}."
    raise Refused(answer.status_code, detail)
