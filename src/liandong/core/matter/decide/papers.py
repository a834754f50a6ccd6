"""PURE. Papers: drafted, reviewed by another person, issued by the head of the unit, sealed, voided or replaced."""

from __future__ import annotations

from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.papers import DRAFT, ISSUED, REVIEWED, UNISSUED, Paper
from liandong.core.matter.plain import ZONE
from liandong.core.papers import (
    Filled,
    addressed,
    code_of,
    day_words,
    digest_of,
    fill,
    issuers,
    keeper_of_seal,
    mark_of,
    spelled,
)
from liandong.core.papers.seals import SEALED
from liandong.core.rules import PaperForm
from liandong.core.texts import Text


def draft_paper(draft: Draft, command: c.DraftPaper) -> str:
    """Begin a paper of the acting unit; one draft of a form at a time, so that nobody reviews the wrong one."""
    row = draft.allow("paper.draft")
    form = form_of(draft, command.form)
    unit = draft.actor.seat.unit
    if unit not in issuers(draft.law.pack, draft.state, form):
        raise Refusal("paper.not-yours", rule=_rule(draft, form), paper=form.title)
    replaces = command.replaces and _replaceable(draft, command.replaces, form).id
    own = [paper for paper in draft.state.papers if (paper.form, paper.unit) == (form.code, unit)]
    if any(paper.state in UNISSUED for paper in own):
        raise Refusal("paper.drafted-already", rule=_rule(draft, form), paper=form.title)
    draft.emit(e.PaperDrafted(len(draft.state.papers) + 1, form.code, unit, replaces))
    return row


def review_paper(draft: Draft, command: c.ReviewPaper) -> str:
    """Another person than the drafter agrees to what stands in the draft now, or sends it back."""
    row = draft.allow("paper.review")
    paper = _own(draft, command.paper)
    form = form_of(draft, paper.form)
    if paper.state != DRAFT:
        raise Refusal("paper.not-a-draft", rule=_rule(draft, form), paper=form.title)
    if draft.actor.account == paper.drafted_by:
        raise Refusal("paper.own-draft", rule=_rule(draft, form), paper=form.title)
    if not command.agreed and not command.words.strip():
        raise Refusal("reason.missing", field="words")
    digest = digest_of(filled(draft, paper, complete=command.agreed).content)
    if command.agreed and digest != command.digest:
        raise Refusal("paper.changed", rule=_rule(draft, form), paper=form.title)
    draft.emit(e.PaperReviewed(paper.id, command.agreed, command.words.strip(), digest))
    return row


def issue_paper(draft: Draft, command: c.IssuePaper) -> str:
    """Give a reviewed draft its number; what it replaces counts no longer, in the same act."""
    row = draft.allow("paper.issue")
    paper = _own(draft, command.paper)
    form = form_of(draft, paper.form)
    if paper.state != REVIEWED:
        raise Refusal("paper.not-reviewed", rule=_rule(draft, form), paper=form.title)
    content = filled(draft, paper, complete=True).content
    if digest_of(content) != paper.digest:
        raise Refusal("paper.changed", rule=_rule(draft, form), paper=form.title)
    replaced = _replaceable(draft, paper.replaces, form) if paper.replaces else None
    day, place = draft.now.astimezone(ZONE).date(), draft.law.paper_place
    mark = draft.law.mark or mark_of(draft.law.pack, paper.unit)
    number = spelled(mark, form.numbered_in, day.year, place)
    seat = draft.actor.seat
    said = {**content, "number": number, "date": day_words(day), "signer": _signer(draft)}
    code = code_of(draft.state.id, paper.id, number, said)
    signer = f"{seat.unit}/{seat.post}"
    told = list(addressed(draft.law.pack, draft.state, form, paper.unit))
    draft.emit(e.PaperIssued(paper.id, number, form.numbered_in, day.year, place, code, signer, said, told))
    if replaced is not None:
        draft.emit(e.PaperVoided(replaced.id, "", paper.id))
    return row


def place_seal(draft: Draft, command: c.PlaceSeal) -> str:
    """Place the unit's seal on a paper that was issued and counts, once; whoever keeps the seal does it."""
    row = draft.allow("paper.seal")
    paper = _own(draft, command.paper)
    form = form_of(draft, paper.form)
    seal, stands_against = draft.law.seal, _unsealable(draft, paper, form)
    if seal is None or stands_against:
        raise Refusal(stands_against or "paper.no-seal-here", rule=_rule(draft, form), paper=form.title)
    draft.emit(e.SealPlaced(paper.id, seal.picture, seal.width))
    return row


def _unsealable(draft: Draft, paper: Paper, form: PaperForm) -> str:
    """The refusal that stands against sealing this paper from this seat; "" where none does."""
    if paper.state != ISSUED:
        return "paper.not-issued"
    if paper.seal:
        return "paper.sealed-already"
    if form.kind.of.layout not in SEALED:
        return "paper.takes-no-seal"
    return "" if draft.actor.seat.post == keeper_of_seal(draft.law.pack, paper.unit) else "paper.not-keeper"


def void_paper(draft: Draft, command: c.VoidPaper) -> str:
    """An issued paper is voided by the head of its unit, a draft is dropped by whoever may draft it."""
    paper = _own(draft, command.paper, "paper.draft")
    issued = paper.is_issued
    row = draft.allow("paper.void" if issued else "paper.draft")
    form = draft.law.pack.papers.forms.get(paper.form)
    title = form.title if form else Text(paper.title, paper.title)
    if paper.state != ISSUED and paper.state not in UNISSUED:
        raise Refusal("paper.ended", paper=title)
    if issued and not command.reason.strip():
        raise Refusal("reason.missing", field="reason")
    draft.emit(e.PaperVoided(paper.id, command.reason.strip()))
    return row


def filled(draft: Draft, paper: Paper, *, complete: bool = False) -> Filled:
    """What the paper says now; with `complete`, Refusal where something is missing."""
    form = form_of(draft, paper.form)
    found = fill(draft.law.pack, draft.state, form, paper.unit)
    if complete and found.missing:
        zh, en = (
            sep.join(each.title.say(lang) for each in found.missing) for lang, sep in (("zh", "、"), ("en", ", "))
        )
        raise Refusal("paper.missing", rule=_rule(draft, form), paper=form.title, fields=Text(zh, en))
    return found


def form_of(draft: Draft, code: str) -> PaperForm:
    """A form of this matter's procedure; Refusal if the pack has none under this name."""
    form = draft.law.pack.papers.forms.get(code)
    if form is None or form.procedure != draft.state.procedure:
        raise Refusal("paper.unknown")
    return form


def _own(draft: Draft, number: int, action: str = "") -> Paper:
    if action:
        draft.allow(action)
    papers = draft.state.papers
    if not 0 < number <= len(papers):
        raise Refusal("paper.unknown")
    paper = papers[number - 1]
    if paper.unit != draft.actor.seat.unit:
        form = form_of(draft, paper.form)
        raise Refusal("paper.not-yours", rule=_rule(draft, form), paper=form.title)
    return paper


def _replaceable(draft: Draft, number: int, form: PaperForm) -> Paper:
    paper = _own(draft, number)
    if paper.state != ISSUED or paper.form != form.code:
        raise Refusal("paper.not-replaceable", rule=_rule(draft, form), paper=form.title)
    return paper


def _signer(draft: Draft) -> str:
    """The post that issues it, as papers to the organ above name it: posts only, never a person."""
    seat = draft.actor.seat
    unit = draft.law.pack.units[seat.unit]
    return next((post.title.zh for post in unit.posts if post.code == seat.post), "")


def _rule(draft: Draft, form: PaperForm) -> str:
    return f"{draft.law.pack.county}/papers#{form.procedure}.{form.name}"
