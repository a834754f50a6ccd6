"""Where the pages of the mechanism stand: a citation on any page leads to the step that rests on it."""

from __future__ import annotations

MECHANISM = "/mechanism/"


def procedure_url(county: str, procedure: str) -> str:
    """The page of a procedure."""
    return f"{MECHANISM}{county}/{procedure}/"


def element_url(county: str, procedure: str, element: str = "") -> str:
    """The page of a procedure at one of its entries or steps."""
    return procedure_url(county, procedure) + (f"#{element}" if element else "")


def rule_url(rule: str) -> str:
    """The page of a rule by its path (`county/procedure#step.outcome`); "" where the path names none."""
    place, _, element = rule.partition("#")
    county, _, procedure = place.partition("/")
    return element_url(county, procedure, element.partition(".")[0]) if procedure else ""
