"""Faults done to real processes: killed, cut off, filled up, forbidden, set back.

`poster` is the program that suffers, `hatchery` starts it quickly and often, `tracing` holds
strace over it, `power` replays what it wrote as a power cut would leave it.
"""
