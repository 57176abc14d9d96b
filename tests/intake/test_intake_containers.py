"""Archives inside copy: opened under limits, and refused in words beyond them."""

import io
import stat
import warnings
import zipfile
from collections.abc import Callable

import pytest
from made_documents import docx, p, zipped

from layoutdesk import words
from layoutdesk.base.problem import Refusal
from layoutdesk.intake import readers
from layoutdesk.intake.containers import Limits, open_container


def changed(change: Callable[[zipfile.ZipInfo], None], content: bytes = b"text") -> bytes:
    """An archive with one part whose entry was changed."""
    out = io.BytesIO()
    info = zipfile.ZipInfo("part.txt")
    info.compress_type = zipfile.ZIP_DEFLATED
    change(info)
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, content)
    return out.getvalue()


def called(name: str) -> bytes:
    return changed(lambda info: setattr(info, "filename", name))


def twice() -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("a.xml", "one")
        archive.writestr("A.xml", "two")
    return out.getvalue()


def link(info: zipfile.ZipInfo) -> None:
    info.external_attr = (stat.S_IFLNK | 0o777) << 16


def locked() -> bytes:
    """An archive whose entry says that it is encrypted."""
    data = bytearray(zipped({"part.txt": "text"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def test_parts_are_found_whatever_their_case() -> None:
    container = open_container(zipped({"Word/Document.xml": "<a/>"}), "某稿.docx")
    assert "word/document.xml" in container and container.read("WORD/document.XML") == b"<a/>"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (called("/etc/part.xml"), "container-path"),
        (called("../part.xml"), "container-path"),
        (called("word\\..\\..\\part.xml"), "container-path"),
        (called("C:part.xml"), "container-path"),
        (changed(link), "container-link"),
        (twice(), "container-twice"),
        (locked(), "container-locked"),
        (changed(lambda info: setattr(info, "compress_type", zipfile.ZIP_BZIP2)), "container-broken"),
        (zipped({"a.xml": bytes(40_000_000)}), "container-ratio"),
        (zipped({"a.xml": bytes(70_000_000)}), "container-size"),
        (zipped({str(number): b"" for number in range(5_000)}), "container-many"),
        (zipped({"a.txt": "text"})[:-30], "container-broken"),
        (zipped({"a.txt": "text"})[:60], "container-broken"),
    ],
    ids=lambda value: value if isinstance(value, str) else "archive",
)
def test_what_goes_beyond_the_limits_is_refused_in_words(data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        open_container(data, "某稿.docx")
    assert refused.value.code == f"intake.{code}"
    for language in words.LANGUAGES:
        sentence = words.refusal_text(refused.value, language)
        assert "某稿.docx" in sentence and "{" not in sentence


def test_a_missing_part_and_a_damaged_one_are_refused() -> None:
    data = bytearray(zipped({"a.txt": "text" * 100}))
    data[40] ^= 0xFF
    for part, code in (("b.txt", "container-part"), ("a.txt", "container-broken")):
        with pytest.raises(Refusal) as refused:
            open_container(bytes(data), "某稿.docx").read(part)
        assert refused.value.code == f"intake.{code}"


def test_a_list_of_parts_that_is_too_long_is_refused_before_it_is_read() -> None:
    data = zipped({f"{number:060}": b"" for number in range(200)})
    with pytest.raises(Refusal) as refused:
        open_container(data, "某稿.docx", Limits(directory=10_000))
    assert refused.value.code == "intake.container-many"


def test_the_sizes_of_all_parts_count_together() -> None:
    data = zipped({str(number): bytes(600) for number in range(10)})
    with pytest.raises(Refusal) as refused:
        open_container(data, "某稿.docx", Limits(total=4_000))
    assert refused.value.code == "intake.container-size"


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ('<!DOCTYPE d [<!ENTITY a "aaaa">]><w:document>&a;</w:document>', "xml-doctype"),
        ("<w:document>" * 5_000, "xml-depth"),
        ("<a>" + "<b/>" * 400_000 + "</a>", "xml-elements"),
    ],
)
def test_bombs_of_xml_inside_a_document_are_refused(document: str, code: str) -> None:
    files = {"[Content_Types].xml": "<Types/>", "word/document.xml": document.replace("w:", "")}
    with pytest.raises(Refusal) as refused:
        readers.read(zipped(files, packed=False), "某稿.docx")
    assert refused.value.code == f"intake.{code}"


def test_a_table_of_more_cells_than_any_page_has_is_refused_while_it_is_read() -> None:
    row = "<w:tr>" + f"<w:tc>{p('一')}</w:tc>" * 100 + "</w:tr>"
    with pytest.raises(Refusal) as refused:
        readers.read(docx("<w:tbl>" + row * 30 + "</w:tbl>"), "某稿.docx")
    assert refused.value.code == "intake.table-too-large"


def test_a_sheet_of_another_program_is_refused_by_its_name() -> None:
    link = '<Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.xml"/>'
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f"<Relationships>{link}</Relationships>",
        "xl/workbook.xml": "<a/>",
    }
    with pytest.raises(Refusal) as refused:
        readers.read(zipped(files), "某表.xlsx")
    assert refused.value.code == "intake.format" and refused.value.args_["format"] == "Excel"
