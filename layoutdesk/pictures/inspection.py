"""What a picture is: header, camera data, captions and faults, read from its bytes in the process of ``darkroom``."""

from __future__ import annotations

import hashlib
import math
import warnings
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

import msgspec

from layoutdesk.base.problem import Problem, Severity
from layoutdesk.pictures.advert import examined
from layoutdesk.pictures.decode import Look, opened, warned
from layoutdesk.pictures.formats import MEDIA, PDF, TIFF, recognised
from layoutdesk.pictures.inks import made_for_another
from layoutdesk.pictures.metadata import About, about, cleaned
from layoutdesk.pictures.modes import is_clear, kind_of
from layoutdesk.pictures.whole import check_whole

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

_ORIENTATION: Final = 0x0112
_EXIF_DIRECTORY: Final = 0x8769
_X_RESOLUTION: Final = 0x011A
_SAMPLES: Final = 277

#: What is said of an advert as PDF otherwise than as a warning.
_SEVERITIES: Final[dict[str, Severity]] = {
    "pictures.pdf_rgb": "error",
    "pictures.pdf_transparent": "note",
    "pictures.pdf_notes": "note",
}

#: The longest name of a colour profile that is kept, in characters.
MOST_NAME: Final = 100

Report = Callable[..., None]


class PictureInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What a picture is. ``width`` and ``height`` are upright, in pixels, of a PDF (``mode`` ``PDF``) in points of its trim.

    ``ppi`` is what the file says, ``None`` without; ``profile`` what its colour profile calls itself, where that can be used.
    """

    width: int
    height: int
    media: str
    mode: str
    orientation: int
    ppi: float | None
    sha256: str
    profile: str = ""
    about: About = About()
    problems: tuple[Problem, ...] = ()


def look_at(data: bytes, look: Look) -> PictureInfo:
    """Reads header and metadata of a picture and decodes it once to know that it is whole.

    Raises ``Refusal`` (see ``decode.opened``, ``whole.check_whole`` and ``advert.examined``).
    """
    if recognised(data) == PDF:
        return _look_at_advert(data, look.name)
    problems: list[Problem] = []

    def report(code: str, severity: Severity = "warning", **args: str) -> None:
        problems.append(Problem(code=code, severity=severity, file=look.name, args={"file": look.name, **args}))

    with warned() as messages:
        image = opened(data, look.name)
        width, height = image.size
        kind_of(image, look.name)
        if not check_whole(image, data, look.name):
            report("pictures.doubtful")
        exif = _exif(image, report)
        orientation = _orientation(exif, report)
        ppi = _ppi(image, exif, report)
        said = about(image, exif)
        profile = _profile_name(image)
        _judge(image, messages, look.profile, report)
    if orientation >= 5:
        width, height = height, width
    return PictureInfo(
        width=width, height=height, media=MEDIA[image.format or ""], mode=image.mode, orientation=orientation, ppi=ppi,
        about=said, profile=profile, sha256=hashlib.sha256(data).hexdigest(), problems=tuple(problems),
    )  # fmt: skip


def _look_at_advert(data: bytes, name: str) -> PictureInfo:
    advert = examined(data, name)
    problems = (
        Problem(code=code, severity=_SEVERITIES.get(code, "warning"), file=name, args={"file": name, **args})
        for code, args in advert.remarks
    )
    return PictureInfo(
        width=advert.width, height=advert.height, media=MEDIA[PDF], mode=PDF, orientation=1, ppi=None,
        sha256=hashlib.sha256(data).hexdigest(), problems=tuple(problems),
    )  # fmt: skip


def _exif(image: ImageFile, report: Report) -> Mapping[int, Any]:
    """The EXIF tags, none where they cannot be read."""
    try:
        exif = image.getexif()
        return {**exif, **exif.get_ifd(_EXIF_DIRECTORY)}
    except Exception:  # the parser raises nearly anything on broken tags
        report("pictures.exif")
        return {}


def _orientation(exif: Mapping[int, Any], report: Report) -> int:
    """How the stored picture is turned, 1 to 8 (EXIF 2.32 §4.6.4, tag 0x0112)."""
    value = exif.get(_ORIENTATION, 1)
    if isinstance(value, int) and 1 <= value <= 8:
        return value
    report("pictures.orientation")
    return 1


def _ppi(image: ImageFile, exif: Mapping[int, Any], report: Report) -> float | None:
    """The resolution that the file states; a senseless one is reported and left out."""
    stated = exif.get(_X_RESOLUTION)
    try:
        senseless = stated is not None and not (math.isfinite(float(stated)) and float(stated) > 0)
        ppi = float(image.info.get("dpi", (0.0, 0.0))[0])
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        senseless, ppi = True, 0.0
    if senseless:
        report("pictures.resolution")
        return None
    return round(ppi, 2) if math.isfinite(ppi) and ppi > 1 else None


def _judge(image: ImageFile, messages: list[warnings.WarningMessage], press: str, report: Report) -> None:
    """What may be used but should be known."""
    if messages:
        report("pictures.exif")
    if image.mode == "CMYK" and image.format in ("JPEG", "MPO") and "adobe" not in image.info:
        report("pictures.no_adobe")
    if image.mode == "CMYK" and _samples(image) > 4:
        report("pictures.spot_inks")
    if image.mode in ("I", "F"):
        report("pictures.levels")
    if is_clear(image):
        report("pictures.transparent", "note")
    _judge_profile(image, press, report)
    if _has_more(image):
        report("pictures.frames")


def _judge_profile(image: ImageFile, press: str, report: Report) -> None:
    """Whether the colour profile inside can be used, and what inks were meant for."""
    from layoutdesk.pictures.separate import source_profile

    profile = source_profile(image)
    if image.info.get("icc_profile") and profile is None:
        report("pictures.profile")
    if profile is not None and image.mode == "CMYK" and made_for_another(profile, press):
        report("pictures.other_press", "note", made_for=cleaned(profile.profile.profile_description or "?"))


def _profile_name(image: ImageFile) -> str:
    """What the colour profile inside calls itself; nothing without one that can be used."""
    from layoutdesk.pictures.separate import source_profile

    profile = source_profile(image)
    return cleaned(profile.profile.profile_description or "")[:MOST_NAME] if profile is not None else ""


def _samples(image: ImageFile) -> int:
    """Samples a pixel as a TIFF states them: what is over four are spot inks or masks, which do not come along."""
    samples = getattr(image, "tag_v2", {}).get(_SAMPLES, 0) if image.format == TIFF else 0
    return samples if isinstance(samples, int) else 0


def _has_more(image: ImageFile) -> bool:
    """Whether a second frame or page follows; what a camera's JPEG carries beside its picture is none."""
    if image.format in ("JPEG", "MPO"):
        return False
    try:
        image.seek(1)
    except Exception:  # EOFError where there is none, anything where it is damaged
        return False
    return True
