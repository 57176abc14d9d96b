"""Both languages say the same things with the same arguments."""

import ast
import re
from pathlib import Path

import pytest

from layoutdesk import words


def test_every_code_exists_in_both_languages_with_the_same_arguments() -> None:
    chinese, english = words.catalogue("zh"), words.catalogue("en")
    assert set(chinese) == set(english)
    for code, text in chinese.items():
        assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)(?::[^{}]*)?}", english[code])), code


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_an_unknown_code_is_shown_with_its_arguments(language: str) -> None:
    assert words.text("no.such.code", language, file="a.txt") == "no.such.code: file a.txt"


@pytest.mark.parametrize(("lines", "said"), [(1, "1.5 pt and 1 line"), (2, "1.5 pt and 2 lines")])
def test_english_counts_in_the_singular_where_there_is_one(lines: int, said: str) -> None:
    assert words.text("compose.head-tight", "en", text="题", size="1.5", lines=lines).endswith(said)


def test_every_code_that_the_window_asks_for_has_a_text() -> None:
    """Also where a part of the code is filled in: some text must begin as its fixed beginning does."""
    known = words.catalogue("en")
    for path in (Path(__file__).parents[1] / "layoutdesk" / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                begins = str(node.values[0].value)
                if re.fullmatch(r"(ui|styles)\.[\w.-]*", begins):
                    assert any(code.startswith(begins) for code in known), f"{path.name}: {begins}"
            elif isinstance(node, ast.Constant) and re.fullmatch(r"ui\.\w+\.[\w.-]*\w", str(node.value)):
                wanted = str(node.value)
                assert any(code.startswith(wanted) for code in known), f"{path.name}: {wanted}"


def test_every_refusal_fills_in_what_its_sentence_asks_for() -> None:
    """One showed the name of its field in place of the folder."""
    lacking = []
    for path in (Path(__file__).parents[1] / "layoutdesk").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refusal"):
                continue
            given = {each.arg for each in node.keywords}
            if None in given or not (node.args and isinstance(node.args[0], ast.Constant)):
                continue
            for language in ("zh", "en"):
                sentence = words.catalogue(language)[node.args[0].value]
                fields = set(re.findall(r"(?<!{){(\w+)(?::[^{}]*)?}(?!})", sentence))
                lacking += [(path.name, node.lineno, name) for name in fields - given]
    assert lacking == []
