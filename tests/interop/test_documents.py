"""The Python examples of the APIs' documents, run as they stand there, one after the other."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from heliograph import Heliograph

DOCUMENTS = Path(__file__).parents[2] / "docs/api"
REPORT = b"%PDF-1.4 a report"
#: A message in the demo account's group.
MESSAGE = "All 217 of them? I counted again on Sunday."


@dataclass
class Reader:
    """What a reader of a document fills in, and finds afterwards."""

    #: Files that lie beside the program.
    files: dict[str, bytes] = field(default_factory=dict)
    #: What variables hold at the end.
    leaves: dict[str, bytes] = field(default_factory=dict)


READERS = {
    "accounts.md": Reader(files={"report.pdf": REPORT}, leaves={"whole": REPORT}),
    "events.md": Reader(),
}


@pytest.mark.parametrize("name", READERS)
def test_examples_work_as_they_stand(name, heliograph: Heliograph, tmp_path, monkeypatch, capsys):
    reader = READERS[name]
    monkeypatch.chdir(tmp_path)
    for file, content in reader.files.items():
        Path(file).write_bytes(content)
    blocks = re.findall(r"```python\n(.*?)```", (DOCUMENTS / name).read_text(), re.S)
    assert blocks
    names = {"input": lambda question: "22222"}
    for block in blocks:
        block = block.replace("127.0.0.1:8000", heliograph.address).replace("hg_…", heliograph.key)
        exec(compile(block, name, "exec"), names)
    assert {name: names[name] for name in reader.leaves} == reader.leaves
    assert MESSAGE in capsys.readouterr().out
