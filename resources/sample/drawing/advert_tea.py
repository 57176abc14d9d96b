"""An advert for new tea: a celadon cup before the terraces, two lines of brush-black type, a seal."""

from __future__ import annotations

from random import Random

from PIL import Image, ImageDraw

from drawing.bowl import FINE, INSIDE, OUTSIDE, Turned, crazing, smooth
from drawing.brush import Size, blur, clouds, curve, darken, fade, film, glow, ramp, veil
from drawing.lettering import seal, upright, write
from drawing.tea import draw as garden

#: Two base columns by twelve rows of a notice page: 83 × 44 mm, so that the address is set large.
SIZE: Size = (2040, 1089)


def draw() -> Image.Image:
    """The finished advert."""
    rng = Random(412)
    scene = garden().resize((2340, 1350)).crop((150, 120, 150 + SIZE[0], 120 + SIZE[1]))
    scene = blur(scene, 5)
    paper = ramp(SIZE, [(0, (246, 240, 222)), (1, (236, 228, 204))])
    paper = darken(paper, curve(clouds(SIZE, (60, 50), rng, 5, 0.7), lambda v: 0.93 + v * 0.07))
    across = fade((SIZE[1], SIZE[0]), [(0, 0), (0.3, 20), (0.62, 255), (1, 255)])
    scene.paste(
        paper,
        (0, 0),
        across.transpose(Image.Transpose.ROTATE_90).transpose(Image.Transpose.FLIP_LEFT_RIGHT).resize(SIZE),
    )
    table(scene, rng)
    cup(scene, rng)
    picture = film(scene, rng, grain=3.0, corner=0.18)
    words(picture)
    return picture


def table(canvas: Image.Image, rng: Random) -> None:
    """The edge of a dark board on which the cup stands."""
    height = 190
    board = ramp((SIZE[0], height), [(0, (120, 90, 62)), (0.12, (86, 62, 42)), (1, (44, 31, 22))])
    veil(board, (30, 20, 14), curve(clouds(board.size, (4, 40), rng, 6, 0.65), lambda v: max(0.0, v * 1.6 - 0.6)))
    canvas.paste(board, (0, SIZE[1] - height))


def cup(canvas: Image.Image, rng: Random) -> None:
    """The cup with its shadow and steam."""
    pot = Turned(crazing(rng), rng)
    size = (1000 * FINE, 800 * FINE)
    layer = pot.bowl(smooth(OUTSIDE), smooth(INSIDE), (500 * FINE, 620 * FINE), 330 * FINE, size).reduce(FINE)
    shadow = Image.new("L", SIZE)
    ImageDraw.Draw(shadow).ellipse((340, 950, 1000, 1085), fill=200)
    veil(canvas, (18, 12, 8), blur(shadow, 26))
    canvas.paste(layer, (80, 390), layer)
    steam = curve(clouds(SIZE, (9, 5), rng, 6, 0.55), lambda v: max(0.0, v * 1.7 - 0.7))
    plume = Image.new("L", SIZE)
    pen = ImageDraw.Draw(plume)
    for n in range(16):
        y = 785 - n * 38
        half = 130 - n * 3
        pen.ellipse((580 - half + n * 5, y - 60, 580 + half + n * 5, y + 60), fill=max(0, 120 - n * 7))
    canvas.paste((255, 252, 240), (0, 0, *SIZE), Image.composite(blur(plume, 34), Image.new("L", SIZE), steam))
    glow(canvas, (300, 500), (700, 500), (40, 34, 20), 1.6)


def words(canvas: Image.Image) -> None:
    """Name, promise and address."""
    ink, soft = (34, 40, 30), (92, 92, 74)
    upright(canvas, "云岭早", (1270, 80), "song", 176, ink, weight=2)
    upright(canvas, "雾里采下的第一口春天", (1092, 100), "song", 62, ink, tracking=0.18)
    upright(canvas, "明前头采今日开园", (992, 100), "hei", 44, soft, tracking=0.22)
    seal(canvas, "柳溪茶印", (1212, 690), 116, (176, 38, 30))
    lines = (
        "柳溪县榨坊桥茶叶专业合作社　每日120盒",
        "柳溪县茶市路71号　订茶：0726-5550772",
        "www.yunlingzao.example",
    )
    for line, text in enumerate(lines):
        write(canvas, text, (980, 940 + line * 57), "hei", 46, (236, 226, 204), tracking=0.03)
