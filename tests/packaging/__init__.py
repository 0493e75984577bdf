"""Tests of the scripts in packaging/, of the lock, the fonts and the wheel.

Who runs them: every test run. The scripts are imported by their own names (tests/__init__.py puts
their folder on the path); a stubbed machine stands for Windows, for Debian, for a desk without
rights, and remembers what it was told to run.
To add one: the same name as the script, and no network.
"""
