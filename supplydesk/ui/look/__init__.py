"""How everything looks: tokens, type, icons and the style sheet, and nothing that behaves.

Who may call: every room of the window. No colour, size or face is written anywhere else. A look
is a value that is made once for a window; another theme, scale or language is another window.
To add a colour: a name in `tokens` with both values, and its contrast in the test.
"""
