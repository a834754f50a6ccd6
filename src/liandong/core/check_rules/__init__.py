"""PURE. What must be true of a pack before it may be used: shape, parties, citations, and where every way leads."""

from __future__ import annotations

from collections.abc import Mapping

from liandong.core.check_rules.appraising import appraisal_problems
from liandong.core.check_rules.archiving import archiving_problems
from liandong.core.check_rules.bodies import body_problems
from liandong.core.check_rules.citing import citing_problems, rule_problems
from liandong.core.check_rules.crew import crew_problems
from liandong.core.check_rules.elements import Element, elements
from liandong.core.check_rules.explorer import explorer_problems
from liandong.core.check_rules.exploring import BOUND, Explorer
from liandong.core.check_rules.marking import mark_problems
from liandong.core.check_rules.names import name_problems
from liandong.core.check_rules.printing import printing_problems
from liandong.core.check_rules.problems import Problem
from liandong.core.check_rules.public import public_problems
from liandong.core.check_rules.related import related_problems
from liandong.core.check_rules.shape import shape_problems
from liandong.core.check_rules.uses import use_problems
from liandong.core.rules import Pack


def check_pack(pack: Pack, rules: Mapping[str, str] | None = None, bound: int = BOUND) -> tuple[Problem, ...]:
    """Every problem of a pack; () = it may be used.

    `rules` holds the ids of the county's rules (docs/requirements.csv) with their actions; without it rule ids are
    not judged. Each procedure's finite abstraction is explored whole; more than `bound` states is a problem itself.
    """
    found = standing_problems(pack)
    if any(name_problems(pack)):
        return found  # what names lead to cannot be judged before the names do
    found += tuple(rule_problems(pack, rules)) if rules is not None else ()
    explorer = Explorer(pack, bound)
    for procedure in pack.procedures.values():
        found += tuple(explorer_problems(pack, procedure, bound, explorer))
    return tuple(dict.fromkeys(found))


def standing_problems(pack: Pack) -> tuple[Problem, ...]:
    """What is seen without walking through the procedures, in milliseconds: the library asks it of every pack."""
    unnamed = tuple(dict.fromkeys(name_problems(pack)))
    kinds = (
        *(shape_problems, use_problems, crew_problems, body_problems, related_problems, appraisal_problems),
        *(citing_problems, mark_problems, public_problems, printing_problems),
        archiving_problems,
    )
    return unnamed or tuple(dict.fromkeys(problem for problems in kinds for problem in problems(pack)))


__all__ = ["BOUND", "Element", "Problem", "check_pack", "elements", "standing_problems"]
