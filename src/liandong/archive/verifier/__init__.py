"""The program that lies in every package, in parts: `archive.joined` makes one file of them, `verify.py`.

They import the standard library and each other, nothing else, and run on a Python of years ago: a package is opened in
ten years, on a machine that knows nothing of us.
"""
