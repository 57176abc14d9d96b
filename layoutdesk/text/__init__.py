"""Fonts and the setting of paragraphs (字体、断行、行内调整).

In the order of the data: ``fonts`` (files fill roles) → ``rules`` (classes of characters, prohibitions, order of justification) and
``quantities`` (numbers with their signs and units) →
``shaping`` (characters to glyphs) → ``prepare`` (breaks, gaps, prefix sums) → ``breaking`` with ``relief`` (line ends over
the whole paragraph) → ``justify`` (one line fitted to its measure) → ``lines`` (glyphs in points, with what ``spans`` hang on
them). ``paragraph`` is the door: it joins the stages and keeps what they gave. 8,000 characters take about 25 ms cold; a paragraph
that is kept takes a microsecond.
"""
