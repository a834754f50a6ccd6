"""`python -m liandong` is the command `liandong`."""

from liandong.cli import main

if __name__ == "__main__":
    main(prog_name="liandong")
