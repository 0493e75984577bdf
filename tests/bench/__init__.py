"""The bench: every figure that is promised, measured beside the smallest program that does as much.

One room per job; each has a function ``measure(ground)`` that gives `Figure`s, and stands in
``jobs.py``. Ours and the bare reference run alternately in one process, so that a machine whose
speed drifts slows both; what is told is medians and their ratio. Nothing here is asserted by a
clock: a ratio past its reach is printed as such. To add a job, write its room, its bare program
in the same room or in ``bare.py``, and a row in ``jobs.py``.
"""
