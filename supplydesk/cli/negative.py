"""Figures below zero as values: typer takes `-2` for an option, and no option of ours is called so.

The arguments are put in the order that leaves no doubt: the options with their values, then `--`,
then everything else as it stood.
"""

import re
from collections.abc import Collection, Iterable, Sequence

from typer.core import TyperOption

_FIGURE = re.compile(r"-[.]?[0-9０-９]")
_END = "--"


def with_values(parameters: Iterable[object]) -> frozenset[str]:
    """The spellings of those of *parameters* that are options with a value behind them."""
    return frozenset(
        name
        for one in parameters
        if isinstance(one, TyperOption) and not one.is_flag
        for name in one.opts
    )


def figures_behind(arguments: Sequence[str], valued: Collection[str]) -> list[str]:
    """*arguments* with every figure below zero behind a `--`; as they are where there is none.

    *valued* are the options that take the argument behind them as their value, whatever it is.
    """
    options: list[str] = []
    others: list[str] = []
    figures = False
    rest = iter(arguments)
    for one in rest:
        if one == _END:
            others += rest
        elif _FIGURE.match(one):
            figures = True
            others.append(one)
        elif one.startswith("-") and one != "-":
            options.append(one)
            if one in valued:
                options += [value for value in (next(rest, None),) if value is not None]
        else:
            others.append(one)
    return [*options, _END, *others] if figures else list(arguments)
