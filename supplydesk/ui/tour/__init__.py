"""The tour: every page, dialog and state of the window as a picture, taken without a screen.

Who may call: `supplydesk.__main__` for the command ``tour``, and the tests, which look at the same
scenes for what is cut off and for controls without a name. It may use every room of the window.
To add a scene: a line in `scenes.SCENES` with its name, the desk it needs and what is done there;
a new kind of desk is a function in `desks.MAKERS`.
"""
