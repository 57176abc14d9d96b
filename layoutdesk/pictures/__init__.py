"""Pictures and colour: reading, separation for the press, previews, the rebuildable cache. Pillow lives here and only here.

In: the bytes of JPEG and PNG files. Out: ``Asset`` fields, ``PressImage`` for the PDF, ``Preview`` for the screen, and the colour
of paints on screen. Importing this room does not import Pillow.
"""
