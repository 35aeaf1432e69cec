"""The day for which an answer was promised stays beside the answer."""

import sqlalchemy as sa
from alembic import op

revision = "0048_promised_for"
down_revision = "0047_answers"
branch_labels = None
depends_on = None

#: the first version that was published, and the day for which it was promised
FIRST = """
UPDATE formal_response SET promised_for = (
    SELECT coalesce(recommendation.extended_to, recommendation.response_due_on)
    FROM recommendation WHERE recommendation.id = formal_response.recommendation_id
)
WHERE published_at IS NOT NULL AND version = (
    SELECT min(one.version) FROM formal_response AS one
    WHERE one.recommendation_id = formal_response.recommendation_id AND one.published_at IS NOT NULL
)
"""


def upgrade() -> None:
    with op.batch_alter_table("formal_response") as table:
        table.add_column(sa.Column("promised_for", sa.Date))
    op.execute(FIRST)


def downgrade() -> None:
    with op.batch_alter_table("formal_response") as table:
        table.drop_column("promised_for")
