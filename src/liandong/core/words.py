"""PURE. The words of refusals in both languages: what stands against an act, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from liandong.core.errors import Refusal
from liandong.core.says.acts import ACTS
from liandong.core.says.case_files import CASE_FILES
from liandong.core.says.clocks import CLOCKS
from liandong.core.says.evidence import EVIDENCE
from liandong.core.says.fields import FIELDS
from liandong.core.says.matters import MATTERS
from liandong.core.says.papers import PAPERS
from liandong.core.says.people import PEOPLE
from liandong.core.says.rosters import ROSTERS
from liandong.core.says.searches import SEARCHES
from liandong.core.says.tasks import TASKS
from liandong.core.says.views import VIEWS
from liandong.core.says.written import WRITTEN
from liandong.core.texts import Says, Text

LANGUAGES = ("zh", "en")
SAYS: dict[str, Says] = {
    **ACTS,
    **CASE_FILES,
    **CLOCKS,
    **EVIDENCE,
    **FIELDS,
    **MATTERS,
    **PAPERS,
    **PEOPLE,
    **ROSTERS,
    **SEARCHES,
    **TASKS,
    **VIEWS,
    **WRITTEN,
}


@dataclass(frozen=True, slots=True)
class Said:
    """A refusal as one reader sees it."""

    code: str
    why: str
    then: str
    cites: tuple[str, ...]
    rule: str
    field: str

    def full(self) -> str:
        """Everything in one line, for a terminal or a log."""
        cited = f" ({'、'.join(self.cites)})" if self.cites else ""
        return f"{self.why}{cited} {self.then} [{self.code}]"


def say(refusal: Refusal, lang: str) -> Said:
    """Words of a refusal in `lang`; KeyError if the code has none (a house test prevents that)."""
    words = SAYS[refusal.code]
    params = {k: v.say(lang) if isinstance(v, Text) else v for k, v in refusal.params.items()}
    return Said(
        code=refusal.code,
        why=words.why.say(lang).format(**params),
        then=words.then.say(lang).format(**params),
        cites=refusal.cites,
        rule=refusal.rule,
        field=refusal.field,
    )


__all__ = ["LANGUAGES", "SAYS", "Said", "Says", "Text", "say"]
