"""Sheets are written by hand, by XlsxWriter and by LibreOffice, and read back by the latter two."""
