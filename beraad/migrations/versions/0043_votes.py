"""Votes as rounds under a public rule, in place of four numbers beside a recommendation.

What was recorded before becomes a counted round under a rule with the old threshold. Nobody wrote down then who was
there, so that all who voted count as present, and as the panel if they were more than its seats.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0043_votes"
down_revision = "0042_phases"
branch_labels = None
depends_on = None

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
MOMENT = sa.DateTime(timezone=True)
NOT_COUNTED = sa.text("counted_at IS NULL")
CHOICES = "('voor', 'tegen', 'blanco')"
MOVED = "Deze stemming is vastgelegd voordat er stemrondes waren."


def tables() -> dict[str, sa.Table]:
    """The tables of this step, in the order in which they are made."""
    made = sa.MetaData(naming_convention=NAMES)
    for name in ("assembly", "account", "recommendation", "meeting", "seat"):
        sa.Table(name, made, sa.Column("id", sa.Integer, primary_key=True))
    return {
        table.name: table
        for table in (rule_table(made), round_table(made), *mark_tables(made), paper_table(made), count_table(made))
    }


def whole(name: str, **options: Any) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer, **options)


def account(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.ForeignKey("account.id", ondelete="SET NULL"))


def rule_table(made: sa.MetaData) -> sa.Table:
    return sa.Table(
        "voting_rule",
        made,
        whole("id", primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False),
        *(whole(name, nullable=False) for name in ("version", "threshold")),
        sa.Column("share_of", sa.String(40), nullable=False),
        whole("quorum", nullable=False),
        sa.Column("is_secret", sa.Boolean, nullable=False),
        *(whole(name, nullable=False) for name in ("most_rounds", "minority_days")),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        account("published_by_id"),
        sa.UniqueConstraint("assembly_id", "version"),
        sa.CheckConstraint("share_of IN ('uitgebracht', 'aanwezig', 'alle')", name="shareof"),
        sa.CheckConstraint("threshold BETWEEN 1 AND 99", name="threshold_is_percentage"),
        sa.CheckConstraint("quorum BETWEEN 1 AND 100", name="quorum_is_percentage"),
        sa.CheckConstraint("most_rounds BETWEEN 1 AND 9 AND minority_days >= 0", name="counted_from_one"),
        sa.CheckConstraint("version = 1 OR reason <> ''", name="changed_with_reason"),
    )


def round_table(made: sa.MetaData) -> sa.Table:
    return sa.Table(
        "vote_round",
        made,
        whole("id", primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False),
        whole("number", nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("recommendation_id", sa.ForeignKey("recommendation.id", ondelete="CASCADE"), index=True),
        whole("amendment_id"),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("rule_id", sa.ForeignKey("voting_rule.id", ondelete="CASCADE"), nullable=False),
        sa.Column("rule_published_at", MOMENT, nullable=False),
        sa.Column("way", sa.String(40), nullable=False),
        sa.Column("meeting_id", sa.ForeignKey("meeting.id", ondelete="SET NULL")),
        whole("turn", nullable=False),
        sa.Column("why_again", sa.Text, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        account("opened_by_id"),
        sa.Column("closes_at", MOMENT, nullable=False),
        sa.Column("counted_at", MOMENT),
        whole("eligible", nullable=False),
        *(whole(name) for name in ("present", "votes_for", "votes_against", "votes_blank")),
        *(whole(name) for name in ("handed_out", "declined", "spoiled")),
        sa.Column("spoiled_why", sa.Text, nullable=False),
        whole("not_returned"),
        whole("difference", nullable=False),
        sa.Column("outcome", sa.String(40)),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("file_kind", sa.String(10), nullable=False),
        sa.UniqueConstraint("assembly_id", "number"),
        sa.Index(
            "uq_vote_round_open_once",
            "recommendation_id",
            unique=True,
            sqlite_where=NOT_COUNTED,
            postgresql_where=NOT_COUNTED,
        ),
        *round_checks(),
    )


def round_checks() -> list[sa.CheckConstraint]:
    checks = {
        "purpose": "purpose IN ('aannemen', 'wijzigen', 'minderheid', 'intrekken', 'vaststellen')",
        "way": "way IN ('eigen_pagina', 'papier', 'zaal', 'elders')",
        "outcome": "outcome IN ('aangenomen', 'verworpen', 'geen_quorum', 'ongeldig')",
        "rule_before_round": "rule_published_at <= opened_at",
        "closes_after_opening": "closes_at >= opened_at",
        "again_with_reason": "turn = 1 OR why_again <> ''",
        "counted_with_outcome": "(counted_at IS NULL) = (outcome IS NULL)",
        "votes_not_negative": "votes_for >= 0 AND votes_against >= 0 AND votes_blank >= 0",
        "no_more_votes_than_present": "votes_for + votes_against + votes_blank <= present",
        "no_more_present_than_panel": "present <= eligible",
        "spoiled_with_reason": "spoiled IS NULL OR spoiled = 0 OR spoiled_why <> ''",
    }
    return [sa.CheckConstraint(text, name=name) for name, text in checks.items()]


def of_round() -> "sa.Column[int]":
    return sa.Column("round_id", sa.ForeignKey("vote_round.id", ondelete="CASCADE"), primary_key=True)


def mark_tables(made: sa.MetaData) -> list[sa.Table]:
    """Who handed in, the tallies of a secret round, the ballots of an open one."""

    def seat() -> "sa.Column[int]":
        return sa.Column("seat_id", sa.ForeignKey("seat.id", ondelete="CASCADE"), primary_key=True)

    def is_choice() -> sa.CheckConstraint:
        return sa.CheckConstraint(f"choice IN {CHOICES}", name="choice")

    return [
        sa.Table("vote_handed_in", made, of_round(), seat()),
        sa.Table(
            "vote_tally",
            made,
            of_round(),
            sa.Column("choice", sa.String(40), primary_key=True),
            whole("votes", nullable=False),
            is_choice(),
            sa.CheckConstraint("votes >= 0", name="votes_not_negative"),
        ),
        sa.Table(
            "vote_ballot", made, of_round(), seat(), sa.Column("choice", sa.String(40), nullable=False), is_choice()
        ),
    ]


def paper_table(made: sa.MetaData) -> sa.Table:
    return sa.Table(
        "vote_paper",
        made,
        of_round(),
        sa.Column("code", sa.String(12), primary_key=True),
        sa.Column("first", sa.String(40)),
        account("first_by_id"),
        sa.Column("second", sa.String(40)),
        account("second_by_id"),
        sa.CheckConstraint(f"first IN {CHOICES}", name="first"),
        sa.CheckConstraint(f"second IN {CHOICES}", name="second"),
        sa.CheckConstraint("first_by_id <> second_by_id", name="read_by_two"),
    )


def count_table(made: sa.MetaData) -> sa.Table:
    numbers = ("votes_for", "votes_against", "votes_blank", "handed_out", "declined", "spoiled")
    return sa.Table(
        "vote_hand_count",
        made,
        of_round(),
        sa.Column("account_id", sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
        *(whole(name, nullable=False) for name in numbers),
        sa.Column("spoiled_why", sa.Text, nullable=False),
    )


def upgrade() -> None:
    made = tables()
    first = next(iter(made.values())).metadata
    first.create_all(op.get_bind(), list(made.values()), checkfirst=False)
    move(made["voting_rule"], made["vote_round"])
    with op.batch_alter_table("recommendation") as table:
        for name in ("threshold_is_percentage", "votes_not_negative"):
            table.drop_constraint(op.f(f"ck_recommendation_{name}"), type_="check")
        for name in ("votes_for", "votes_against", "votes_blank", "threshold"):
            table.drop_column(name)


def move(rules: sa.Table, rounds: sa.Table) -> None:
    """A rule for each threshold that was used, and a counted round for each vote."""
    connection = op.get_bind()
    voted = connection.execute(
        sa.text(
            "SELECT r.id, r.assembly_id, r.votes_for AS f, r.votes_against AS a, r.votes_blank AS b, r.threshold,"
            " r.adopted, r.locked_at, a.seats FROM recommendation r JOIN assembly a ON a.id = r.assembly_id"
            " WHERE r.votes_for IS NOT NULL ORDER BY r.assembly_id, r.number"
        ).columns(locked_at=MOMENT, adopted=sa.Boolean)
    ).all()
    known: dict[tuple[int, int], int] = {}
    numbers: dict[int, int] = {}
    for row in voted:
        key = row.assembly_id, row.threshold
        if key not in known:
            version = 1 + sum(assembly_id == row.assembly_id for assembly_id, _ in known)
            known[key] = add_rule(rules, row, version)
        numbers[row.assembly_id] = numbers.get(row.assembly_id, 0) + 1
        add_round(rounds, row, known[key], numbers[row.assembly_id])


def add_rule(rules: sa.Table, row: Any, version: int) -> int:
    values = {
        "assembly_id": row.assembly_id,
        "version": version,
        "threshold": min(row.threshold, 99),
        "share_of": "uitgebracht",
        "quorum": 1,
        "is_secret": False,
        "most_rounds": 1,
        "minority_days": 0,
        "reason": MOVED if version > 1 else "",
        "published_at": row.locked_at,
    }
    return int(op.get_bind().execute(sa.insert(rules).values(values).returning(rules.c.id)).scalar_one())


def add_round(rounds: sa.Table, row: Any, rule_id: int, number: int) -> None:
    cast = row.f + row.a + row.b
    values = {
        "assembly_id": row.assembly_id,
        "number": number,
        "purpose": "aannemen",
        "recommendation_id": row.id,
        "text": MOVED,
        "rule_id": rule_id,
        "rule_published_at": row.locked_at,
        "way": "elders",
        "turn": 1,
        "why_again": "",
        "opened_at": row.locked_at,
        "closes_at": row.locked_at,
        "counted_at": row.locked_at,
        "eligible": max(cast, row.seats),
        "present": cast,
        "votes_for": row.f,
        "votes_against": row.a,
        "votes_blank": row.b,
        "spoiled_why": "",
        "difference": 0,
        "outcome": "aangenomen" if row.adopted else "verworpen",
        "file_sha256": "",
        "file_kind": "",
    }
    op.get_bind().execute(sa.insert(rounds).values(values))


def downgrade() -> None:
    with op.batch_alter_table("recommendation") as table:
        for name in ("votes_for", "votes_against", "votes_blank"):
            table.add_column(whole(name))
        table.add_column(whole("threshold", nullable=False, server_default="50"))
        table.create_check_constraint(op.f("ck_recommendation_threshold_is_percentage"), "threshold BETWEEN 1 AND 100")
        table.create_check_constraint(
            op.f("ck_recommendation_votes_not_negative"), "votes_for >= 0 AND votes_against >= 0 AND votes_blank >= 0"
        )
    move_back()
    for name in reversed(tables()):
        op.drop_table(name)


def move_back() -> None:
    last = (
        "SELECT {what} FROM vote_round v JOIN voting_rule u ON u.id = v.rule_id WHERE v.recommendation_id ="
        " recommendation.id AND v.purpose = 'aannemen' AND v.counted_at IS NOT NULL ORDER BY v.number DESC LIMIT 1"
    )
    for name in ("votes_for", "votes_against", "votes_blank"):
        op.execute(f"UPDATE recommendation SET {name} = ({last.format(what='v.' + name)})")  # noqa: S608 - no input
    op.execute(f"UPDATE recommendation SET threshold = COALESCE(({last.format(what='u.threshold')}), 50)")  # noqa: S608
