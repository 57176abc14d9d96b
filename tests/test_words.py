"""Both languages say the same things with the same arguments."""

import re

import pytest

from layoutdesk import words


def test_every_code_exists_in_both_languages_with_the_same_arguments() -> None:
    chinese, english = words.catalogue("zh"), words.catalogue("en")
    assert set(chinese) == set(english)
    for code, text in chinese.items():
        assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", english[code])), code


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_an_unknown_code_is_shown_with_its_arguments(language: str) -> None:
    assert words.text("no.such.code", language, file="a.txt") == "no.such.code: file a.txt"
