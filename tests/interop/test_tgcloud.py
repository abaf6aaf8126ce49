"""What was written for TgCloudAPI, whose document the drive keeps: its curl example as it is printed, a program, and both forms of each path."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from heliograph import Heliograph

HERE = Path(__file__).parent
#: An account with a second factor, so that none of the example's lines is for nothing.
PHONE, CODE, TELEGRAM_PASSWORD = "+9996621000", "22222", "sandbox"
#: Every call of the document.
CALLS = """
POST /register
POST /token
POST /tgcloud/auth/phone
POST /tgcloud/auth/verify_code
POST /tgcloud/auth/password
GET /tgcloud/auth/status
POST /folders/
GET /folders/
PUT /folders/{foldername}/rename
DELETE /folders/{foldername}/
POST /folders/{foldername}/files/
GET /folders/{foldername}/files/
GET /folders/{foldername}/files/{filename}
GET /folders/{foldername}/files/{filename}/download
PUT /folders/{foldername}/files/{filename}/rename
POST /folders/{foldername}/files/{filename}/move
DELETE /folders/{foldername}/files/{filename}
POST /encryption/on
POST /encryption/off
POST /folders/{foldername}/files/{filename}/share
POST /folders/{foldername}/share
POST /access/revoke/{token}
GET /access/file/{token}
GET /access/file/{token}/download
GET /access/folder/{token}
GET /access/folder/{token}/{filename}/download
GET /stats/
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Heliograph.start(tmp_path_factory.mktemp("server"))
    yield server
    assert server.stop() == 0


@pytest.fixture(scope="module")
def answers(server, tmp_path_factory) -> list[dict]:
    """What the lines of the example answer, with nothing filled in but what it leaves to the reader."""
    file = tmp_path_factory.mktemp("files") / "file.txt"
    file.write_text("hello world")
    filled_in = {
        "localhost:8000": f"localhost:{server.address.rsplit(':', 1)[1]}",
        "+34XXXXXXXXX": PHONE,
        "12345": CODE,
        "your_telegram_password": TELEGRAM_PASSWORD,
        "/path/to/file.txt": str(file),
    }
    answers = []
    for line in (HERE / "tgcloud_example.sh").read_text().splitlines():
        if not line.startswith("curl "):
            continue
        for placeholder, value in filled_in.items():
            line = line.replace(placeholder, value)
        said = subprocess.run([*shlex.split(line), "--silent", "--show-error"], capture_output=True, text=True, timeout=30)
        assert said.returncode == 0, said.stderr
        answers.append(json.loads(said.stdout))
        if token := answers[-1].get("access_token"):
            filled_in["<token>"] = token
    return answers


def test_the_example_works_as_printed(answers):
    registered, token, *signing_in, uploaded = answers
    assert registered == {"message": "User 'user' registered successfully"}
    assert list(token) == ["access_token", "token_type"]
    assert [answer["message"] for answer in signing_in] == ["Code sent", "Password required", "Authenticated"]
    facts = {"folder": "myfolder", "filename": "file.txt", "size": "11", "encrypted": False, "original_name": "file.txt"}
    assert facts.items() <= uploaded.items()


def test_a_program_from_its_document_works_as_it_stands(server, answers):
    said = subprocess.run(
        [sys.executable, HERE / "tgcloud.py", server.url, "somebody"], capture_output=True, text=True, timeout=60
    )
    assert (said.returncode, said.stdout) == (0, "every call answers\n"), said.stderr


@pytest.mark.parametrize("call", CALLS.split("\n")[1:-1])
def test_the_other_form_of_slash_leads_to_the_documented_one(call, server, answers):
    method, path = call.split(" ")
    path = re.sub(r"\{\w+\}", "a%20b", path)
    url = f"{server.url}/api/v1{path}"
    other = url[:-1] if url.endswith("/") else f"{url}/"
    headers = {"Authorization": f"Bearer {answers[1]['access_token']}"}
    redirect = requests.request(method, f"{other}?q=1", headers=headers, allow_redirects=False)
    assert (redirect.status_code, redirect.headers.get("Location")) == (307, f"{url}?q=1")
    # Of the documented form there is a call: it is no unknown path, and no other method's.
    answer = requests.request(method, url, headers=headers, allow_redirects=False)
    assert answer.status_code not in (307, 405)
    assert answer.json() != {"detail": "Not Found"}


def test_curl_and_requests_go_on_to_the_documented_form(server, answers, tmp_path):
    (tmp_path / "by curl.txt").write_text("by curl")
    token = answers[1]["access_token"]
    url = f"{server.url}/api/v1/folders/slashes/files"
    command = ["curl", "-sSL", url, "-H", f"Authorization: Bearer {token}", "-F", "file=@by curl.txt"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=30)
    assert json.loads(said.stdout)["filename"] == "by curl.txt", said.stderr
    headers = {"Authorization": f"Bearer {token}"}
    sent = requests.post(url, headers=headers, files={"file": ("by requests.txt", b"by requests")})
    assert sent.json()["filename"] == "by requests.txt"
    assert requests.get(f"{url}/by requests.txt/download/", headers=headers).content == b"by requests"
