"""When the list of the real draw was frozen, known to every room: from then on nobody signs up for it."""

import sqlalchemy as sa
from alembic import op

revision = "0037_gates"
down_revision = "0036_deputy"
branch_labels = None
depends_on = None

FROZEN = """
UPDATE assembly SET pool_frozen_at = (
    SELECT max(frozen_at) FROM draw WHERE draw.assembly_id = assembly.id
    AND draw.kind = 'echt' AND draw.state NOT IN ('voorgesteld', 'ingetrokken', 'mislukt')
)
"""


def upgrade() -> None:
    op.add_column("assembly", sa.Column("pool_frozen_at", sa.DateTime(timezone=True)))
    op.execute(FROZEN)


def downgrade() -> None:
    op.drop_column("assembly", "pool_frozen_at")
