"""The one place that may look at a clock: which day everything is computed as of."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from mkdocs_goals.model.calendar import parse_date


def as_of_day(asked: date | str | None = None) -> date:
    """The day that was asked for, else that of SOURCE_DATE_EPOCH (UTC), else today.

    Raises ValueError, in words for a person, where either cannot be read.
    """
    if isinstance(asked, datetime):
        return asked.date()
    if isinstance(asked, date):
        return asked
    if asked:
        day = parse_date(asked.strip())
        if day is None:
            raise ValueError(f"`{asked}` is no date; write year-month-day, such as 2024-08-15")
        return day
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not epoch:
        return date.today()  # noqa: DTZ011 - the author's own day is meant
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise ValueError(f"SOURCE_DATE_EPOCH is `{epoch}`, which is no count of seconds") from None
