"""Why seats fell free, who was told of the draw, and whether somebody wants an allowance."""

import sqlalchemy as sa
from alembic import op

import beraad.orm

revision = "0020_panel_life"
down_revision = "0019_text_messages"
branch_labels = None
depends_on = None

WAYS = "asked_by IN ('e-mail', 'post', 'telefoon', 'sms')"
CAUSES = (
    "cause IN ('geen_tijd', 'werk', 'zorg', 'gezondheid', 'verhuisd', 'past_niet', 'geen_antwoord', 'anders',"
    " 'niet_verteld')"
)


def upgrade() -> None:
    with op.batch_alter_table("seat") as batch_op:
        batch_op.add_column(sa.Column("asked_by", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("told_at", beraad.orm.Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("wants_allowance", sa.Boolean(), nullable=True))
        batch_op.create_check_constraint(op.f("ck_seat_contactby"), WAYS)
    with op.batch_alter_table("seat_event") as batch_op:
        batch_op.add_column(sa.Column("cause", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("happened_on", sa.Date(), nullable=True))
        batch_op.create_check_constraint(op.f("ck_seat_event_cause"), CAUSES)


def downgrade() -> None:
    with op.batch_alter_table("seat_event") as batch_op:
        batch_op.drop_constraint(op.f("ck_seat_event_cause"), type_="check")
        batch_op.drop_column("happened_on")
        batch_op.drop_column("cause")
    with op.batch_alter_table("seat") as batch_op:
        batch_op.drop_constraint(op.f("ck_seat_contactby"), type_="check")
        batch_op.drop_column("wants_allowance")
        batch_op.drop_column("told_at")
        batch_op.drop_column("asked_by")
