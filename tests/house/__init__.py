"""The rules of the house, each a test that was seen to break.

Who runs them: every test run. contracts.py is loaded by import-linter as well (pyproject.toml).
source.py reads the package as text, so that a rule holds for code that no test runs.
To add one: a check that gives back what is wrong, a test of the real tree, and a planted
violation that it finds.
"""
