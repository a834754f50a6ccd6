"""Liandong 联动: runs a county's published mechanism for joint administrative enforcement."""

__version__ = "0.1.0"
