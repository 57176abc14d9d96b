"""Compile the page (拼版): stories with their possible shapes go in, blocks on the grid come out.

In the order of the data: ``ranking`` says which story matters most, ``leaves`` turns a story's shapes into the heights that it
can fill, ``curves`` knows for every set of stories what rectangles it can fill, ``regions`` cuts the page around what is fixed,
``growth`` draws layouts at random from the curves, ``score`` says how good one looks, ``search`` improves them, ``arrange`` gives
the blocks, ``issue`` compiles a whole day's copy.
"""
