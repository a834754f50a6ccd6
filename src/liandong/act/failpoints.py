"""Named points at which a process can be made to die, to prove that an act is done wholly or not at all.

`LIANDONG_FAILPOINT=before-commit:3` ends the process, as a power cut would, when it comes to that point for the third
time. Without the variable a point costs one comparison.
"""

from __future__ import annotations

import os

VARIABLE = "LIANDONG_FAILPOINT"
KILLED = 137  # what a shell reports of a process that was killed

POINTS = tuple(
    f"{side}-{what}"
    for what in ("lock", "state", "events", "projections", "outbox", "key", "commit")
    for side in ("before", "after")
)


_name, _left = "", 0


def arm(setting: str) -> None:
    """Arm a point: POINT or POINT:N; "" arms none. ValueError names what is wrong with the setting."""
    global _name, _left
    name, _, visit = setting.partition(":")
    if setting and (name not in POINTS or not (visit or "1").isdecimal()):
        raise ValueError(f"{VARIABLE}={setting!r}: write POINT or POINT:N, with POINT one of {', '.join(POINTS)}")
    _name, _left = name, int(visit or "1")


def failpoint(name: str) -> None:
    """Die here if this point is armed."""
    global _left
    if name != _name:
        return
    _left -= 1
    if _left == 0:
        os._exit(KILLED)


arm(os.environ.get(VARIABLE, ""))
