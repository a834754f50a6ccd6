"""`python -m tests.papers.issuer`: another process that issues papers, as fast as it can.

One line of matters and papers on its input, one line with the places that they got on its output.
"""

from __future__ import annotations

import json
import os
import sys


def main() -> None:
    """Bring Django up, say so, issue, and end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liandong.config.settings")
    import django

    django.setup()
    from liandong.act import execute
    from liandong.core.matter import commands as c
    from liandong.packs import library
    from liandong.record import read
    from tests.flows.county import WATER, actor, at
    from tests.papers.issuing import head

    library()
    print("ready", flush=True)
    places = []
    for matter, paper in json.loads(sys.stdin.readline()):
        execute(c.IssuePaper(paper), actor(WATER, head()), at("11-20 12:00"), matter=matter)
        state = read.state(matter)
        assert state is not None
        places.append(state.papers[paper - 1].place)
    print(json.dumps(places), flush=True)


if __name__ == "__main__":
    main()
