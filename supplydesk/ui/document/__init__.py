"""Vouchers on screen: one shared page, and for each kind of document a table of what it shows.

Who may call: the main window through `pages`. The page saves, checks, sends on, posts and shows
the paper; a kind brings its head's fields, its line's columns and its form.
To add a kind: one file here as its row, its form in `services.forms`, a story by keys alone.
"""
