"""U: comments for the checker itself. The ignore comments are read and matched in `check.ignores`."""

from __future__ import annotations

from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import described_rule

described_rule(
    "U101",
    "unused-ignore",
    Level.WARNING,
    """Finds ignore comments that hide nothing: the finding is gone, the code does not exist or can't be ignored, or
    the comment gives no reason.

    Why: A comment that hides nothing today will hide tomorrow's mistake.

    Fix: Delete it, or add the reason behind the bracket: `# goals: ignore[M108] two key results are enough for this
    pilot`. `goals check --fix` deletes codes that hide nothing.

    Source: Ruff's RUF100; a suppression without a reason cannot be reviewed.
    """,
)
