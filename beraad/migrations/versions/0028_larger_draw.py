"""A draw of more people than seats, as last proposed."""

import sqlalchemy as sa
from alembic import op

revision = "0028_larger_draw"
down_revision = "0027_job_subject"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "larger_draw",
        sa.Column("assembly_id", sa.Integer, nullable=False),
        sa.Column("snapshot_sha256", sa.String(64), nullable=False),
        sa.Column("asked", sa.JSON, nullable=False),
        sa.Column("proposal", sa.JSON, nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name="fk_larger_draw_assembly_id_assembly", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assembly_id", name="pk_larger_draw"),
    )


def downgrade() -> None:
    op.drop_table("larger_draw")
