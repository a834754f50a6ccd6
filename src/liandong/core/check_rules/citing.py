"""PURE. Citations and rules: every limit cites, every citation names an article of a listed source, rules exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from liandong.core.check_rules.elements import Element, elements
from liandong.core.check_rules.problems import Problem
from liandong.core.rules import Pack

MUST_CITE = frozenset(
    {"limit", "refusal", "enforcing", "extension", "duty", "procedure", "entry", "step", "item"}
    | {"retention", "point", "group", "kind of information", "appraisal", "appraisal line"}
)
DETAIL = ("第", "（", "(")


def citing_problems(pack: Pack) -> Iterator[Problem]:
    """Elements that must cite and do not, and citations that lead nowhere."""
    for element in elements(pack):
        if element.kind in MUST_CITE and not element.cites:
            yield Problem(
                element.path, f"this {element.kind} without a citation", "`cites:` with an article of the sources"
            )
        for cite in element.cites:
            if not is_cited(pack, cite):
                known = "、".join(next(iter(pack.sources.values())).articles[:30]) if pack.sources else "none"
                yield Problem(
                    element.path, f"the citation {cite}, which no source has", f"an article of sources.yaml: {known}"
                )


def is_cited(pack: Pack, cite: str) -> bool:
    """Whether a citation is a source's code with one of its articles, or, of the first source, the article alone."""
    for number, source in enumerate(pack.sources.values()):
        rests = [cite] if number == 0 else []
        rests += [cite.removeprefix(source.code)] if cite.startswith(source.code) else []
        if any(_names(rest, article) for rest in rests for article in source.articles):
            return True
    return False


def _names(cite: str, article: str) -> bool:
    detail = cite.removeprefix(article) if cite.startswith(article) else None
    return detail is not None and (not detail or detail.startswith(DETAIL))


def rule_problems(pack: Pack, known: Mapping[str, str]) -> Iterator[Problem]:
    """Rules named by elements against the table of rules; `known` holds the ids of this county with their actions."""
    carried: dict[str, list[Element]] = {}
    for element in elements(pack):
        for rule in element.rules:
            carried.setdefault(rule, []).append(element)
            if rule not in known:
                yield Problem(
                    element.path, f"the rule {rule}, which the table of rules does not have", "an id of the table"
                )
    for rule in pack.not_carried:
        at = f"{pack.county}/pack#not_carried.{rule}"
        if rule not in known:
            yield Problem(at, f"the rule {rule}, which the table of rules does not have", "an id of the table")
        if rule in carried:
            paths = ", ".join(element.path for element in carried[rule])
            yield Problem(at, f"the rule {rule}, which {paths} carries", "a rule either carried or not carried")
    for rule in known:
        if rule not in carried and rule not in pack.not_carried:
            yield Problem(
                f"{pack.county}#rules",
                f"the rule {rule} nowhere",
                "an element that names it, or a line in `not_carried`",
            )
