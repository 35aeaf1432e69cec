"""Every moment is named after what happened then; the columns were all called `at`."""

import sqlalchemy as sa
from alembic import op

revision = "0031_moments"
down_revision = "0030_telling"
branch_labels = None
depends_on = None

#: table → what its moment is called
MOMENTS = {
    "audit_event": "happened_at",
    "consent": "agreed_at",
    "draw_event": "happened_at",
    "open_link_switch": "switched_at",
    "phase_start": "started_at",
    "quota_change": "changed_at",
    "seat_event": "recorded_at",
    "sign_in_attempt": "tried_at",
}
#: the one table that is searched by its moment
INDEXED = "sign_in_attempt"


def upgrade() -> None:
    op.drop_index("ix_sign_in_attempt_at", INDEXED)
    for table, moment in MOMENTS.items():
        _rename(table, "at", moment)
    op.create_index("ix_sign_in_attempt_tried_at", INDEXED, ["tried_at"])


def downgrade() -> None:
    op.drop_index("ix_sign_in_attempt_tried_at", INDEXED)
    for table, moment in MOMENTS.items():
        _rename(table, moment, "at")
    op.create_index("ix_sign_in_attempt_at", INDEXED, ["at"])


def _rename(table: str, before: str, after: str) -> None:
    """Rename in place, on SQLite too: no copy of the table, so its constraints and hashes stay as they are."""
    op.alter_column(table, before, new_column_name=after, existing_type=sa.DateTime(timezone=True))
