"""The tables that show: columns as values, models of rows in memory or in windows, one delegate.

Who may call: pages and popups. A column says how a row becomes a `Cell`; models hold frozen rows;
the delegate paints, the view moves by keys and copies. No model sorts or filters by itself: that
is a new question to the desk.
To add a kind of cell: a field of `Cell`, its painting in `delegate`, and a case in its test.
"""
