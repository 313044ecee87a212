"""Which statuses ask for help, and in which order statuses are read. Pages, pictures and rules ask here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mkdocs_goals.score.result import KpiStatus, Status

NEED_HELP = (Status.OFF_TRACK, Status.AT_RISK)
"""What a goal needs help with while its time runs."""
KPIS_NEED_HELP = (KpiStatus.CRITICAL, KpiStatus.WARNING)

NOT_COUNTED = (Status.CANCELLED, Status.POSTPONED, Status.DRAFT)
"""The statuses of goals that enter no score."""

RUNNING = (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK)
"""The statuses of a goal whose time runs: only then is there a limit of today."""
OVER = (Status.ACHIEVED, Status.PARTLY_ACHIEVED, Status.MISSED)
"""What became of a goal whose time is over."""

WEAKEST_FIRST = (
    *(Status.MISSED, Status.OFF_TRACK, Status.NO_DATA, Status.PARTLY_ACHIEVED, Status.AT_RISK),
    *(Status.ON_TRACK, Status.ACHIEVED),
)
"""Which key result gives its objective's status under `objective_status: weakest`. Here, unlike in `SEVERITY`, what is
missed is worse than what is off track, and silence worse than what was partly achieved: it may hide either."""

IN_COUNTS = (
    *(Status.OFF_TRACK, Status.AT_RISK, Status.ON_TRACK, Status.MISSED, Status.PARTLY_ACHIEVED, Status.ACHIEVED),
    *(Status.NO_DATA, Status.UPCOMING, Status.DRAFT, Status.POSTPONED, Status.CANCELLED),
)
"""Every status in the order in which counts are read: what runs, what ended, what has no score."""


def _ranks(worst_first: Iterable[Status] | Iterable[KpiStatus]) -> Mapping[str, int]:
    return {str(status): rank for rank, status in enumerate(worst_first)}


SEVERITY: Mapping[str, int] = _ranks((
    *(Status.OFF_TRACK, Status.AT_RISK, Status.MISSED, Status.PARTLY_ACHIEVED, Status.NO_DATA, Status.ON_TRACK),
    *(Status.ACHIEVED, Status.UPCOMING, Status.DRAFT, Status.POSTPONED, Status.CANCELLED),
))  # fmt: skip
"""The rank of each status when the worst comes first."""

KPI_SEVERITY: Mapping[str, int] = _ranks((
    *(KpiStatus.CRITICAL, KpiStatus.WARNING, KpiStatus.NO_DATA, KpiStatus.NO_TARGET, KpiStatus.HEALTHY, KpiStatus.MET),
    *(KpiStatus.DRAFT, KpiStatus.POSTPONED, KpiStatus.CANCELLED, KpiStatus.CLOSED),
))  # fmt: skip
