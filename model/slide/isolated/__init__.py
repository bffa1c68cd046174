"""Decode images in a separate process with limits, so that a damaged or crafted file cannot harm the program.

`docs/decisions/separate-readers.md` gives the reasons for this design.
"""
