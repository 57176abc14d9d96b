"""Which numbers a line's end parts: those that a reader would copy wrong, nothing that has joints of its own."""

from __future__ import annotations

import pytest

from layoutdesk.text.numbers import parted_number


@pytest.mark.parametrize(
    ("before", "after", "number"),
    [
        ("身份证号420502199001", "011234，", "420502199001011234"),
        ("代码91420500MA48", "ABCD1X。", "91420500MA48ABCD1X"),
        ("起拍价1,286,", "500.00元", "1,286,500.00"),
        ("上午10∶", "30开始", "10∶30"),
        ("误差0.5m", "m以内", "0.5mm"),
        ("电话0717-6666", "888转", "6666888"),
        ("电话0717-", "6666888转", ""),
        ("全长", "30米", ""),
        ("全长30", "米", ""),
        ("乘C919", "客机", ""),
        ("the counter", "productive", ""),
        ("网址www.example.com/2026/11", "28/n20261128.html", ""),
        ("邮箱zhaopin20", "26@example.com", ""),
        ("", "2026年", ""),
    ],
)
def test_the_number_that_a_lines_end_parts(before: str, after: str, number: str) -> None:
    assert parted_number(before + after, len(before)) == number
