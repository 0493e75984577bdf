"""The pieces that every page is made of: header, bars, chips, banner, panel, popup.

Who may call: the main window, the pages, the vouchers. A piece knows its look and its words and
no document's rules; what it shows comes in as plain values and what was done goes out as signals.
To add one: a file here, its object names in resources/style/desk.qss, and a line in the tour.
"""
