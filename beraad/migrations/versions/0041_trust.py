"""Each panellist has an account of their own, also when two share a mailbox."""

import sqlalchemy as sa
from alembic import op

revision = "0041_trust"
down_revision = "0040_promises"
branch_labels = None
depends_on = None

ACCOUNT = sa.table(
    "account",
    *(sa.column(name) for name in ("id", "email", "name", "is_administrator", "is_active", "created_at", "at_address")),
)
SEAT = sa.table("seat", sa.column("id"), sa.column("account_id"), sa.column("state"))
MEMBERSHIP = sa.table("membership", sa.column("assembly_id"), sa.column("account_id"), sa.column("role"))
#: accounts of nobody but panellists
OF_PANELLISTS = """
UPDATE account SET at_address = 1 WHERE NOT is_administrator
AND id IN (SELECT account_id FROM seat WHERE account_id IS NOT NULL)
AND id NOT IN (SELECT account_id FROM membership WHERE role <> 'panellid')
"""
SHARED = """
SELECT seat.id, seat.assembly_id, account.email, registration.name FROM seat
JOIN account ON account.id = seat.account_id LEFT JOIN registration ON registration.id = seat.registration_id
WHERE EXISTS (SELECT 1 FROM seat AS first WHERE first.assembly_id = seat.assembly_id
AND first.account_id = seat.account_id AND first.id < seat.id) ORDER BY seat.id
"""


def upgrade() -> None:
    with op.batch_alter_table("account") as table:
        table.add_column(sa.Column("at_address", sa.Integer, nullable=False, server_default="0"))
        table.drop_constraint(op.f("uq_account_email"), type_="unique")
        table.create_unique_constraint(op.f("uq_account_email_at_address"), ["email", "at_address"])
    op.execute(OF_PANELLISTS)
    connection = op.get_bind()
    for seat_id, assembly_id, email, name in connection.execute(sa.text(SHARED)).all():
        account_id = _another_account(connection, email, name or email)
        _seat(connection, seat_id, assembly_id, account_id)
    op.create_index("uq_seat_holder", "seat", ["assembly_id", "account_id"], unique=True)


def _another_account(connection: sa.Connection, email: str, name: str) -> int:
    """Returns the key of a new account at this address."""
    last = connection.execute(sa.select(sa.func.max(ACCOUNT.c.at_address)).where(ACCOUNT.c.email == email)).scalar_one()
    values = {"email": email, "name": name, "is_administrator": False, "is_active": True, "at_address": last + 1}
    made = sa.insert(ACCOUNT).values(created_at=sa.func.current_timestamp(), **values).returning(ACCOUNT.c.id)
    return int(connection.execute(made).scalar_one())


def _seat(connection: sa.Connection, seat_id: int, assembly_id: int, account_id: int) -> None:
    state = connection.execute(sa.select(SEAT.c.state).where(SEAT.c.id == seat_id)).scalar_one()
    connection.execute(sa.update(SEAT).where(SEAT.c.id == seat_id).values(account_id=account_id))
    if state == "bevestigd":
        role = {"assembly_id": assembly_id, "account_id": account_id, "role": "panellid"}
        connection.execute(sa.insert(MEMBERSHIP).values(role))


def downgrade() -> None:
    op.drop_index("uq_seat_holder", "seat")
    with op.batch_alter_table("account") as table:
        table.drop_constraint(op.f("uq_account_email_at_address"), type_="unique")
        table.create_unique_constraint(op.f("uq_account_email"), ["email"])
        table.drop_column("at_address")
