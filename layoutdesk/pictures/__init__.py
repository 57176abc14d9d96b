"""Pictures and colour: reading, separation for the press, previews, the rebuildable cache. Pillow lives here and only here.

In: the bytes of JPEG, PNG, TIFF, WebP and PDF files. Out: ``Asset`` fields, ``PressImage`` for the PDF, ``Preview`` for the
screen, and the colour of paints on screen. Importing this room does not import Pillow, and using it opens no picture in the
process that uses it: what looks into one runs in ``darkroom``.
"""
