"""Adverts as PDF: their size is their trim, what may not print is refused, what must be known is said, the screen shows them."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from layoutdesk import words
from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.pictures.cache import PictureCache
from layoutdesk.pictures.convert import press, preview
from layoutdesk.pictures.read import asset_from, inspect, supply

#: A cyan rectangle from (10, 10) to (110, 60).
CYAN = b"1 0 0 0 k 10 10 100 50 re f"


def advert(content: bytes = CYAN, change: Callable[[pikepdf.Pdf], None] | None = None, **save: object) -> bytes:
    """A page of 140 × 90 points whose trim is 10 points inside."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(140, 90))
    page = pdf.pages[0]
    page.obj.TrimBox = Array([10, 10, 130, 80])
    page.obj.Contents = pdf.make_stream(content)
    if change is not None:
        change(pdf)
    out = io.BytesIO()
    pdf.save(out, **save)
    return out.getvalue()


def codes(data: bytes) -> dict[str, str]:
    found = inspect(data, "a.pdf").problems
    for problem in found:
        assert all("a.pdf" in words.problem_text(problem, language) for language in words.LANGUAGES)
    return {problem.code.removeprefix("pictures."): problem.severity for problem in found}


def refused(data: bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        inspect(data, "a.pdf")
    assert all("a.pdf" in words.refusal_text(caught.value, language) for language in words.LANGUAGES)
    return caught.value


def test_the_size_of_an_advert_is_its_trim_in_points() -> None:
    asset = asset_from(advert(), "a.pdf", "", IdSource(b"seed"))
    assert (asset.media, asset.mode, asset.width, asset.height) == ("application/pdf", "PDF", 120, 70)


def test_without_a_trim_the_crop_and_then_the_media_box_count() -> None:
    def crop(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].obj.TrimBox
        pdf.pages[0].obj.CropBox = Array([0, 0, 100, 50])

    def neither(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].obj.TrimBox

    assert (inspect(advert(change=crop), "a").width, inspect(advert(change=neither), "a").width) == (100, 140)


def test_a_turned_page_counts_upright() -> None:
    def turn(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Rotate = 90

    info = inspect(advert(change=turn), "a.pdf")
    assert (info.width, info.height) == (70, 120)


def test_a_clean_advert_is_taken_without_a_word() -> None:
    assert codes(advert()) == {}


def test_more_than_one_page_is_said() -> None:
    assert codes(advert(change=lambda pdf: pdf.pages.append(pdf.pages[0]))) == {"pdf_pages": "warning"}


@pytest.mark.parametrize("user", ["", "secret"])
def test_an_encrypted_advert_is_refused(user: str) -> None:
    assert refused(advert(encryption=pikepdf.Encryption(owner="o", user=user))).code == "pictures.pdf_locked"


def with_font(pdf: pikepdf.Pdf) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica-Oblique"))
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))


def test_fonts_that_are_not_in_the_file_are_refused_by_name() -> None:
    found = refused(advert(b"BT /F1 9 Tf (a) Tj ET", with_font))
    assert (found.code, found.args_["fonts"]) == ("pictures.pdf_fonts", "Helvetica-Oblique")
    # One that is chosen is placed with the content, painted or not.
    assert refused(advert(b"BT /F1 9 Tf ET", with_font)).code == "pictures.pdf_fonts"
    # One that is listed and never used keeps nothing from printing.
    assert codes(advert(CYAN, with_font)) == {}


def test_colour_that_no_plate_has_is_an_error() -> None:
    assert codes(advert(b"1 0 0 rg 10 10 100 50 re f")) == {"pdf_rgb": "error"}


def test_scripts_attachments_and_notes_are_said() -> None:
    def script(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))

    def attachment(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["a.exe"] = b"MZ"

    def note(pdf: pikepdf.Pdf) -> None:
        text = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([20, 20, 40, 40]))
        pdf.pages[0].obj.Annots = Array([text])

    assert codes(advert(change=script)) == {"pdf_active": "warning"}
    assert codes(advert(change=attachment)) == {"pdf_active": "warning"}
    assert codes(advert(change=note)) == {"pdf_notes": "note"}


def test_transparency_is_said() -> None:
    def clear(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Resources = Dictionary(ExtGState=Dictionary(G=Dictionary(ca=0.5)))

    assert codes(advert(b"/G gs " + CYAN, clear)) == {"pdf_transparent": "note"}


@pytest.mark.parametrize("box", [[0, 0, 3, 3], [0, 0, 90_000, 90_000], [5, 5, 5, 5]])
def test_a_page_of_absurd_size_is_refused(box: list[int]) -> None:
    def resize(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.TrimBox = Array(box)

    assert refused(advert(change=resize)).code == "pictures.pdf_size"


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>", advert()[:200]]
)
def test_a_damaged_advert_is_refused(data: bytes) -> None:
    assert refused(data).code == "pictures.pdf_damaged"


def test_forms_that_draw_themselves_are_refused() -> None:
    def circle(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(b"/X Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        form.Resources = Dictionary(XObject=Dictionary(X=form))
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=form))

    assert refused(advert(b"/X Do", circle)).code == "pictures.pdf_damaged"


def test_the_screen_shows_the_trim_at_the_size_that_it_asks_for(tmp_path: Path) -> None:
    data = advert()
    asset = asset_from(data, "a.pdf", "", IdSource(b"seed"))
    shown = preview(asset, data, 600, store=PictureCache(tmp_path))
    assert (shown.width, shown.height) == (600, 350)

    def pixel(x: int, y: int) -> tuple[int, ...]:
        start = 3 * (y * shown.width + x)
        return tuple(shown.rgb[start : start + 3])

    # The rectangle begins in the corner of the trim, below and left, and ends 20 points from its right and upper edges.
    assert pixel(590, 340) == (255, 255, 255) == pixel(5, 5)
    red, green, blue = pixel(5, 340)
    assert red < green < blue + 40
    assert pixel(480, 120) == pixel(5, 340)


def test_a_press_image_of_an_advert_has_the_pixels_of_the_press(tmp_path: Path) -> None:
    data = advert()
    asset = asset_from(data, "a.pdf", "", IdSource(b"seed"))
    made = press(asset, data, 72, 42, store=PictureCache(tmp_path))
    assert (made.width, made.height, made.components) == (300, 175, 4)


def test_copy_may_name_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "advert.pdf").write_bytes(advert())
    supplied = supply(tmp_path, ["advert.pdf"], IdSource(b"seed"))
    assert supplied.assets["advert.pdf"].media == "application/pdf"
