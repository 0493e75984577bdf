"""Papers are read back with the tools of poppler-utils, qpdf and zbar-tools, as a reader would."""
