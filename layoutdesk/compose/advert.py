"""Adverts (广告): artwork shown whole in its place, a hairline round it, and the word 广告 that none may lack."""

from __future__ import annotations

from layoutdesk.base.colour import BLACK, WHITE
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.context import Context, Scope
from layoutdesk.compose.sheet import Sheet
from layoutdesk.compose.types import Drawn
from layoutdesk.compose.wording import ADVERT, word
from layoutdesk.model.document import Asset
from layoutdesk.model.elements import Advert, Corner
from layoutdesk.model.story import Story, pictures
from layoutdesk.text.paragraph import set_line

_HAIRLINE = 0.25
#: Artwork that leaves more than this share of its place white has another shape than was booked.
MOST_WHITE = 0.12
_WHOLE = Rect(0, 0, 1, 1)


def draw_advert(scope: Scope, advert: Advert) -> Drawn:
    """An advert on its grid area; artwork that was not supplied leaves a crossed box with its name."""
    context = scope.context
    rect = context.grid.rect(advert.area)
    sheet = Sheet(context, advert.id)
    asset = context.assets.get(advert.asset)
    name = _name(scope, advert) if asset is None else ""
    place = _whole_in(asset, rect) if asset is not None else rect
    sheet.picture(advert.asset, place, _WHOLE, name)
    white = 1 - place.w * place.h / (rect.w * rect.h)
    if white > MOST_WHITE:
        sheet.problem("compose.advert-shape", "warning", share=f"{100 * white:.0f}")
    if name:
        style = context.style("caption")
        sheet.text(name, rect.x + rect.w / 2, rect.y + rect.h / 2 - style.size, style, "center")
    sheet.box(rect, None, BLACK, _HAIRLINE)
    add_label(sheet, label_of(context, advert), rect, advert.corner)
    return sheet.drawn(rect)


def label_of(context: Context, advert: Advert) -> str:
    """The word that an advert prints: its own, else that of the issue's language."""
    return advert.label or word(ADVERT, context.language)


def add_label(sheet: Sheet, label: str, rect: Rect, corner: Corner) -> None:
    """The word 广告 in a corner, on white so that no artwork swallows it."""
    style = sheet.context.style("advert-label")
    width = set_line(label, style, sheet.context.book).width
    pad, height = style.size * 0.35, style.size * 1.4
    left = rect.right - width - 2 * pad if corner.endswith("right") else rect.x
    top = rect.bottom - height if corner.startswith("lower") else rect.y
    sheet.box(Rect(rounded(left), rounded(top), rounded(width + 2 * pad), height), WHITE, BLACK, _HAIRLINE)
    sheet.text(label, left + pad, top + height / 2 + style.size * 0.38, style)


def label_text_advert(sheet: Sheet, story: Story, rect: Rect) -> None:
    """An advert that is set from copy carries the word too, unless its own label says it."""
    label = word(ADVERT, sheet.context.language)
    if story.label is None or label not in story.label.text:
        add_label(sheet, label, rect, "lower-right")


def _whole_in(asset: Asset, rect: Rect) -> Rect:
    """Where artwork stands that is shown whole in the middle of its place: nothing of an advert is cut off."""
    scale = min(rect.w / asset.width, rect.h / asset.height)
    w, h = asset.width * scale, asset.height * scale
    return Rect(rounded(rect.x + (rect.w - w) / 2), rounded(rect.y + (rect.h - h) / 2), rounded(w), rounded(h))


def _name(scope: Scope, advert: Advert) -> str:
    """The file that the copy of an advert names."""
    for story in scope.document.stories:
        if advert.story and story.id == advert.story:
            return next((picture.name for picture in pictures(story) if picture.name), "")
    return advert.asset
