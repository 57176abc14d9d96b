"""Writes ``pictures/advert-opera.pdf``: an advert as an agency sends it, in CMYK with its font embedded.

    python resources/sample/advert_pdf.py [FONT.ttf]

ReportLab embeds TrueType outlines only, so the Kai comes from Debian's ``fonts-lxgw-wenkai`` (OFL); the file in ``pictures/`` is
kept as data, since not every machine has it. The same bytes at every run.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path
from random import Random

from reportlab.lib.colors import CMYKColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

KAI = "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf"
TARGET = Path(__file__).resolve().parent / "pictures" / "advert-opera.pdf"
#: Three base columns by twenty-one rows of a notice page, enlarged by a third, in points, and the bleed around it.
WIDE, HIGH, BLEED = 488.0, 297.2, 8.5
MIDDLE = (122.0, 206.0)

NIGHT, DUSK = CMYKColor(0.92, 0.74, 0.3, 0.3), CMYKColor(0.72, 0.5, 0.16, 0.02)
MOON, PAPER, GOLD = CMYKColor(0.0, 0.06, 0.34, 0.0), CMYKColor(0.0, 0.02, 0.08, 0.0), CMYKColor(0.0, 0.26, 0.72, 0.0)
RED = CMYKColor(0.06, 0.96, 0.86, 0.06)


def write(font: str = KAI) -> Path:
    """Draws the advert and gives its path."""
    pdfmetrics.registerFont(TTFont("Kai", font))
    canvas = Canvas(str(TARGET), (WIDE + 2 * BLEED, HIGH + 2 * BLEED), invariant=1, initialFontName="Kai")
    canvas.setTitle("清江灯戏《渡口》")
    canvas.setTrimBox((BLEED, BLEED, BLEED + WIDE, BLEED + HIGH))
    canvas.translate(BLEED, BLEED)
    sky(canvas)
    hills(canvas)
    river(canvas)
    boat(canvas)
    words(canvas)
    canvas.save()
    return TARGET


def sky(canvas: Canvas) -> None:
    """Night that pales towards the horizon, a moon with its halo, stars."""
    canvas.linearGradient(0, HIGH + BLEED, 0, 70, (NIGHT, DUSK))
    canvas.setFillColor(DUSK)
    canvas.rect(-BLEED, -BLEED, WIDE + 2 * BLEED, 80 + BLEED, stroke=0, fill=1)
    for ring in range(30, -1, -1):
        share = (1 - ring / 30) ** 2.2
        canvas.setFillColor(
            CMYKColor(0.84 - 0.66 * share, 0.64 - 0.52 * share, 0.24 + 0.06 * share, 0.185 * (1 - share))
        )
        canvas.circle(*MIDDLE, 46 + ring * 0.75, stroke=0, fill=1)
    canvas.setFillColor(MOON)
    canvas.circle(*MIDDLE, 46, stroke=0, fill=1)
    canvas.setFillColor(CMYKColor(0.02, 0.1, 0.4, 0.05))
    for x, y, r in ((-16, 12, 13), (4, 19, 9), (15, 8, 8), (20, -6, 6), (-6, -16, 7), (-24, -8, 6)):
        canvas.circle(MIDDLE[0] + x, MIDDLE[1] + y, r, stroke=0, fill=1)
    rng = Random(315)
    canvas.setFillColor(PAPER)
    for _ in range(150):
        x, y = rng.uniform(0, WIDE), rng.uniform(130, HIGH)
        if math.hypot(x - MIDDLE[0], y - MIDDLE[1]) > 84 and x < 225:
            canvas.circle(x, y, rng.choice((0.3, 0.4, 0.4, 0.7)), stroke=0, fill=1)


def hills(canvas: Canvas) -> None:
    """Three ranges, the nearer the darker."""
    for base, rise, phase, tint in (
        (96, 44, 0.4, CMYKColor(0.7, 0.5, 0.2, 0.1)),
        (84, 34, 2.1, CMYKColor(0.8, 0.6, 0.26, 0.22)),
        (74, 22, 4.0, CMYKColor(0.86, 0.66, 0.32, 0.4)),
    ):
        path = canvas.beginPath()
        path.moveTo(-BLEED, 40)
        for step in range(121):
            x = -BLEED + (WIDE + 2 * BLEED) * step / 120
            y = base + rise * (
                0.55 * math.sin(x / 71 + phase) + 0.3 * math.sin(x / 29 + phase * 3) + 0.1 * math.sin(x / 9)
            )
            path.lineTo(x, y)
        path.lineTo(WIDE + BLEED, 40)
        path.close()
        canvas.setFillColor(tint)
        canvas.drawPath(path, stroke=0, fill=1)


def river(canvas: Canvas) -> None:
    """The river, and the moon's path on it in short strokes."""
    canvas.setFillColor(CMYKColor(0.88, 0.68, 0.28, 0.3))
    canvas.rect(-BLEED, -BLEED, WIDE + 2 * BLEED, 62 + BLEED, stroke=0, fill=1)
    rng = Random(1964)
    canvas.setLineCap(1)
    for row in range(30):
        y = 59 - row * 2.3
        for _ in range(5):
            x, long = rng.gauss(MIDDLE[0], 10 + row * 1.5), rng.uniform(3, 10 + row * 0.7)
            canvas.setStrokeColor(rng.choice((MOON, GOLD, CMYKColor(0.4, 0.26, 0.3, 0.0))))
            canvas.setLineWidth(0.35 + row * 0.025)
            canvas.line(x - long, y, x + long, y)


def boat(canvas: Canvas) -> None:
    """A ferry with its awning and a lantern at the bow, and the ferryman with his pole."""
    dark = CMYKColor(0.7, 0.6, 0.5, 0.6)
    canvas.saveState()
    canvas.translate(92, 40)
    canvas.setFillColor(dark)
    hull = canvas.beginPath()
    hull.moveTo(0, 9)
    hull.curveTo(20, 1, 72, 1, 96, 12)
    hull.curveTo(84, -4, 66, -6, 48, -6)
    hull.curveTo(26, -6, 10, -3, 0, 9)
    canvas.drawPath(hull, stroke=0, fill=1)
    awning = canvas.beginPath()
    awning.moveTo(30, 3)
    awning.curveTo(30, 24, 64, 24, 64, 3)
    awning.close()
    canvas.drawPath(awning, stroke=0, fill=1)
    body = canvas.beginPath()
    body.moveTo(76, 5)
    body.curveTo(75, 16, 77, 22, 80, 26)
    body.curveTo(84, 25, 85, 16, 84, 7)
    body.close()
    canvas.drawPath(body, stroke=0, fill=1)
    canvas.circle(81.5, 29, 3, stroke=0, fill=1)
    hat = canvas.beginPath()
    hat.moveTo(74.5, 30)
    hat.lineTo(81.5, 36)
    hat.lineTo(89, 30)
    hat.close()
    canvas.drawPath(hat, stroke=0, fill=1)
    canvas.setStrokeColor(dark)
    canvas.setLineWidth(1)
    canvas.line(76, 48, 95, -14)
    canvas.line(8, 7, 8, 24)
    canvas.setFillColor(GOLD)
    canvas.circle(12, 20, 3.6, stroke=0, fill=1)
    canvas.restoreState()


def words(canvas: Canvas) -> None:
    """Name of the play, its days, seats and where to buy."""
    canvas.setFillColor(PAPER)
    canvas.setFont("Kai", 84)
    canvas.drawString(236, 172, "渡口")
    canvas.setFont("Kai", 17)
    canvas.drawString(240, 268, "清江灯戏 · 传统全本大戏")
    canvas.setFillColor(GOLD)
    canvas.setFont("Kai", 10)
    canvas.drawString(236, 144, "“戏是说给懂的人听的，懂的人，总要晚到一会儿。”")
    canvas.setStrokeColor(GOLD)
    canvas.setLineWidth(0.5)
    canvas.line(240, 134, 470, 134)
    canvas.setFillColor(PAPER)
    canvas.setFont("Kai", 11)
    for row, text in enumerate(
        (
            "3月14日、15日 19时30分　清江大剧院中剧场",
            "领衔主演　柯少陵　碧螺湾灯戏班全体",
            "票价　180元　120元　60元　学生凭证半价",
        )
    ):
        canvas.drawString(240, 114 - row * 18, text)
    canvas.setFillColor(RED)
    canvas.roundRect(424, 184, 46, 64, 3, stroke=0, fill=1)
    canvas.setFillColor(PAPER)
    canvas.setFont("Kai", 20)
    for row, sign in enumerate("灯戏"):
        canvas.drawCentredString(447, 223 - row * 27, sign)
    canvas.setFont("Kai", 11)
    canvas.drawString(240, 22, "订票 0726-5550688　www.qjjuyuan.example")


if __name__ == "__main__":
    print(write(*sys.argv[1:2]))
