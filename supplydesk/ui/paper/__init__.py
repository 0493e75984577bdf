"""Papers on screen and to the printer: a PDF with its pages, its zoom, and who takes it.

Who may call: the preview page, and a voucher that shows its slip beside the lines. A paper comes
in as the bytes of a PDF and is never drawn here; it is shown by `PaperView.show_pdf` and sent by
`sending.send`, which counts nothing: whoever sends counts, after the printer took the job.
Offsets of the printer are in the PDF already (`services.printing.stationery_of`).
To add a way to print: a room beside `spool`, and its case in `sending`.
"""
