"""What is too long for a list ends at a word or a character, and says that there is more."""

from hypothesis import given
from hypothesis import strategies as st

from layoutdesk.base.brief import brief, head, tail
from layoutdesk.model import Paragraph, PictureRef, Story
from layoutdesk.model.story import display_title


def test_chinese_ends_at_a_character_and_english_at_a_word() -> None:
    assert brief("老街改造让三百户居民搬回了沿河的旧居", 8) == "老街改造让三百户…"
    assert brief("The harbour lights went out at dawn", 16) == "The harbour…"
    assert brief("The harbour lights went out at dawn", 18) == "The harbour lights…"
    assert brief("本报讯，记者Alexander今天从县里回来", 10) == "本报讯，记者…"
    assert brief("一二三四，六七", 5) == "一二三四…"
    assert brief("Donaudampfschifffahrt", 6) == "Donaud…"


@given(st.text(alphabet="甲乙，。 ab-’c1\n", max_size=40), st.integers(1, 20))
def test_it_begins_as_the_text_does_and_only_what_is_cut_has_dots(text: str, most: int) -> None:
    line, said = " ".join(text.split()), brief(text, most)
    assert len(said) <= most + 1
    assert line == said if len(line) <= most else said.endswith("…") and line.startswith(said[:-1])


@given(st.text(alphabet="甲乙，。 ab-’c1", min_size=2, max_size=40), st.data())
def test_both_ends_are_of_the_text_and_part_no_word_that_has_a_neighbour(line: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(line) - 1))
    before, after = head(line, at), tail(line, at)
    assert before and line[:at].startswith(before) and after and line[at:].endswith(after)


def test_the_end_of_a_line_begins_with_a_word() -> None:
    line = "Resize to 3 columns × 36 rows"
    assert (head(line, 15), tail(line, 15)) == ("Resize to 3", "× 36 rows")
    assert tail("老街改造", 2) == "改造"


def test_a_story_without_headline_is_called_by_how_it_begins_with_dots() -> None:
    long = Paragraph(id="p", text="The harbour lights went out at dawn, and nobody knew why.")
    assert display_title(Story(id="s", body=(long,))) == "The harbour…"
    assert display_title(Story(id="s", body=(Paragraph(id="p", text="渡口的灯灭了。"),))) == "渡口的灯灭了。"
    shown = PictureRef(
        id="r", name="a.jpg", caption=Paragraph(id="c", text="渡口的灯在夜里亮到天明，往来的船只依次靠岸。")
    )
    assert display_title(Story(id="s", body=(shown,))) == "渡口的灯在夜里亮到天明，往来的船…"
