"""Where headlines may break (标题断句): words from a kept segmenter, joined into phrases by rules, ranked and stored with the text.

This room is entered when copy is compiled, when a headline is written in the window, and when one is fitted: never by composing or
an export, which read what is stored (``Paragraph.phrases``). ``words`` has the segmenter and loads it when it is first asked;
``persons`` finds names that no dictionary has; ``bonds`` are the rules, as tables; ``joints`` ranks the places of one text;
``story`` finds the paragraphs of a story that have them, and the names that the story itself gives.
"""
