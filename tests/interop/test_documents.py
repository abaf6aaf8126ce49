"""The Python examples of the APIs' documents, run as they stand there, one after the other."""

import re
from pathlib import Path

import pytest

from heliograph import Heliograph

DOCUMENTS = Path(__file__).parents[2] / "docs/api"

#: What a reader of each document has to fill in.
READERS = {
    "accounts.md": {"code": "22222", "files": {"report.pdf": b"%PDF-1.4 a report"}},
}


@pytest.fixture
def heliograph(tmp_path):
    server = Heliograph.start(tmp_path)
    yield server
    assert server.stop() == 0


@pytest.mark.parametrize("name", READERS)
def test_examples_work_as_they_stand(name, heliograph, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for file, content in READERS[name]["files"].items():
        Path(file).write_bytes(content)
    blocks = re.findall(r"```python\n(.*?)```", (DOCUMENTS / name).read_text(), re.S)
    assert blocks
    names = {"input": lambda question: READERS[name]["code"]}
    for block in blocks:
        block = block.replace("http://127.0.0.1:8000", heliograph.url).replace("hg_…", heliograph.key)
        exec(compile(block, name, "exec"), names)
    assert names["whole"] == READERS[name]["files"]["report.pdf"]
    assert capsys.readouterr().out
