"""The papers of a matter before one reader: those that are there, and those that his unit may begin."""

from __future__ import annotations

from dataclasses import dataclass

from liandong.core import access
from liandong.core.matter.papers import DRAFT, ISSUED, RETURNED, REVIEWED, UNISSUED, Paper
from liandong.core.matter.state import facts
from liandong.core.papers import Missing, issuers, keeper_of_seal
from liandong.core.papers.seals import SEALED
from liandong.core.rules import PaperForm
from liandong.core.texts import Text
from liandong.papers.units import seal_now
from liandong.web.fields.shown import unit_name
from liandong.web.language import say, t
from liandong.web.matter.paper_story import paper_title
from liandong.web.matter.seen import Seen
from liandong.web.papers.words import LAMPS, STATES


@dataclass(frozen=True, slots=True)
class PaperSeen:
    """One paper as the lists show it."""

    id: int
    title: str
    number: str
    unit: str
    words: Text
    lamp: str
    on: str  # the moment it came into this state
    reason: str
    replaced_by: str  # number of the paper that took its place
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class Beginning:
    """A paper that the reader's unit may begin now; `under_way` is the draft that is there already."""

    form: PaperForm
    under_way: int = 0


@dataclass(frozen=True, slots=True)
class Acts:
    """What the reader may do with one paper."""

    review: bool = False
    issue: bool = False
    seal: bool = False
    lacks_seal: bool = False  # the reader keeps a seal of which there is no picture here
    drop: bool = False
    void: bool = False
    replace: bool = False

    @property
    def any(self) -> bool:
        """Whether there is anything."""
        return self.review or self.issue or self.seal or self.drop or self.void or self.replace


def visible(seen: Seen) -> list[Paper]:
    """Issued papers for whoever sees the matter, drafts for the unit whose they are; the last one first."""
    own = seen.actor.seat.unit
    return [paper for paper in reversed(seen.state.papers) if paper.is_issued or paper.unit == own]


def paper_seen(seen: Seen, paper: Paper) -> PaperSeen:
    """One of them in words."""
    by = seen.state.papers[paper.replaced_by - 1].number if paper.replaced_by else ""
    return PaperSeen(
        id=paper.id,
        title=paper_title(seen.state, seen.pack, paper.id),
        number=paper.number,
        unit=unit_name(paper.unit, seen.pack),
        words=STATES[paper.state],
        lamp=LAMPS[paper.state],
        on=paper.ended_at or paper.issued_at or paper.drafted_at,
        reason=paper.reason or (paper.words if paper.state in (RETURNED, REVIEWED) else ""),
        replaced_by=by,
        is_sealed=bool(paper.seal),
    )


def beginnings(seen: Seen) -> list[Beginning]:
    """What the reader's unit may begin: its papers whose step is reached."""
    unit = seen.actor.seat.unit
    if not _may(seen, "paper.draft"):
        return []
    drafts = {paper.form: paper.id for paper in seen.state.papers if paper.state in UNISSUED and paper.unit == unit}
    forms = [form for form in seen.pack.papers.forms.values() if form.procedure == seen.state.procedure]
    return [Beginning(form, drafts.get(form.code, 0)) for form in forms if unit in issuers(seen.pack, seen.state, form)]


def acts(seen: Seen, paper: Paper, *, complete: bool) -> Acts:
    """What the reader may do with it; the same as `decide` would allow, so that no button leads to a refusal."""
    if paper.unit != seen.actor.seat.unit:
        return Acts()
    drafted = _may(seen, "paper.draft")
    other = seen.actor.account != paper.drafted_by
    return Acts(
        review=paper.state == DRAFT and other and _may(seen, "paper.review"),
        issue=paper.state == REVIEWED and complete and _may(seen, "paper.issue"),
        **_sealing(seen, paper),
        drop=paper.state in UNISSUED and drafted,
        void=paper.state == ISSUED and _may(seen, "paper.void"),
        replace=paper.state == ISSUED and drafted and not _under_way(seen, paper),
    )


def _sealing(seen: Seen, paper: Paper) -> dict[str, bool]:
    form, seat = seen.pack.papers.forms.get(paper.form), seen.actor.seat
    open_ = paper.state == ISSUED and not paper.seal and form is not None and form.kind.of.layout in SEALED
    if not open_ or seat.post != keeper_of_seal(seen.pack, paper.unit) or not _may(seen, "paper.seal"):
        return {}
    has_picture = seal_now(seen.state.county, paper.unit) is not None
    return {"seal": has_picture, "lacks_seal": not has_picture}


def waits_for(seen: Seen, paper: Paper) -> str:
    """Who has the next step where the reader has none: "review" or "issue", "" where nothing is open."""
    return {DRAFT: "review", REVIEWED: "issue"}.get(paper.state, "")


def _under_way(seen: Seen, paper: Paper) -> bool:
    return any(p.form == paper.form and p.unit == paper.unit and p.state in UNISSUED for p in seen.state.papers)


def _may(seen: Seen, action: str) -> bool:
    # Once its case file is archived, no paper of a matter is drafted, issued or voided any more.
    return not seen.state.archived and access.check(action, seen.actor, facts(seen.state)) is not None


def missing_words(missing: tuple[Missing, ...]) -> list[tuple[str, str]]:
    """What a draft lacks, and the steps that give it, in the reader's language."""
    return [(say(each.title), t("、", ", ").join(say(title) for title in each.given_at)) for each in missing]
