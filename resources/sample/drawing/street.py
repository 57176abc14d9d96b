"""An old street of arcades in the rain: wet slabs, umbrellas, shops with their lamps on."""

from __future__ import annotations

import math
from random import Random

from PIL import Image, ImageChops, ImageDraw

from drawing.brush import (
    FINE,
    Camera,
    Colour,
    Size,
    blur,
    clouds,
    curve,
    darken,
    fade,
    film,
    glow,
    hang,
    levels,
    mix,
    ramp,
    ripple,
    scaled,
    shine,
    static,
    veil,
)
from drawing.figures import figure, rimmed
from drawing.lanterns import lantern
from drawing.umbrella import umbrella

SIZE: Size = (2400, 1600)
#: Columns stand 2.9 m from the middle, shops 1.7 m behind them; the upper storey overhangs the walk (骑楼).
STREET, SHOP, CEILING = 2.9, 4.6, 3.1
FAR = 74.0
AIR: Colour = (190, 198, 204)
FOCAL, EYE = 1500, (0.45, 1.75, 0.0)

Place = tuple[float, float, float]


class World:
    """The street at one scale, upright or, with ``up`` -1, as the wet ground mirrors it."""

    def __init__(self, scale: int, up: int, rng: Random) -> None:
        self.rng, self.up = rng, up
        self.camera = Camera(EYE, (-1.5, 1.0), FOCAL * scale, (1200 * scale, 800 * scale))
        self.canvas = sky((SIZE[0] * scale, SIZE[1] * scale), rng)
        self.pen = ImageDraw.Draw(self.canvas)

    def at(self, x: float, y: float, z: float) -> tuple[float, float]:
        return self.camera.at(x, y * self.up, z)

    def air(self, colour: Colour, z: float) -> Colour:
        """The colour as it looks through ``z`` metres of rain."""
        return mix(colour, AIR, thickness(z))

    def face(self, corners: list[Place], colour: Colour) -> None:
        depth = sum(corner[2] for corner in corners) / len(corners)
        self.pen.polygon([self.at(*corner) for corner in corners], self.air(colour, depth))

    def hang(self, texture: Image.Image, corners: list[Place]) -> None:
        depth = sum(corner[2] for corner in corners) / len(corners)
        misty = Image.blend(texture, Image.new("RGB", texture.size, AIR), thickness(depth))
        a, b, c, d = (self.at(*corner) for corner in corners)
        hang(self.canvas, misty, (a, b, c, d))


def thickness(z: float) -> float:
    """How much of what stands ``z`` metres away the rain hides, from 0 to 1."""
    return 1 - math.exp(-max(0.0, z - 4) / 38)


def draw() -> Image.Image:
    """The finished picture."""
    upright, mirrored = World(FINE, 1, Random(487)), World(1, -1, Random(487))
    for world in (upright, mirrored):
        build(world)
    rng = Random(20260226)
    picture = upright.canvas.reduce(FINE)
    lamps(picture, 1, Random(63))
    lamps(mirrored.canvas, -1, Random(63))
    picture = ground(picture, mirrored.canvas, rng)
    people(picture, rng)
    picture = rain(picture, rng)
    soft = blur(picture, 9)
    edge = Image.radial_gradient("L").resize(SIZE, Image.Resampling.BICUBIC)
    picture.paste(soft, (0, 0), levels(edge, 135, 235))
    picture = picture.point([tone(v / 255) for v in range(256)] * 3)
    picture = Image.blend(picture.convert("L").convert("RGB"), picture, 0.8)
    return film(picture, rng, grain=5.0, corner=0.28)


def tone(v: float) -> int:
    """Contrast given back to a picture that the rain made flat: an S-curve from a deeper black."""
    v = max(0.0, (v - 0.06) / 0.9) ** 0.86
    return round(255 * min(1.0, v + 0.16 * v * (1 - v) * (2 * v - 0.55) * 2))


def sky(size: Size, rng: Random) -> Image.Image:
    """Low cloud."""
    canvas = ramp(size, [(0, (172, 180, 190)), (0.4, (212, 216, 218)), (0.55, (206, 212, 214)), (1, (168, 178, 186))])
    veil(canvas, (150, 160, 172), curve(levels(clouds(size, (4, 5), rng), 110, 255), lambda v: v * 0.4))
    return canvas


def build(world: World) -> None:
    """Both sides from the far end to the near one."""
    fronts = []
    for side in (-1, 1):
        z = FAR
        while z > 1.4:
            near = max(1.3, z - world.rng.uniform(4.2, 6.0))
            fronts.append((z, near, side, world.rng.uniform(6.3, 7.4)))
            z = near
    for far, near, side, top in sorted(fronts, reverse=True):
        house(world, far, near, side, top)


def house(world: World, far: float, near: float, side: int, top: float) -> None:
    """One house: shop under the arcade, ceiling of the walk, columns, upper storey, eaves."""
    rng = world.rng
    inner, outer, drip = SHOP * side, STREET * side, STREET * side * 0.8

    def strip(x0: float, y0: float, x1: float, y1: float) -> list[Place]:
        """The corners of a face that runs along the street from one line to another."""
        return [(x0, y0, near), (x0, y0, far), (x1, y1, far), (x1, y1, near)]

    world.hang(blur(shop((round((far - near) * 150), 440), rng), 2.2), strip(inner, CEILING, inner, 0.1))
    world.face(strip(inner, CEILING, outer, CEILING), (46, 38, 33))
    world.face(strip(inner, 0.12, outer, 0.12), (92, 88, 84))
    world.face(strip(outer, 0.12, outer, 0), (62, 60, 60))
    for z in (far, (far + near) / 2, near):
        column(world, outer, side, z)
    world.hang(storey((round((far - near) * 150), round((top - 2.6) * 150)), rng), strip(outer, top, outer, 2.6))
    world.face(strip(drip, top - 0.12, outer * 1.1, top + 0.5), (56, 60, 66))
    world.face(strip(drip, top - 0.2, drip, top - 0.1), (34, 36, 40))
    world.face(strip(drip, top - 0.2, outer, top - 0.1), (58, 46, 38))
    if rng.random() < 0.45:
        sign(world, outer, side, near + (far - near) * 0.4)


def column(world: World, x: float, side: int, z: float) -> None:
    """A square pillar with base and capital, its street side and its near side."""
    stone = weathered((120, 700), (152, 146, 136), world.rng)
    shade = stone.point([round(v * 0.68) for v in range(256)] * 3)
    for low, high, grow in ((0.0, CEILING, 0.0), (0.0, 0.3, 0.05), (2.55, 2.7, 0.05)):
        a, b, front = x - grow * side, x + (0.36 + grow) * side, z - 0.36 - grow
        part = (0, round(700 * (1 - high / CEILING)), 120, round(700 * (1 - low / CEILING)))
        world.hang(shade.crop(part), [(a, high, front), (b, high, front), (b, low, front), (a, low, front)])
        world.hang(stone.crop(part), [(a, high, front), (a, high, z + grow), (a, low, z + grow), (a, low, front)])


def weathered(size: Size, base: Colour, rng: Random) -> Image.Image:
    """Rendered brick that has stood in the rain for a century: blotches, streaks, moss and splashes at the foot."""
    canvas = darken(Image.new("RGB", size, base), curve(clouds(size, (2, 8), rng, 6, 0.62), lambda v: 0.62 + v * 0.44))
    drip = levels(clouds(size, (12, 2), rng, 4, 0.6), 130, 255)
    veil(canvas, (74, 74, 68), curve(ImageChops.multiply(drip, fade(size, [(0, 255), (1, 90)])), lambda v: v * 0.55))
    foot = ImageChops.multiply(
        levels(clouds(size, (5, 16), rng, 5, 0.6), 60, 200), fade(size, [(0, 0), (0.72, 0), (1, 230)])
    )
    veil(canvas, (62, 66, 56), foot)
    return canvas


def sign(world: World, x: float, side: int, z: float) -> None:
    """A banner of dyed cloth on a bracket over the street, a pale round crest in its middle."""
    a, b = x - 0.1 * side, x - 0.56 * side
    cloth = world.rng.choice(((92, 44, 38), (48, 58, 78), (78, 62, 46), (54, 64, 58)))
    world.face([(x, 4.96, z), (b - 0.06 * side, 4.96, z), (b - 0.06 * side, 4.92, z), (x, 4.92, z)], (40, 34, 30))
    texture = darken(
        Image.new("RGB", (92, 300), cloth), curve(clouds((92, 300), (4, 2), world.rng, 4), lambda v: 0.62 + v * 0.5)
    )
    pen = ImageDraw.Draw(texture)
    pale = mix(cloth, (226, 214, 188), 0.5)
    for y in (18, 262):
        pen.rectangle((0, y, 92, y + 16), pale)
    left, right = sorted((a, b))
    world.hang(blur(texture, 0.8), [(left, 4.92, z), (right, 4.92, z), (right, 3.5, z), (left, 3.5, z)])


def storey(size: Size, rng: Random) -> Image.Image:
    """The wall over the arcade: brick or limewash, stained by rain, with shuttered windows and a cornice."""
    width, height = size
    base = rng.choice(((128, 128, 124), (176, 168, 152), (146, 120, 100), (160, 160, 152)))
    canvas = Image.new("RGB", size, base)
    pen = ImageDraw.Draw(canvas)
    if rng.random() < 0.6:
        for row in range(0, height, 11):
            for n in range(-1, width // 34 + 1):
                left = n * 34 + row // 11 % 2 * 17
                pen.rectangle(
                    (left, row, left + 31, row + 8),
                    mix(base, rng.choice(((96, 92, 90), (186, 178, 166), (120, 96, 82))), rng.random() * 0.45),
                )
    drip = levels(clouds(size, (70, 2), rng, 3, 0.6), 140, 255)
    veil(
        canvas,
        (62, 64, 60),
        curve(ImageChops.multiply(drip, fade(size, [(0, 255), (0.6, 60), (1, 120)])), lambda v: v * 0.5),
    )
    pen = ImageDraw.Draw(canvas)
    for y, thick, tone in ((0, 26, 0.5), (26, 10, 0.2), (height - 92, 20, 0.25), (height - 72, 72, 0.1)):
        pen.rectangle((0, y, width, y + thick), mix(base, (40, 38, 38), tone))
        pen.line((0, y, width, y), mix(base, (236, 236, 230), 0.45), 3)
    canvas = darken(canvas, curve(clouds(size, (9, 5), rng, 6, 0.6), lambda v: 0.6 + v * 0.46))
    pen = ImageDraw.Draw(canvas)
    count = max(1, round(width / 290))
    for n in range(count):
        window(pen, (n + 0.5) * width / count, 150, 96, min(300, height - 300), rng)
    return canvas


def window(pen: ImageDraw.ImageDraw, middle: float, top: float, wide: float, tall: float, rng: Random) -> None:
    """A window in a stone frame: shutters of old wood open to either side, panes that give back the sky or a lamp."""
    left, right, bottom = middle - wide / 2, middle + wide / 2, top + tall
    pen.rectangle((left - 14, top - 16, right + 14, bottom + 12), (178, 174, 164))
    lit = rng.random() < 0.16
    pen.rectangle((left, top, right, bottom), (196, 158, 108) if lit else (70, 78, 86))
    if not lit:
        pen.polygon([(left, top), (right, top), (left, top + tall * 0.7)], (126, 136, 146))
    for n in range(1, 3):
        pen.line((left + wide * n / 3, top, left + wide * n / 3, bottom), (74, 50, 38), 7)
    for n in range(1, 5):
        pen.line((left, top + tall * n / 5, right, top + tall * n / 5), (74, 50, 38), 5)
    shutter = rng.choice(((86, 54, 40), (64, 76, 70), (98, 66, 46)))
    for a, b in ((left - wide * 0.52, left - 4), (right + 4, right + wide * 0.52)):
        pen.rectangle((a, top, b, bottom), shutter)
        for y in range(round(top) + 10, round(bottom) - 6, 11):
            pen.line((a + 6, y, b - 6, y), mix(shutter, (0, 0, 0), 0.45), 3)
            pen.line((a + 6, y + 4, b - 6, y + 4), mix(shutter, (220, 214, 200), 0.25), 2)
    if rng.random() < 0.5:
        for _ in range(110):
            x, foot, size = rng.uniform(left - 8, right + 8), bottom + 6 - abs(rng.gauss(0, 15)), rng.uniform(2, 5)
            pen.ellipse(
                (x - size, foot - size, x + size, foot + size), mix((38, 52, 36), (112, 126, 84), rng.random() ** 2)
            )


def shop(size: Size, rng: Random) -> Image.Image:
    """The ground floor: door boards, or an open front with a lamp-lit room, shelves and a counter."""
    width, height = size
    canvas = Image.new("RGB", size, (64, 46, 36))
    pen = ImageDraw.Draw(canvas)
    for x in range(0, width, 46):
        pen.rectangle((x, 0, x + 43, height), mix((74, 50, 38), (38, 26, 20), rng.random()))
    bays = max(1, round(width / 380))
    for n in range(bays):
        if rng.random() < 0.16:
            continue
        a, b = (n + 0.08) * width / bays, (n + 0.92) * width / bays
        room = ramp((round(b - a), height - 70), [(0, (246, 214, 160)), (0.5, (206, 156, 104)), (1, (96, 64, 44))])
        inside = ImageDraw.Draw(room)
        for shelf in range(4):
            y, place = 70 + shelf * 66, 6.0
            inside.line((0, y, room.width, y), (96, 62, 38), 7)
            while place < room.width - 30:
                wide, tall = rng.uniform(12, 40), rng.uniform(18, 52)
                goods = mix(
                    rng.choice(((150, 62, 44), (86, 96, 84), (206, 178, 130), (112, 74, 46), (220, 210, 190))),
                    (150, 96, 54),
                    0.35,
                )
                inside.rounded_rectangle((place, y - tall, place + wide, y), 5, goods)
                place += wide + rng.uniform(2, 14)
        inside.rectangle((0, room.height - 96, room.width, room.height), (84, 54, 36))
        inside.line((0, room.height - 96, room.width, room.height - 96), (196, 146, 92), 6)
        canvas.paste(room, (round(a), 44))
        pen.rectangle((a - 8, 30, b + 8, 48), (50, 32, 25))
    return darken(canvas, fade(size, [(0, 180), (0.3, 255), (1, 235)]))


def lamps(picture: Image.Image, up: int, rng: Random) -> None:
    """A paper lantern under every other arch, and the light that the shops throw on the walk."""
    camera = Camera(EYE, (-1.5, 1.0), FOCAL, (1200, 800))
    sprite = lantern(420, rng, (176, 36, 28))
    for n in reversed(range(22)):
        z = 4.2 + n * 2.6
        side = -1 if n % 2 else 1
        x, y, depth = camera.see(side * (STREET + 0.1), (2.5 + rng.gauss(0, 0.03)) * up, z)
        clear = 1 - thickness(z) * 0.75
        scale = FOCAL / depth
        if n % 3 == 0:
            h = scale * 0.34
            body = sprite.resize((max(3, round(h * 1.16)), max(4, round(h * 1.95))), Image.Resampling.LANCZOS)
            body = body if up > 0 else body.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
            mask = body.getchannel("A").point([round(v * clear) for v in range(256)])
            picture.paste(body, (round(x - body.width / 2), round(y - h / 2)), mask)
            glow(picture, (x, y), (h * 1.6, h * 1.6), mix((0, 0, 0), (84, 44, 24), clear), 1.8)
        x, y, depth = camera.see(side * (SHOP - 0.4), 1.7 * up, z)
        glow(picture, (x, y), (scale * 1.5, scale * 1.2), mix((0, 0, 0), (92, 60, 30), clear), 1.7)


def ground(picture: Image.Image, mirrored: Image.Image, rng: Random) -> Image.Image:
    """Slabs under a film of water: their own grey where dry of shine, the street upside down where wet."""
    camera = Camera(EYE, (-1.5, 1.0), FOCAL, (1200, 800))
    tone = slabs(camera, rng)
    stone = Image.merge("RGB", [scaled(tone, share) for share in (0.78, 0.8, 0.83)])
    horizon = round(camera.at(0, 0, 4000)[1])
    shake = clouds((8, SIZE[1]), (1, 170), rng, 3, 0.7).resize((1, SIZE[1])).tobytes()
    wide = mirrored.resize((SIZE[0] + 80, SIZE[1]))
    wide = ripple_below(wide, shake, horizon).crop((40, 0, SIZE[0] + 40, SIZE[1]))
    mirror = darken(blur(wide, 3.5, 20), curve(levels(tone, 10, 150), lambda v: 0.5 + v * 0.5))
    pools = levels(clouds(SIZE, (7, 34), rng, 5, 0.55), 60, 190)
    share = fade(SIZE, [(0, 235), (horizon / SIZE[1], 235), (0.7, 190), (1, 128)])
    wet = ImageChops.multiply(curve(pools, lambda v: 0.55 + 0.45 * v), share)
    road = Image.composite(mirror, stone, wet)
    mask = Image.new("L", SIZE)
    corners = [camera.at(x * STREET, 0, z) for x, z in ((-1, 1.3), (-1, FAR), (1, FAR), (1, 1.3))]
    ImageDraw.Draw(mask).polygon([(corners[0][0], 2400), *corners, (corners[3][0], 2400)], 255)
    picture.paste(road, (0, 0), blur(mask, 1.2))
    haze = fade(
        SIZE, [(0, 0), ((horizon - 260) / SIZE[1], 0), (horizon / SIZE[1], 120), ((horizon + 90) / SIZE[1], 0), (1, 0)]
    )
    near = Image.radial_gradient("L").resize((1500, 1500))
    spot = Image.new("L", SIZE)
    spot.paste(curve(near, lambda v: max(0.0, 1 - v * 1.5)), (450, horizon - 750))
    veil(picture, AIR, ImageChops.multiply(haze, spot))
    return picture


def slabs(camera: Camera, rng: Random) -> Image.Image:
    """How bright each slab is, with dark joints and a rough face."""
    tone = Image.new("L", SIZE, 90)
    pen = ImageDraw.Draw(tone)
    z = FAR
    while z > 1.2:
        near, shift = z - max(0.4, z * 0.035), rng.random()
        for n in range(-8, 8):
            left = (n + shift) * 0.9
            quad = [(left, z), (left + 0.9, z), (left + 0.9, near), (left, near)]
            pen.polygon([camera.at(x, 0, depth) for x, depth in quad], rng.randrange(104, 148), 58)
        z = near
    return ImageChops.multiply(blur(tone, 1.3), curve(clouds(SIZE, (80, 80), rng, 4, 0.7), lambda v: 0.66 + v * 0.4))


def ripple_below(image: Image.Image, shake: bytes, horizon: int) -> Image.Image:
    """The mirrored street disturbed row by row, more the nearer it is."""
    return ripple(image, lambda row, _: ((shake[row] - 128) / 128 * 22 * max(0, row - horizon) / 800, 0), 2)


def people(picture: Image.Image, rng: Random) -> None:
    """Walkers under umbrellas, the far ones first, each with an image in the wet stones."""
    crowd = [
        (rng.uniform(-2.2, 2.2), z, rng.choice(("dark", "blue", "grey", "dark", "clear", "paper")))
        for z in (46, 43, 41, 39, 37, 33, 29, 26, 23, 20.5, 18, 15.5)
    ]
    crowd += [
        (-1.75, 12.6, "paper"),
        (1.5, 11.4, "dark"),
        (-0.5, 9.4, "clear"),
        (1.15, 7.0, "red"),
        (-1.55, 6.1, "blue"),
    ]
    for x, z, kind in crowd:
        walker(picture, x, z, kind, rng)


def walker(picture: Image.Image, x: float, z: float, kind: str, rng: Random) -> None:
    """One walker with the umbrella over head and shoulders."""
    camera = Camera(EYE, (-1.5, 1.0), FOCAL, (1200, 800))
    px, foot, depth = camera.see(x, 0, z)
    scale = FOCAL / depth * 2
    coat = rng.choice(((58, 62, 72), (96, 78, 62), (72, 40, 40), (48, 58, 60), (110, 108, 102), (62, 54, 70)))
    person = rimmed(figure(round(scale * rng.uniform(1.58, 1.74)), rng, coat), (150, 160, 168), 0.01, 0.7)
    cover = umbrella(round(scale * 1.12), kind, rng)
    layer = Image.new("RGBA", (round(scale * 1.5), round(scale * 2.3)))
    ground_line = layer.height - round(scale * 0.1)
    pen = ImageDraw.Draw(layer)
    lean = scale * rng.uniform(-0.08, 0.12)
    pen.line(
        (layer.width / 2 + lean, ground_line - scale * 2.0, layer.width / 2 + scale * 0.19, ground_line - scale * 1.28),
        (40, 38, 38, 255),
        max(2, round(scale * 0.014)),
    )
    layer.alpha_composite(person, (round(layer.width / 2 - person.width / 2), ground_line - person.height))
    layer.alpha_composite(
        cover, (max(0, round(layer.width / 2 + lean - cover.width / 2)), max(0, round(ground_line - scale * 2.08)))
    )
    alpha = layer.getchannel("A")
    layer = Image.blend(layer, Image.new("RGBA", layer.size, (*AIR, 255)), thickness(z) * 0.9)
    layer.putalpha(alpha)
    layer = layer.reduce(2)
    base = ground_line // 2
    image = layer.crop((0, 0, layer.width, base)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    image.putalpha(ImageChops.multiply(image.getchannel("A"), fade(image.size, [(0, 165), (0.6, 105), (1, 40)])))
    image = blur(image, max(1.0, scale * 0.006), max(2.0, scale * 0.022))
    left = round(px - layer.width / 2)
    picture.paste(image, (left, round(foot)), image)
    soft = blur(layer, 0.7 + max(0.0, 7 - z) * 1.6)
    picture.paste(soft, (left, round(foot - base)), soft)


def rain(picture: Image.Image, rng: Random) -> Image.Image:
    """Streaks near and far, blown a little to the left, and drops that burst on the stones."""
    for length, thin, strength in ((26, 252, 0.2), (70, 253, 0.17)):
        drops = levels(static((SIZE[0] + 400, SIZE[1] // length), rng), thin, 256)
        streaks = drops.resize((SIZE[0] + 400, SIZE[1]), Image.Resampling.BILINEAR)
        streaks = streaks.transform(SIZE, Image.Transform.AFFINE, (1, -0.09, 200, 0, 1, 0), Image.Resampling.BILINEAR)
        patches = clouds(SIZE, (4, 3), rng, 3)
        picture = shine(
            picture,
            (226, 232, 238),
            scaled(ImageChops.multiply(blur(streaks, 0.6), patches), strength),
        )
    splash, camera = Image.new("L", SIZE), Camera(EYE, (-1.5, 1.0), FOCAL, (1200, 800))
    pen = ImageDraw.Draw(splash)
    for _ in range(620):
        x, y, depth = camera.see(rng.uniform(-STREET, STREET), 0, 1 / rng.uniform(1 / 22, 1 / 3.2))
        size = rng.uniform(14, 34) / depth
        pen.ellipse((x - size, y - size * 0.3, x + size, y + size * 0.3), None, rng.randrange(40, 110), 1)
        pen.line((x, y - size * rng.uniform(0.3, 1.2), x, y), rng.randrange(60, 150), 1)
    return shine(picture, (230, 234, 238), curve(blur(splash, 0.9), lambda v: v * 0.7))
