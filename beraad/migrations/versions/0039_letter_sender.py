"""Who signs the letters, and what they say about personal data."""

import sqlalchemy as sa
from alembic import op

revision = "0039_letter_sender"
down_revision = "0038_letter"
branch_labels = None
depends_on = None

COLUMNS = {"signed_by": 100, "signed_as": 100, "signature": None, "address_source": 200, "ground": 200}
COLUMNS |= {"privacy_contact": 200}


def upgrade() -> None:
    with op.batch_alter_table("letter_form") as table:
        for name, length in COLUMNS.items():
            kind = sa.String(length) if length else sa.Text()
            table.add_column(sa.Column(name, kind, nullable=False, server_default=""))
    with op.batch_alter_table("letter_form") as table:
        for name in COLUMNS:
            table.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("letter_form") as table:
        for name in COLUMNS:
            table.drop_column(name)
