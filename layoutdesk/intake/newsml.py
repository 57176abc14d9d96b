"""NewsML-G2 (2.35 and before) to the lines of a manuscript: news items, alone or several in one message, texts with their pictures.

An item's text lies in it as NITF, XHTML or plain text; its headline, byline and credit stand in its metadata. A picture item
gives the picture's caption and credit; the picture itself lies elsewhere, is never fetched, and is looked for by its bare name
beside the copy. Packages only refer to items: those of a message are read in the order in which its packages name them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from layoutdesk.intake import inline, nitf
from layoutdesk.intake.inline import Text
from layoutdesk.intake.nitf import pieces, text_of
from layoutdesk.intake.sheet import Sheet
from layoutdesk.intake.xml import local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ROOTS: Final = ("newsMessage", "newsItem", "packageItem", "contentSet", "conceptItem", "knowledgeItem", "planningItem")

#: Renditions from the best for print down, by the last part of their code; others come between.
_BEST: Final = ("highres", "original", "print", "master")
_WORST: Final = ("thumb", "thumbnail", "preview", "web", "lowres")


def write(root: Element, sheet: Sheet) -> None:
    """Writes the news items under ``root`` on the sheet; items of other kinds are told."""
    for item in _with_pictures_first([_Item(item, sheet) for item in _items(root)]):
        item.write()
    for other in root.iter():
        if local(other) in ("conceptItem", "knowledgeItem", "planningItem"):
            sheet.tell("news-media", "warning", kind=local(other))


def _items(root: Element) -> list[Element]:
    """The news items under ``root``, in the order in which packages name them, the rest as they stand."""
    if local(root) == "contentSet":
        return [root]
    items = [element for element in root.iter() if local(element) == "newsItem"]
    named = [ref.get("residref", "") for ref in root.iter() if local(ref) == "itemRef"]
    order = {guid: at for at, guid in reversed(list(enumerate(named)))}
    return sorted(items, key=lambda item: order.get(item.get("guid", ""), len(named)))


def _with_pictures_first(items: list[_Item]) -> list[_Item]:
    """Every text after the pictures that follow it (and the first after those before it too): they stand in its body."""
    done: list[_Item] = []
    for item in items:
        texts = [at for at, one in enumerate(done) if one.is_text]
        if item.is_text or not texts:
            done.append(item)
        else:
            done.insert(texts[-1], item)
    return done


class _Item:
    """One item: ``root`` is it, or a bare content set."""

    def __init__(self, root: Element, sheet: Sheet) -> None:
        self._root, self._sheet = root, sheet
        self._meta = [part for element in root if local(element) == "contentMeta" for part in element]
        inside = self._content("inlineXML", "inlineData")
        self._kind = self._code("itemClass") or ("text" if inside else "picture")

    @property
    def is_text(self) -> bool:
        return self._kind not in ("picture", "graphic", "audio", "video", "animation")

    def write(self) -> None:
        """Writes a text with its head, or keeps a picture for the next text; sound and film are told."""
        self._about()
        if self._kind in ("picture", "graphic"):
            self._picture()
        elif self.is_text:
            self._text()
        else:
            self._sheet.tell("news-media", "warning", kind=self._kind)

    def _about(self) -> None:
        """What the sender says about the item: urgency, embargo, a note, and whether it was taken back."""
        for part in self._root.iter():
            tag, text = local(part), (part.text or "").strip()
            if tag == "urgency" and text:
                self._sheet.tell("news-urgency", "note", urgency=text[:8])
            elif tag == "embargoed" and text:
                self._sheet.tell("news-embargo", "warning", time=text[:40])
            elif tag == "edNote" and text_of(part):
                self._sheet.tell("news-note", "note", text=text_of(part)[:400])
        status = self._code("pubStatus")
        if status in ("canceled", "withheld"):
            self._sheet.tell("news-withdrawn", "warning", status=status)

    def _text(self) -> None:
        self._sheet.begin()
        heads = [(_last(one.get("role", "")), text_of(one)) for one in self._found("headline")]
        written = self._sheet.headlines([*self._series(), *heads])
        for byline in self._found("by"):
            self._sheet.add(inline.one(pieces(byline)), "byline")
        for dateline in self._found("dateline"):
            self._sheet.open_with(text_of(dateline))
        for content in self._content("inlineXML", "inlineData")[:1]:
            self._write_content(content, headed=not written)

    def _write_content(self, content: Element, *, headed: bool) -> None:
        if local(content) == "inlineXML":
            for child in content:
                if local(child) == "nitf":
                    nitf.write(child, self._sheet, headed=headed, signed=not self._found("by"))
                elif local(child) in ("html", "body", "div", "article"):
                    self._sheet.html(child)
        elif "html" in content.get("contenttype", ""):
            self._sheet.html(content.text or "")
        elif content.get("contenttype", "text/plain").startswith("text/") and not content.get("encoding"):
            self._sheet.plain(content.text or "")

    def _picture(self) -> None:
        """The best rendition's name, with caption and credit; a picture that lies in the item itself comes along."""
        remote = sorted(self._content("remoteContent"), key=lambda one: _worth(_last(one.get("rendition", ""))))
        names = [nitf.file_name(one.get("href", "")) for one in remote if _is_image(one)]
        name = next(filter(None, names), "")
        data = next((nitf.embedded(one.text or "") for one in self._content("inlineData") if _is_image(one)), b"")
        if data:
            name = name or f"picture-{len(self._sheet.pictures) + 1}"
            self._sheet.pictures[name] = data
        captions = [one for one in self._found("description") if _last(one.get("role", "")) in ("", "caption")]
        caption = inline.one(pieces(captions[0])) if captions else Text("")
        credit = next((text_of(one) for one in self._found("creditline")), "")
        self._sheet.picture_ahead(name, caption, credit)

    def _found(self, tag: str) -> list[Element]:
        return [part for part in self._meta if local(part) == tag]

    def _content(self, *tags: str) -> list[Element]:
        sets = [self._root] if local(self._root) == "contentSet" else self._root
        return [part for one in sets if local(one) == "contentSet" for part in one if local(part) in tags]

    def _series(self) -> list[tuple[str, str]]:
        """The series that the item is part of (栏目), as a headline part with its role."""
        found = (part for element in self._root if local(element) == "itemMeta" for part in element)
        names = (name for part in found if local(part) == "memberOf" for name in part if local(name) == "name")
        return [("label", text_of(name)) for name in names]

    def _code(self, tag: str) -> str:
        """The last part of the code that an element of the item's metadata has."""
        found = (
            part for element in self._root if local(element) == "itemMeta" for part in element if local(part) == tag
        )
        return next((_last(part.get("qcode", "") or part.get("uri", "")) for part in found), "")


def _last(code: str) -> str:
    """The last part of a code such as ``ninat:text`` or of its address, in lower case."""
    return code.strip().rpartition(":")[2].rpartition("/")[2].lower()


def _worth(rendition: str) -> int:
    return -1 if rendition in _BEST else 1 if rendition in _WORST else 0


def _is_image(content: Element) -> bool:
    return content.get("contenttype", "image/").startswith("image/")
