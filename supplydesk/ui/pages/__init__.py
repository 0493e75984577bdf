"""The pages of the window: one file each, and `listing`, the table that the navigation shows.

Who may call: the main window. A page asks the desk for frozen values and shows them; it writes
through the desk, goes elsewhere by `Target`, and knows no other page.
To add one: a file here, a line in `listing`, its pictures in the tour, its manual page in
resources/manual, and a story by keys alone.
"""
