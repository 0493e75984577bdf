"""Importing a list: the dialog with its preview, and how a plan becomes rows of that preview.

Who may call: pages and the first run, by `dialog.ask_import`. What a list holds and what is wrong
with it, services know; here nothing is read but their frozen plans.
To add a subject: its title in `dialog`, its kind of content in `rows`, and a case in the tests.
"""
