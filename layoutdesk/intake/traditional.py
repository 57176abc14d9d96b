"""The trade's words in Traditional characters (繁体): the names of fields, styles and kinds are known in both.

Only characters that these names have are here; the text of the copy is never changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

_Value = TypeVar("_Value")

_TRADITIONAL: Final = str.maketrans(
    "报号邮发办电话价农历语责编对维码题类标栏图简讯广启评论关闻链导签录条记声注说",
    "報號郵發辦電話價農曆語責編對維碼題類標欄圖簡訊廣啟評論關聞鏈導簽錄條記聲註說",
)
#: Other forms of some of these characters.
_ALSO: Final = str.maketrans("曆啟註", "歷啓注")


def in_both(names: Mapping[str, _Value]) -> dict[str, _Value]:
    """The table with every Chinese name in Traditional characters as well, in the order of the table."""
    written = {name.translate(_TRADITIONAL): value for name, value in names.items()}
    also = {name.translate(_ALSO): value for name, value in written.items()}
    return {**names, **written, **also}
