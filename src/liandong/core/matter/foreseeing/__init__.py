"""PURE. What would follow from an act that is not sent yet: `decide` run dry on a form that may be half filled."""

from liandong.core.matter.foreseeing.foresee import Foreseeable, Foreseen, ForeseenTask, foresee

__all__ = ["Foreseeable", "Foreseen", "ForeseenTask", "foresee"]
