"""Papers: a frozen dataclass goes in, the bytes of a PDF come out; nothing is looked up on the way.

Services, the command line and the window call ``<paper>.draw(paper, stationery, …) -> bytes``;
writing the file is theirs. Rooms below all papers: ``fonts`` (faces, widths, what cannot be
printed), ``wrap`` (lines that fit), ``sheet`` and ``stationery`` (sizes, the bureau's name),
``press`` (document and page), ``table`` (rows and pages), ``mark`` and ``qr`` (stamps, QR code).

A new paper: a dataclass of plain values, its rows as `table.Row`, its columns in millimetres, and
a test that reads its words back. Refusals name the field, so call `glyphs.check` before drawing.
"""
