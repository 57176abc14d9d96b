"""Character styles of the parts of a headline in a page plan."""

import json
from pathlib import Path

from layoutdesk.makeup.compiling import Wish, compile_copy

TEXT = "春茶开采的第三天，山里的人比鸟起得还早。采茶的、收茶的、看茶的，都往一条路上走，路边的露水还没有干。"


def test_heads_have_character_styles_where_their_lines_stay_apart_and_without_controls(tmp_path: Path) -> None:
    """In boxes of their own, in blocks and for make-up; what lies outside the text is left out."""
    spans = [[0, 2, "dots"], {"start": 5, "end": 7, "style": "superscript"}, [6, 99, "bold"]]
    head = {"text": "春\u0007茶上\n市m2", "size": 24, "box": [20, 20, 160, 30], "spans": spans}
    planned = {"headline": head}
    flowing = {"headline": {"text": "秋茶m2", "spans": [[3, 4, "superscript"]]}, "deck": "副题", "paras": [TEXT]}
    page = {"no": 1, "articles": [planned], "flow": {"articles": [flowing], "box": [20, 300, 300, 200]}}
    file = tmp_path / "plan.json"
    file.write_text(
        json.dumps({"format": "neutral-issue/1", "page_mm": [390, 543], "margin": 15, "pages": [page]}), "utf-8"
    )
    made = compile_copy(Wish(copies=(file,), target=tmp_path / "out.ldesk"))
    heads = {story.main.text: story.main for story in made.document.stories if story.main}
    assert [(span.start, span.end, span.style) for span in heads["春茶上市m2"].spans] == [
        (0, 1, "dots"),
        (3, 5, "superscript"),
    ]
    assert heads["春茶上市m2"].breaks == (3,)
    assert [(span.start, span.end, span.style) for span in heads["秋茶m2"].spans] == [(3, 4, "superscript")]
    assert {"秋茶m2", "春茶上", "市m2"} <= {line.text for line in made.pages[0].lines}
