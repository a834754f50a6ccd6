"""`python -m tests.act.sender`: another process that acts. One request a line on its input, one answer a line.

A request names the `matter` whose first task it completes, or none to open one; `key`, `other` (a matter to link) and
`fail` (a failpoint) are optional. With `fail` the act runs in a child that dies there; the answer says how it ended.
With `note` the same process has added a note to the matter just before, and remembers its state.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any


def answer(request: dict[str, Any]) -> str:
    """How the act ended: "done" or the code of its refusal."""
    from liandong.act import execute
    from liandong.core.errors import Refusal
    from liandong.core.matter import commands as c
    from tests.flows.county import APPLICATION, CENTER, EAST, WATER, actor, at

    matter, key = request.get("matter"), request.get("key", "")
    try:
        if request.get("other"):
            command: c.Command = c.LinkMatter(request["other"], "同一对象")
            execute(command, actor(CENTER, "operator"), at("11-20 10:00"), matter=matter, key=key)
        elif matter:
            command = c.CompleteTask(1, "answered", {"result": "已办"})
            execute(command, actor(WATER), at("11-20 10:00"), matter=matter, key=key)
        else:
            execute(c.OpenMatter("drill", "apply", APPLICATION), actor(EAST), at("11-20 10:00"), key=key)
    except Refusal as refusal:
        return refusal.code
    return "done"


def add_note(matter: str) -> None:
    """The operator adds a note."""
    from liandong.act import execute
    from liandong.core.matter import commands as c
    from tests.flows.county import CENTER, actor, at

    execute(c.AddNote("已电话告知"), actor(CENTER, "operator"), at("11-20 09:30"), matter=matter)


def in_a_child(request: dict[str, Any]) -> str:
    """Act in a child that is armed to die; "killed" if it did. The parent holds no connection that it could inherit."""
    from liandong.act import failpoints

    child = os.fork()
    if child == 0:
        if request.get("note"):
            add_note(request["matter"])
        failpoints.arm(request["fail"])
        os.write(2, answer(request).encode() + b"\n")
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return "killed" if os.waitstatus_to_exitcode(status) == failpoints.KILLED else "not killed"


def main() -> None:
    """Bring Django up, say so, and answer until the input ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liandong.config.settings")
    import django

    django.setup()
    from liandong.packs import library

    library()
    print("ready", flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        end = in_a_child(request) if request.get("fail") else answer(request)
        print(json.dumps({"end": end}), flush=True)


if __name__ == "__main__":
    main()
