"""SupplyDesk: the desk of the clerk who keeps an emergency bureau's stock.

Floors, every arrow pointing down:
``__main__ → ui | cli → services → queries | papers | sheets → store → domain → text | paths``.
What lives on a floor, who may call it and how to add to it stands in each package's docstring.
"""

__version__ = "0.1.0"
