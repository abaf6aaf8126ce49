"""A program that was written from the document of TgCloudAPI alone, and knows nothing of this server.

It makes every call of that document, and expects the answers that TgCloudAPI gives. The storage account is signed in before, since its number is not
in the document. Arguments: the server's address, a name to register.
"""

import sys

import requests

server, user = sys.argv[1:]
api = f"{server}/api/v1"
session = requests.Session()


def call(method, path, **request):
    """What a call answers; the answer of a refusal is an error."""
    answer = session.request(method, api + path, **request)
    answer.raise_for_status()
    return answer


def message(method, path, **request):
    answer = call(method, path, **request).json()
    assert list(answer) == ["message"], answer
    return answer["message"]


# User authentication
account = {"username": user, "password": "pass"}
assert message("POST", "/register", json=account) == f"User '{user}' registered successfully"
token = call("POST", "/token", data=account).json()
assert list(token) == ["access_token", "token_type"] and token["token_type"] == "bearer"
session.headers["Authorization"] = f"Bearer {token['access_token']}"

# Telegram session authentication
assert message("GET", "/tgcloud/auth/status") == "Authorized"

# Folders
made = call("POST", "/folders/", json={"folder": "myfolder"}).json()
assert list(made)[:5] == ["id", "name", "file_count", "message_ids", "created_at"]
assert (made["name"], made["file_count"], made["message_ids"]) == ("myfolder", None, None)
call("POST", "/folders/", json={"folder": "otherfolder"})
assert [folder["name"] for folder in call("GET", "/folders/").json()] == ["myfolder", "otherfolder"]
assert message("PUT", "/folders/myfolder/rename", json={"new_name": "newfolder"}) == "Folder 'myfolder' renamed to 'newfolder'"

# Files
content = "hello world, ¡hola mundo!".encode()
sent = call("POST", "/folders/newfolder/files/", files={"file": ("file.txt", content)}).json()
keys = ["folder", "filename", "size", "encrypted", "original_name", "id", "message_id", "uploaded_at"]
assert list(sent)[:8] == keys, sent
facts = {"folder": "newfolder", "filename": "file.txt", "size": str(len(content)), "encrypted": False}
assert {key: sent[key] for key in facts} == facts and sent["original_name"] == "file.txt" and sent["message_id"] > 0
assert call("GET", "/folders/newfolder/files/").json() == [sent]
assert call("GET", "/folders/newfolder/files/file.txt").json() == sent
download = call("GET", "/folders/newfolder/files/file.txt/download")
assert download.content == content
assert download.headers["Content-Type"] == "application/octet-stream"
assert download.headers["Content-Disposition"].startswith('attachment; filename="file.txt"')
part = call("GET", "/folders/newfolder/files/file.txt/download", headers={"Range": "bytes=0-4"})
assert (part.status_code, part.content, part.headers["Content-Range"]) == (206, b"hello", f"bytes 0-4/{len(content)}")
renamed = message("PUT", "/folders/newfolder/files/file.txt/rename", json={"new_name": "newfile.txt"})
assert renamed == "File 'file.txt' renamed to 'newfile.txt' in folder 'newfolder'"
moved = message("POST", "/folders/newfolder/files/newfile.txt/move", json={"dest_folder": "otherfolder"})
assert moved == "File 'newfile.txt' moved from 'newfolder' to 'otherfolder'"

# Encryption
assert message("POST", "/encryption/on") == "Encryption enabled for this account"
call("POST", "/folders/otherfolder/files/", files={"file": ("secret.txt", content)})
assert call("GET", "/folders/otherfolder/files/secret.txt").json()["encrypted"] is True
assert call("GET", "/folders/otherfolder/files/secret.txt/download").content == content
assert message("POST", "/encryption/off") == "Encryption disabled for this account"
shut = call("GET", "/folders/otherfolder/files/secret.txt/download").json()
assert shut == {"detail": "This file is encrypted. Please enable encryption in your account to download it."}

# Sharing
link = message("POST", "/folders/otherfolder/files/newfile.txt/share")
assert link.startswith("/api/v1/access/file/")
visitor = requests.Session()
assert visitor.get(server + link).json()["filename"] == "newfile.txt"
assert visitor.get(f"{server}{link}/download").content == content
assert message("POST", f"/access/revoke/{link.rsplit('/', 1)[1]}") == "Share token revoked"
refused = visitor.get(server + link)
assert (refused.status_code, refused.json()) == (401, {"detail": "Share token revoked or not found"})
link = message("POST", "/folders/otherfolder/share")
assert link.startswith("/api/v1/access/folder/")
assert [file["filename"] for file in visitor.get(server + link).json()] == ["newfile.txt", "secret.txt"]
assert visitor.get(f"{server}{link}/newfile.txt/download").content == content

# Stats
stats = call("GET", "/stats/").json()
documented = ["total_space_used", "total_files", "total_folders", "space_used_for_folder", "encryption_enabled"]
assert list(stats)[:5] == documented, stats
assert (stats["total_files"], stats["total_folders"], stats["encryption_enabled"]) == (2, 2, False)

# Deleting
assert message("DELETE", "/folders/otherfolder/files/newfile.txt") == "File 'newfile.txt' deleted from folder 'otherfolder'"
assert message("DELETE", "/folders/otherfolder/") == "Folder 'otherfolder' deleted"
assert message("DELETE", "/folders/newfolder/") == "Folder 'newfolder' deleted"
assert call("GET", "/folders/").json() == []
print("every call answers")
