"""A paper of the sample county on its way, through `act.execute`."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from liandong.act import Receipt
from liandong.core.matter import commands as c
from liandong.core.matter.papers import Paper
from liandong.core.papers import digest_of, fill
from liandong.packs import library
from tests.flows.county import WATER, Sample, actor

LETTER = "drill/letter"


def head() -> str:
    """The post that heads the water bureau."""
    return library().pack("sample").units[WATER].head.code


def drafted(sample: Sample, matter: str, when: str = "11-20 10:00", replaces: int = 0) -> int:
    """Begin the letter of the water bureau; its number among the matter's papers."""
    sample.act(actor(WATER, "officer"), when, c.DraftPaper(LETTER, replaces), matter)
    return len(sample.state(matter).papers)


def agreed(sample: Sample, matter: str, paper: int, when: str = "11-20 10:05") -> Receipt:
    """The head agrees to what stands in it now."""
    state, pack = sample.state(matter), library().pack("sample")
    digest = digest_of(fill(pack, state, pack.papers.forms[LETTER], WATER).content)
    return sample.act(actor(WATER, head()), when, c.ReviewPaper(paper, True, digest), matter)


def ready(sample: Sample, when: str = "11-20 09:00") -> tuple[str, int]:
    """A matter with a letter that may be issued."""
    matter = sample.order(when)
    paper = drafted(sample, matter)
    agreed(sample, matter, paper)
    return matter, paper


def issued(sample: Sample, matter: str, paper: int, when: str = "11-20 10:10") -> Paper:
    """Issue it; the paper as the state has it then."""
    sample.act(actor(WATER, head()), when, c.IssuePaper(paper), matter)
    return sample.state(matter).papers[paper - 1]


def picture_of_a_seal(side: int = 600) -> bytes:
    """A red ring on white, as a scanner gives it."""
    drawn = Image.new("RGB", (side, side), "white")
    ImageDraw.Draw(drawn).ellipse((12, 12, side - 12, side - 12), outline=(220, 0, 20), width=side // 40)
    made = io.BytesIO()
    drawn.save(made, "PNG")
    return made.getvalue()
