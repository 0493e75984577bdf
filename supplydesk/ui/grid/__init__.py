"""The grid that is typed into: by keys alone, with pickers, problems on the cell and undo.

Who may call: the vouchers and the lists that are edited. A grid model holds the typed texts of
its lines and knows no kind of document; the column table of a kind says what a cell means.
To add an editor: a class in `editors`, named by a column, with a test that types into it.
"""
