"""Damaged files by the thousand, the same ones each time."""
