"""What waits for one subject is found without looking at all that waits."""

from alembic import op

revision = "0027_job_subject"
down_revision = "0026_revision"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_job_subject", "job")
    op.create_index("ix_job_subject_state", "job", ["subject", "state"])


def downgrade() -> None:
    op.drop_index("ix_job_subject_state", "job")
    op.create_index("ix_job_subject", "job", ["subject"])
