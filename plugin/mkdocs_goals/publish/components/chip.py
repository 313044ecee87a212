"""A status as people see it: always sign, word and colour together."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_goals.draw.labels import SIGNS
from mkdocs_goals.publish.catalogue import Catalogue
from mkdocs_goals.score.result import KpiStatus, Status


@dataclass(frozen=True, slots=True)
class Chip:
    """`status` names the colour (`goals-s-…`)."""

    status: str
    sign: str
    word: str


def chip(words: Catalogue, status: Status | KpiStatus) -> Chip:
    kind = "status" if isinstance(status, Status) else "kpi-status"
    return Chip(status, SIGNS[status], words(f"{kind}.{status}"))
