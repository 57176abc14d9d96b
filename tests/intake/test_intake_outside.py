"""Files from elsewhere beside the checkout, each in a process of its own under the limits: read right, or refused in words."""

from pathlib import Path

import pytest
from reading import outcomes

from layoutdesk.jobs import run_limited

#: What must come out of some of them: words of the text, or the code of the refusal.
WANTED = {
    "external-image.docx": "intake.external-picture",
    "no-document-part.docx": "intake.docx-no-text",
    "txt-renamed.docx": "新春走基层活动启动",
    "set-no-settings-part.docx": "intake.empty",
    "gbk-rtf.rtf": "报纸排版",
    "deep.rtf": "intake.rtf-deep",
    "issue_28.rtf": "印刷情况反映",
    "issue_55_1.rtf": "ü  เ ü",
    "ansicpg1250.rtf": "zapoznanie się z poniższą",
    "TX_RTF32_18.0.541.501.rtf": "≤",
    "minimal_table.rtf": "cell 1\tcell 2\tcell 3",
    "mac_textedit_hyperlink.rtf": "github (real)",
    "french.rtf": "a 10´000 d?",
}


@pytest.mark.parametrize("folder", ["documents", "text"])
def test_every_file_is_read_or_refused_in_words(shared: Path, folder: str) -> None:
    paths = sorted(path for path in (shared / "badinput" / folder).rglob("*") if path.is_file())
    # All of them together in the time and memory that one may take.
    for name, code, _, text in run_limited(outcomes, paths, seconds=10.0, megabytes=1024):
        wanted = WANTED.get(name, "")
        if code:
            assert wanted in ("", code), (name, code)
        else:
            assert wanted in text and "\ufffd" not in text and text.strip(), name
