"""Both languages say the same things with the same arguments."""

import re

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
