"""Every table of the first release.

The steps that led there before it are folded into this one, and it has the id of the last of them: a database that had
taken them all is at this step. It imports nothing of the application, whose code moves on, and is never changed: later
changes are steps of their own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027_job_subject"
down_revision = None
branch_labels = None
depends_on = None

#: how constraints and indexes are called that have no name of their own below
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
MOMENT = sa.DateTime(timezone=True)

# choices that more than one column has
PHASES = ("voorbereiding", "werving", "loting", "bijeenkomsten", "advies", "opvolging", "afgesloten")
WAYS = ("e-mail", "post", "telefoon", "sms")
READERS = ("paneel", "openbaar")
DRAW_STATES = ("voorgesteld", "bevroren", "berekening", "berekend", "gepubliceerd", "geloot", "ingetrokken", "mislukt")
SEAT_STATES = ("geloot", "gevraagd", "bevestigd", "afgezegd", "uitgevallen", "vervangen")
DECISIONS = (
    "no_response",
    "considering",
    "accepted",
    "partly_accepted",
    "existing_policy",
    "further_study",
    "forwarded",
    "not_accepted",
    "withdrawn",
)
EXECUTIONS = (
    "not_applicable",
    "not_started",
    "preparing",
    "in_progress",
    "delayed",
    "stopped",
    "done",
    "evaluated",
    "closed",
)
SEAT_IS_HELD = sa.text("state IN ('geloot', 'gevraagd', 'bevestigd')")


def upgrade() -> None:
    schema().create_all(op.get_bind(), checkfirst=False)


def downgrade() -> None:
    schema().drop_all(op.get_bind(), checkfirst=False)


def schema() -> sa.MetaData:
    """All tables; which is made before which follows from their foreign keys."""
    tables = sa.MetaData(naming_convention=NAMES)
    jobs(tables)
    mail(tables)
    audit(tables)
    accounts(tables)
    assemblies(tables)
    recruitment_register(tables)
    recruitment_questions(tables)
    recruitment_letters(tables)
    recruitment_sign_up(tables)
    recruitment_office(tables)
    pool(tables)
    outreach(tables)
    lottery(tables)
    panel(tables)
    meetings(tables)
    materials(tables)
    allowances(tables)
    recommendations(tables)
    reports(tables)
    privacy(tables)
    return tables


def one_of(column: str, *values: str, name: str) -> sa.CheckConstraint:
    """The column holds one of these values, or nothing where it may."""
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=name)


def jobs(tables: sa.MetaData) -> None:
    """What the worker does in the background."""
    sa.Table(
        "job",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(80), nullable=False, index=True),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("cursor", sa.BigInteger, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("phase", sa.String(40), nullable=False),
        sa.Column("error_code", sa.String(80), nullable=False),
        sa.Column("error_params", sa.JSON, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("max_attempts", sa.Integer, nullable=False),
        sa.Column("not_before", MOMENT),
        sa.Column("lease_until", MOMENT),
        sa.Column("lease_token", sa.String(32), nullable=False),
        sa.Column("idempotency_key", sa.String(120), unique=True),
        sa.Column("assembly_id", sa.Integer, index=True),
        sa.Column("created_by", sa.Integer),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT),
        sa.Column("finished_at", MOMENT),
        sa.Index("ix_job_state_not_before", "state", "not_before"),
        sa.Index("ix_job_subject_state", "subject", "state"),
        one_of("state", "wacht", "bezig", "klaar", "mislukt", "gestopt", name="jobstate"),
        sa.CheckConstraint("attempts >= 0 AND max_attempts > 0", name="attempts_counted"),
        sa.CheckConstraint("done >= 0 AND total >= 0", name="progress_counted"),
        sa.CheckConstraint("(state = 'bezig') = (lease_until IS NOT NULL)", name="running_is_leased"),
    )


def mail(tables: sa.MetaData) -> None:
    """Messages that wait to be sent, and what became of them."""
    sa.Table(
        "outbox_message",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("reference", sa.String(120), nullable=False, unique=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("recipient", sa.String(254), nullable=False, index=True),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("sealed_body", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.String(40), nullable=False, index=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("error_code", sa.String(80), nullable=False),
        sa.Column("assembly_id", sa.Integer, index=True),
        sa.Column("created_at", MOMENT, nullable=False, index=True),
        sa.Column("sent_at", MOMENT),
        sa.Column("transport_reference", sa.String(200), nullable=False),
        sa.Column("delivery", sa.String(40)),
        sa.Column("delivery_at", MOMENT),
        one_of("kind", "e-mail", "sms", name="messagekind"),
        one_of("state", "wacht", "onderweg", "verstuurd", "mislukt", "onzeker", name="mailstate"),
        one_of("delivery", "afgeleverd", "geweigerd", "niet_bereikt", "storing", name="delivery"),
        sa.CheckConstraint("attempts >= 0", name="attempts_counted"),
        sa.CheckConstraint("(delivery IS NULL) = (delivery_at IS NULL)", name="delivery_has_moment"),
        sa.CheckConstraint("(state = 'verstuurd') = (sent_at IS NOT NULL)", name="sent_has_moment"),
    )


def audit(tables: sa.MetaData) -> None:
    """The log that is only added to."""
    sa.Table(
        "audit_event",
        tables,
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_id", sa.Integer),
        sa.Column("assembly_id", sa.Integer, index=True),
        sa.Column("action", sa.String(80), nullable=False, index=True),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
    )


def accounts(tables: sa.MetaData) -> None:
    """People who sign in, and how."""
    sa.Table(
        "account",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(254), nullable=False, unique=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("password_hash", sa.String(200)),
        sa.Column("is_administrator", sa.Boolean, nullable=False),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("email = lower(email)", name="email_in_lower_case"),
    )
    sa.Table(
        "sign_in_session",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("account_id", sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
    )
    sa.Table(
        "magic_link",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("account_id", sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("target", sa.String(300), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        sa.Column("reusable", sa.Boolean, nullable=False),
    )
    sa.Table(
        "sign_in_attempt",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(64), nullable=False, index=True),
        sa.Column("at", MOMENT, nullable=False, index=True),
    )


def assemblies(tables: sa.MetaData) -> None:
    """A burgerberaad: question, room for influence, plan, phases, roles, and the features that people are drawn by."""
    sa.Table(
        "assembly",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("slug", sa.String(80), nullable=False, unique=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("commissioner", sa.String(200), nullable=False),
        sa.Column("organiser", sa.String(200), nullable=False),
        sa.Column("contact_name", sa.String(200), nullable=False),
        sa.Column("contact_email", sa.String(254), nullable=False),
        sa.Column("contact_phone", sa.String(40), nullable=False),
        sa.Column("phase", sa.String(40), nullable=False),
        sa.Column("seats", sa.Integer, nullable=False),
        sa.Column("sign_up_opens", sa.Date),
        sa.Column("sign_up_closes", sa.Date),
        sa.Column("draw_on", sa.Date),
        sa.Column("starts_on", sa.Date),
        sa.Column("ends_on", sa.Date),
        sa.Column("advice_on", sa.Date),
        sa.Column("decision_on", sa.Date),
        sa.Column("expectations", sa.Text, nullable=False),
        sa.Column("background", sa.Text, nullable=False),
        sa.Column("commitment", sa.Text, nullable=False),
        sa.Column("commitment_by", sa.String(200), nullable=False),
        sa.Column("commitment_on", sa.Date),
        sa.Column("is_public", sa.Boolean, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("revision", sa.String(16), nullable=False, server_default=""),
        one_of("phase", *PHASES, name="phase"),
        sa.CheckConstraint("ends_on IS NULL OR starts_on <= ends_on", name="dates_in_order"),
        sa.CheckConstraint("seats > 0", name="seats_positive"),
        sa.CheckConstraint("sign_up_closes IS NULL OR sign_up_opens <= sign_up_closes", name="sign_up_in_order"),
    )
    sa.Table(
        "room_item",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        one_of("kind", "staat_vast", "ligt_open", "buiten_bevoegdheid", name="roomkind"),
    )
    sa.Table(
        "question_version",
        tables,
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("checks", sa.JSON, nullable=False),
        sa.Column("tried_with", sa.Integer, nullable=False),
        sa.Column("remarks", sa.Text, nullable=False),
        sa.CheckConstraint("tried_with >= 0", name="tried_with_not_negative"),
    )
    sa.Table(
        "feature",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("question", sa.String(300), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("is_special", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.UniqueConstraint("assembly_id", "name"),
    )
    sa.Table(
        "feature_value",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("feature_id", sa.ForeignKey("feature.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("value", sa.String(120), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.UniqueConstraint("feature_id", "value"),
    )
    sa.Table(
        "membership",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False),
        sa.Column("account_id", sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("role", sa.String(40), nullable=False),
        sa.UniqueConstraint("assembly_id", "account_id", "role"),
        one_of(
            "role",
            "beheerder",
            "griffie",
            "organisator",
            "gespreksleider",
            "ambtenaar",
            "bestuur",
            "raadslid",
            "waarnemer",
            "panellid",
            name="role",
        ),
    )
    sa.Table(
        "phase_start",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("phase", sa.String(40), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        one_of("phase", *PHASES, name="phase"),
    )
    sa.Table(
        "participation_plan",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("occasion", sa.Text, nullable=False),
        sa.Column("goal", sa.Text, nullable=False),
        sa.Column("participants", sa.Text, nullable=False),
        sa.Column("resources", sa.Text, nullable=False),
        sa.Column("decision_making", sa.Text, nullable=False),
        sa.Column("feedback", sa.Text, nullable=False),
        sa.Column("evaluation", sa.Text, nullable=False),
        sa.Column("room", sa.JSON, nullable=False),
        sa.Column("approved_by", sa.String(200), nullable=False),
        sa.Column("approved_on", sa.Date),
        sa.UniqueConstraint("assembly_id", "version"),
        sa.CheckConstraint("version > 0", name="version_positive"),
    )


def recruitment_register(tables: sa.MetaData) -> None:
    """The register sample: its files, their columns, and who is kept out."""
    sa.Table(
        "register_import",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False),
        sa.Column("filename", sa.String(200), nullable=False),
        sa.Column("kept_as", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("layout", sa.JSON, nullable=False),
        sa.Column("mapping", sa.JSON, nullable=False),
        sa.Column("rows_total", sa.Integer, nullable=False),
        sa.Column("rows_read", sa.Integer, nullable=False),
        sa.Column("rows_added", sa.Integer, nullable=False),
        sa.Column("job_id", sa.Integer),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT),
        sa.Column("rows_secret", sa.Integer, nullable=False, server_default="0"),
        sa.Column("leaves_out_secret", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("refused_column", sa.String(200), nullable=False, server_default=""),
        sa.UniqueConstraint("assembly_id", "sha256"),
        one_of("state", "geupload", "bezig", "klaar", "geweigerd", name="importstate"),
    )
    sa.Table(
        "column_profile",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("header", sa.JSON, nullable=False),
        sa.Column("mapping", sa.JSON, nullable=False),
        sa.Column("leaves_out_secret", sa.Boolean, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.UniqueConstraint("assembly_id", "name"),
    )
    sa.Table(
        "refused_row",
        tables,
        sa.Column("import_id", sa.ForeignKey("register_import.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("row", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("reason", sa.String(40), nullable=False),
    )
    sa.Table(
        "register_row",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False),
        sa.Column("import_id", sa.ForeignKey("register_import.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("address_line1", sa.String(200), nullable=False),
        sa.Column("address_line2", sa.String(200), nullable=False),
        sa.Column("postcode", sa.String(10), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("municipality", sa.String(100), nullable=False),
        sa.Column("district", sa.String(100), nullable=False),
        sa.Column("birth_year", sa.Integer),
        sa.Column("stratum", sa.String(120), nullable=False),
        sa.Column("household", sa.String(64), nullable=False),
        sa.UniqueConstraint("assembly_id", "fingerprint"),
    )
    sa.Table(
        "kept_out",
        tables,
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("mark", sa.String(64), primary_key=True),
        sa.Column("asked_at", MOMENT, nullable=False),
    )


def recruitment_questions(tables: sa.MetaData) -> None:
    """What is asked at sign-up, and in which languages."""
    sa.Table(
        "sign_up_settings",
        tables,
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("minimum_age", sa.Integer, nullable=False),
        sa.Column("asks_days", sa.Boolean, nullable=False),
        sa.Column("days", sa.JSON, nullable=False),
        sa.Column("asks_needs", sa.Boolean, nullable=False),
        sa.CheckConstraint("minimum_age >= 0 AND minimum_age <= 120", name="age_of_people"),
    )
    sa.Table(
        "open_link_switch",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("counts", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
    )
    sa.Table(
        "extra_question",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("text", sa.String(300), nullable=False),
        sa.Column("is_required", sa.Boolean, nullable=False),
        sa.Column("choices", sa.JSON, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        one_of("kind", "keuze", "ja_nee", "tekst", name="questionkind"),
        sa.CheckConstraint("position > 0", name="position_positive"),
    )
    sa.Table(
        "consent_text",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.UniqueConstraint("assembly_id", "purpose", "version"),
        one_of("purpose", "loting", "meedenken", "behoeften", "herkomst", name="purpose"),
        sa.CheckConstraint("version > 0", name="version_positive"),
    )
    sa.Table(
        "sign_up_translation",
        tables,
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("language", sa.String(8), primary_key=True),
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
    )


def recruitment_letters(tables: sa.MetaData) -> None:
    """Letters to the sample, wave by wave."""
    sa.Table(
        "letter_text",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("edited_at", MOMENT, nullable=False),
        sa.Column("edited_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.UniqueConstraint("assembly_id", "kind", "language"),
        one_of("kind", "eerste", "herinnering", "extra", name="letterkind"),
    )
    sa.Table(
        "letter_form",
        tables,
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("large", sa.Boolean, nullable=False),
        sa.Column("second_language", sa.String(8), nullable=False),
        sa.Column("return_name", sa.String(100), nullable=False, server_default=""),
        sa.Column("return_line", sa.String(100), nullable=False, server_default=""),
        sa.Column("return_postcode", sa.String(10), nullable=False, server_default=""),
        sa.Column("return_place", sa.String(100), nullable=False, server_default=""),
    )
    sa.Table(
        "wave",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("reminds_id", sa.ForeignKey("wave.id", ondelete="CASCADE")),
        sa.Column("strata_by", sa.JSON, nullable=False),
        sa.Column("letters", sa.Integer, nullable=False),
        sa.Column("sizes", sa.JSON, nullable=False),
        sa.Column("one_per_household", sa.Boolean, nullable=False),
        sa.Column("seed", sa.String(64), nullable=False),
        sa.Column("job_id", sa.Integer),
        sa.Column("print_job_id", sa.Integer),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Column("approved_at", MOMENT),
        sa.Column("approved_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Column("sent_at", MOMENT),
        sa.Column("division", sa.String(40), nullable=False, server_default="mensen"),
        sa.Column("response", sa.JSON, nullable=False, server_default="{}"),
        sa.Column("last_row_id", sa.Integer),
        sa.Column("people", sa.JSON, nullable=False, server_default="{}"),
        sa.Column("drawn_from_sha256", sa.String(64), nullable=False, server_default=""),
        sa.Column("outcome_sha256", sa.String(64), nullable=False, server_default=""),
        sa.Column("letter", sa.JSON),
        sa.UniqueConstraint("assembly_id", "number"),
        one_of("state", "gepland", "getrokken", "goedgekeurd", "verstuurd", name="wavestate"),
        one_of("division", "mensen", "respons", "achterstand", name="division"),
        sa.CheckConstraint("(state = 'verstuurd') = (sent_at IS NOT NULL)", name="sent_at_a_moment"),
    )
    sa.Table(
        "invitation",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("wave_id", sa.ForeignKey("wave.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("register_row_id", sa.ForeignKey("register_row.id", ondelete="SET NULL"), index=True),
        sa.Column("reminds_id", sa.ForeignKey("invitation.id", ondelete="CASCADE"), index=True),
        sa.Column("stratum", sa.String(300), nullable=False),
        sa.Column("selector", sa.String(4), nullable=False, unique=True),
        sa.Column("secret_hash", sa.String(100), nullable=False),
        sa.Column("sealed_code", sa.LargeBinary),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.UniqueConstraint("wave_id", "number"),
        sa.UniqueConstraint("wave_id", "register_row_id"),
        sa.CheckConstraint("tries >= 0 AND tries <= 10", name="tries_counted"),
    )
    sa.Table(
        "letter_batch",
        tables,
        sa.Column("wave_id", sa.ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("fetched_at", MOMENT),
    )


def recruitment_sign_up(tables: sa.MetaData) -> None:
    """Who signed up, what they answered, and what they agreed to."""
    sa.Table(
        "registration",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False),
        sa.Column("pool_id", sa.String(80), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False, index=True),
        sa.Column("invitation_id", sa.ForeignKey("invitation.id", ondelete="SET NULL"), unique=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("address_line1", sa.String(200), nullable=False),
        sa.Column("address_line2", sa.String(200), nullable=False),
        sa.Column("postcode", sa.String(10), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("phone", sa.String(40), nullable=False),
        sa.Column("birth_year", sa.Integer),
        sa.Column("household", sa.String(64)),
        sa.Column("contact_by", sa.String(40), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("extra", sa.JSON, nullable=False),
        sa.Column("consented_at", MOMENT),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT),
        sa.Column("withdrawn_at", MOMENT),
        sa.UniqueConstraint("assembly_id", "pool_id"),
        sa.Index("ix_registration_household", "assembly_id", "household"),
        one_of("channel", "brief", "papier", "telefoon", "open_link", "import", name="channel"),
        one_of("state", "aangemeld", "ingetrokken", "dubbel", name="registrationstate"),
        one_of("contact_by", *WAYS, name="contactby"),
        sa.CheckConstraint("(state = 'ingetrokken') = (withdrawn_at IS NOT NULL)", name="withdrawn_at_a_moment"),
    )
    sa.Table(
        "registration_answer",
        tables,
        sa.Column("registration_id", sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("feature_id", sa.ForeignKey("feature.id"), primary_key=True),
        sa.Column("feature_value_id", sa.ForeignKey("feature_value.id"), nullable=False, index=True),
    )
    sa.Table(
        "extra_reply",
        tables,
        sa.Column("registration_id", sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("question_id", sa.ForeignKey("extra_question.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
    )
    sa.Table(
        "day_reply",
        tables,
        sa.Column("registration_id", sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("can_come", sa.Boolean, nullable=False),
    )
    sa.Table(
        "sealed_needs",
        tables,
        sa.Column("registration_id", sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    sa.Table(
        "sealed_answer",
        tables,
        sa.Column("registration_id", sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("feature_id", sa.ForeignKey("feature.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    sa.Table(
        "consent",
        tables,
        sa.Column("registration_id", sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("text_id", sa.ForeignKey("consent_text.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    sa.Table(
        "return_code",
        tables,
        sa.Column("registration_id", sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("selector", sa.String(4), nullable=False, unique=True),
        sa.Column("secret_hash", sa.String(100), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("visit_key", sa.String(64), unique=True),
        sa.CheckConstraint("tries >= 0 AND tries <= 10", name="tries_counted"),
    )


def recruitment_office(tables: sa.MetaData) -> None:
    """What the staff does with sign-ups: duplicates and messages."""
    sa.Table(
        "duplicate_review",
        tables,
        sa.Column("first_id", sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("second_id", sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True, index=True),
        sa.Column("verdict", sa.String(40), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        one_of("verdict", "verschillend", "dezelfde", name="duplicateverdict"),
        sa.CheckConstraint("first_id < second_id", name="pair_in_order"),
    )
    sa.Table(
        "duplicate_group_review",
        tables,
        sa.Column("registration_id", sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("sign", sa.String(40), primary_key=True),
        sa.Column("decided_at", MOMENT, nullable=False),
        one_of("sign", "e-mail", "telefoon", "naam", "adres", name="sign"),
    )
    sa.Table(
        "recruitment_message",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("written_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Column("job_id", sa.Integer),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT),
        one_of("state", "concept", "wordt_verstuurd", "verstuurd", name="messagestate"),
        sa.CheckConstraint("(state = 'concept') = (sent_at IS NULL)", name="sent_at_a_moment"),
    )
    sa.Table(
        "recruitment_delivery",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("message_id", sa.ForeignKey("recruitment_message.id", ondelete="CASCADE"), nullable=False),
        sa.Column("registration_id", sa.ForeignKey("registration.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("contact_by", sa.String(40), nullable=False),
        sa.Column("done_at", MOMENT),
        sa.Column("done_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.UniqueConstraint("message_id", "registration_id"),
        one_of("contact_by", *WAYS, name="contactby"),
    )


def pool(tables: sa.MetaData) -> None:
    """Whether the quotas can be met with who signed up."""
    sa.Table(
        "pool_outlook",
        tables,
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("people", sa.Integer, nullable=False),
        sa.Column("found", sa.JSON, nullable=False),
        sa.Column("computed_at", MOMENT, nullable=False),
    )


def outreach(tables: sa.MetaData) -> None:
    """Whose voice is heard, and how people were sought."""
    sa.Table(
        "interest",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("stake", sa.Text, nullable=False),
        sa.Column("is_organised", sa.Boolean, nullable=False),
        sa.UniqueConstraint("assembly_id", "name"),
    )
    sa.Table(
        "interest_voice",
        tables,
        sa.Column("interest_id", sa.ForeignKey("interest.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("means", sa.String(40), primary_key=True),
        sa.Column("text", sa.String(300), nullable=False),
        one_of("means", "zetel", "spreker", "stuk", "gesprek", name="means"),
    )
    sa.Table(
        "outreach_contact",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("interest_id", sa.ForeignKey("interest.id", ondelete="SET NULL"), index=True),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("way", sa.String(40), nullable=False),
        sa.Column("text", sa.String(300), nullable=False),
        sa.Column("invited", sa.Integer),
        sa.Column("reached", sa.Integer, nullable=False),
        sa.Column("heard", sa.Text, nullable=False),
        one_of("way", "live", "online", "schriftelijk", name="way"),
        sa.CheckConstraint("invited IS NULL OR invited >= reached", name="invited_at_least_reached"),
        sa.CheckConstraint("reached >= 0", name="reached_not_negative"),
    )


def lottery(tables: sa.MetaData) -> None:
    """Quotas and draws."""
    sa.Table(
        "quota",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("value_id", sa.ForeignKey("feature_value.id", ondelete="CASCADE"), nullable=False, unique=True),
        sa.Column("minimum", sa.Integer, nullable=False),
        sa.Column("maximum", sa.Integer, nullable=False),
        sa.Column("flex_minimum", sa.Integer),
        sa.Column("flex_maximum", sa.Integer),
        sa.Column("share", sa.Double),
        sa.Column("source_table", sa.String(80), nullable=False),
        sa.Column("source_period", sa.String(80), nullable=False),
        sa.Column("source_date", sa.Date),
        sa.CheckConstraint("0 <= minimum AND minimum <= maximum", name="bounds_in_order"),
        sa.CheckConstraint("(flex_minimum IS NULL) = (flex_maximum IS NULL)", name="flex_both"),
        sa.CheckConstraint("flex_maximum IS NULL OR flex_maximum >= maximum", name="flex_high"),
        sa.CheckConstraint("flex_minimum IS NULL OR (0 <= flex_minimum AND flex_minimum <= minimum)", name="flex_low"),
        sa.CheckConstraint("share IS NULL OR (0 <= share AND share <= 1)", name="share_is_part"),
    )
    sa.Table(
        "quota_change",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_id", sa.Integer),
        sa.Column("feature", sa.String(80), nullable=False),
        sa.Column("answer", sa.String(120), nullable=False),
        sa.Column("old_minimum", sa.Integer),
        sa.Column("old_maximum", sa.Integer),
        sa.Column("new_minimum", sa.Integer, nullable=False),
        sa.Column("new_maximum", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    sa.Table(
        "consequences",
        tables,
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("snapshot_sha256", sa.String(64), nullable=False),
        sa.Column("base", sa.JSON, nullable=False),
        sa.Column("other", sa.JSON),
        sa.Column("computed_at", MOMENT, nullable=False),
    )
    sa.Table(
        "draw",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("rule", sa.String(40), nullable=False),
        sa.Column("seats", sa.Integer, nullable=False),
        sa.Column("household_columns", sa.JSON, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("ceremony_at", MOMENT),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("short_term_reason", sa.Text, nullable=False),
        sa.Column("people", sa.Integer, nullable=False),
        sa.Column("snapshot_sha256", sa.String(64), nullable=False),
        sa.Column("merkle_root", sa.String(64), nullable=False),
        sa.Column("salt_key", sa.LargeBinary, nullable=False),
        sa.Column("proposed_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("approved_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Column("frozen_at", MOMENT),
        sa.Column("digits", sa.String(10), nullable=False),
        sa.Column("seed", sa.String(64), nullable=False),
        sa.Column("job_id", sa.Integer),
        sa.Column("computed_at", MOMENT),
        sa.Column("record_sha256", sa.String(64), nullable=False),
        sa.Column("figures", sa.JSON, nullable=False),
        sa.Column("published_at", MOMENT),
        sa.Column("ticket", sa.Integer),
        sa.Column("ticket_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Column("confirmed_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Column("concluded_at", MOMENT),
        sa.Column("ended_reason", sa.Text, nullable=False),
        sa.Column("disclosure", sa.String(40), nullable=False, server_default="iedereen"),
        sa.Column("beacon_round", sa.Integer),
        sa.Column("beacon_signature", sa.String(96), nullable=False, server_default=""),
        sa.Column("notice_id", sa.Integer),
        sa.UniqueConstraint("assembly_id", "number"),
        one_of("kind", "proef", "echt", name="drawkind"),
        one_of("state", *DRAW_STATES, name="drawstate"),
        one_of("rule", "leximin", "maximin", "nash", "goldilocks", name="rule"),
        one_of("disclosure", "iedereen", "inzage", name="disclosure"),
        sa.CheckConstraint(
            "kind = 'proef' OR state <> 'geloot' OR concluded_at IS NOT NULL", name="drawn_is_concluded"
        ),
        sa.CheckConstraint("approved_by_id IS NULL OR approved_by_id <> proposed_by_id", name="four_eyes_freeze"),
        sa.CheckConstraint("confirmed_by_id IS NULL OR confirmed_by_id <> ticket_by_id", name="four_eyes_number"),
        sa.CheckConstraint("ticket IS NULL OR (0 <= ticket AND ticket < 1000)", name="ticket_in_range"),
    )
    sa.Table(
        "draw_file",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("draw_id", sa.ForeignKey("draw.id", ondelete="CASCADE"), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("draw_id", "name"),
        one_of("name", "snapshot.json", "lottery.json", name="drawfilename"),
    )
    sa.Table(
        "draw_event",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("draw_id", sa.ForeignKey("draw.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_id", sa.Integer),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("what", sa.String(60), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("error_code", sa.String(60), nullable=False),
        sa.Column("error_params", sa.JSON, nullable=False),
        one_of("state", *DRAW_STATES, name="drawstate"),
    )


def panel(tables: sa.MetaData) -> None:
    """Seats, what happened to them, and reserves."""
    sa.Table(
        "seat",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("registration_id", sa.ForeignKey("registration.id", ondelete="SET NULL")),
        sa.Column("pool_id", sa.String(80), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("asked_at", MOMENT),
        sa.Column("answer_by", sa.Date),
        sa.Column("reminded_at", MOMENT),
        sa.Column("answered_at", MOMENT),
        sa.Column("token_hash", sa.String(64), unique=True),
        sa.Column("sealed_token", sa.LargeBinary),
        sa.Column("account_id", sa.ForeignKey("account.id", ondelete="SET NULL"), index=True),
        sa.Column("sealed_needs", sa.LargeBinary),
        sa.Column("sealed_bank", sa.LargeBinary),
        sa.Column("asked_by", sa.String(40)),
        sa.Column("told_at", MOMENT),
        sa.Column("wants_allowance", sa.Boolean),
        sa.UniqueConstraint("assembly_id", "number", "turn"),
        sa.UniqueConstraint("assembly_id", "pool_id"),
        sa.Index(
            "uq_seat_held_once",
            "assembly_id",
            "number",
            unique=True,
            sqlite_where=SEAT_IS_HELD,
            postgresql_where=SEAT_IS_HELD,
        ),
        one_of("state", *SEAT_STATES, name="seatstate"),
        one_of("asked_by", *WAYS, name="contactby"),
        sa.CheckConstraint("state <> 'bevestigd' OR answered_at IS NOT NULL", name="confirmed_at_a_moment"),
        sa.CheckConstraint("number > 0 AND turn > 0", name="counted_from_one"),
    )
    sa.Table(
        "seat_event",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("seat_id", sa.ForeignKey("seat.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_id", sa.Integer),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("way", sa.String(40)),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("cause", sa.String(40)),
        sa.Column("happened_on", sa.Date),
        one_of("state", *SEAT_STATES, name="seatstate"),
        one_of("way", "link", "telefoon", "post", "kantoor", name="way"),
        one_of(
            "cause",
            "geen_tijd",
            "werk",
            "zorg",
            "gezondheid",
            "verhuisd",
            "past_niet",
            "geen_antwoord",
            "anders",
            "niet_verteld",
            name="cause",
        ),
    )
    sa.Table(
        "reserve_list",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Column("leave_percent", sa.Integer, nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("seed", sa.String(64), nullable=False),
        sa.Column("met", sa.Double, nullable=False),
        sa.Column("met_random", sa.Double, nullable=False),
        sa.Column("met_without", sa.Double, nullable=False),
        sa.Column("leaving", sa.Double, nullable=False),
    )
    sa.Table(
        "reserve",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("list_id", sa.ForeignKey("reserve_list.id", ondelete="CASCADE"), nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("pool_id", sa.String(80), nullable=False),
        sa.UniqueConstraint("list_id", "pool_id"),
        sa.UniqueConstraint("list_id", "rank"),
    )


def meetings(tables: sa.MetaData) -> None:
    """Meetings: run sheet, guests, attendance."""
    sa.Table(
        "meeting",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("mode", sa.String(40), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("address", sa.String(300), nullable=False),
        sa.Column("online_url", sa.String(500), nullable=False),
        sa.Column("accessibility", sa.Text, nullable=False),
        sa.Column("audience", sa.String(40), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("cancel_reason", sa.Text, nullable=False),
        sa.Column("uid", sa.String(36), nullable=False, unique=True),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.UniqueConstraint("assembly_id", "number"),
        one_of("mode", "fysiek", "online", "hybride", name="mode"),
        one_of("audience", *READERS, name="audience"),
        one_of("status", "gepland", "gehouden", "afgelast", name="status"),
        sa.CheckConstraint("status <> 'afgelast' OR cancel_reason <> ''", name="cancelled_with_reason"),
        sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        sa.CheckConstraint("number > 0", name="number_positive"),
    )
    sa.Table(
        "agenda_block",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("meeting_id", sa.ForeignKey("meeting.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("method", sa.String(120), nullable=False),
        sa.Column("method_reason", sa.Text, nullable=False),
        sa.Column("leader", sa.String(200), nullable=False),
        one_of("kind", "informeren", "dialoog", "beslissen", "pauze", name="blockkind"),
        sa.CheckConstraint("minutes > 0", name="minutes_positive"),
        sa.CheckConstraint("position > 0", name="position_positive"),
    )
    sa.Table(
        "meeting_guest",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("meeting_id", sa.ForeignKey("meeting.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("capacity", sa.String(200), nullable=False),
        sa.Column("briefing", sa.String(40), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        one_of("briefing", "informeren", "luisteren", "antwoorden", name="briefing"),
    )
    sa.Table(
        "attendance",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("meeting_id", sa.ForeignKey("meeting.id", ondelete="CASCADE"), nullable=False),
        sa.Column("seat_id", sa.ForeignKey("seat.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("presence", sa.String(40), nullable=False),
        sa.Column("sealed_reason", sa.LargeBinary),
        sa.Column("noted_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.UniqueConstraint("meeting_id", "seat_id"),
        one_of("presence", "aanwezig", "deels", "afgemeld", "niet_gekomen", name="presence"),
        sa.CheckConstraint("sealed_reason IS NULL OR presence = 'afgemeld'", name="reason_only_when_signed_off"),
    )


def materials(tables: sa.MetaData) -> None:
    """Documents and their versions, and questions to experts."""
    sa.Table(
        "document",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("meeting_id", sa.ForeignKey("meeting.id", ondelete="SET NULL"), index=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("theme", sa.String(120), nullable=False),
        sa.Column("is_groundwork", sa.Boolean, nullable=False),
        sa.Column("language", sa.String(40), nullable=False),
        sa.Column("original_id", sa.ForeignKey("document.id", ondelete="SET NULL"), index=True),
        sa.Column("is_plain", sa.Boolean, nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("stance", sa.String(40)),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("readers", sa.String(40), nullable=False),
        sa.Column("withdrawn_at", MOMENT),
        sa.Column("created_at", MOMENT, nullable=False),
        one_of("kind", "uitleg", "onderzoek", "besluit", "standpunt", "presentatie", "verslag", "anders", name="kind"),
        one_of("language", "nl", "en", "de", "fy", "nds", "ar", "tr", "pl", "uk", "ti", name="language"),
        one_of("stance", "voor", "neutraal", "tegen", name="stance"),
        one_of("readers", *READERS, name="readers"),
        sa.CheckConstraint("original_id IS NULL OR original_id <> id", name="not_its_own_original"),
    )
    sa.Table(
        "document_version",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("document_id", sa.ForeignKey("document.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("text_sha256", sa.String(64), nullable=False),
        sa.Column("file_sha256", sa.String(64), index=True),
        sa.Column("file_kind", sa.String(20)),
        sa.Column("file_size", sa.Integer),
        sa.Column("note", sa.String(300), nullable=False),
        sa.Column("made_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT),
        sa.UniqueConstraint("document_id", "number"),
        sa.CheckConstraint("(file_sha256 IS NULL) = (file_kind IS NULL)", name="file_with_kind"),
        sa.CheckConstraint("(file_sha256 IS NULL) = (file_size IS NULL)", name="file_with_size"),
        sa.CheckConstraint("text <> '' OR file_sha256 IS NOT NULL", name="text_or_file"),
    )
    sa.Table(
        "knowledge_request",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("asked_by_id", sa.ForeignKey("account.id", ondelete="SET NULL"), index=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("owner_id", sa.ForeignKey("account.id", ondelete="SET NULL"), index=True),
        sa.Column("due_on", sa.Date),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.UniqueConstraint("assembly_id", "number"),
        one_of("kind", "feit", "deskundige", "werkbezoek", name="requestkind"),
        one_of("status", "nieuw", "in_behandeling", "beantwoord", "nee", name="requeststatus"),
        sa.CheckConstraint("status <> 'in_behandeling' OR due_on IS NOT NULL", name="assigned_with_day"),
        sa.CheckConstraint("(status IN ('beantwoord', 'nee')) = (closed_at IS NOT NULL)", name="closed_with_moment"),
        sa.CheckConstraint("status NOT IN ('beantwoord', 'nee') OR answer <> ''", name="closed_with_words"),
    )


def allowances(tables: sa.MetaData) -> None:
    """Travel and payment of panellists."""
    sa.Table(
        "allowance_scheme",
        tables,
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("meeting_cents", sa.Integer, nullable=False),
        sa.Column("partly_percent", sa.Integer, nullable=False),
        sa.Column("km_cents", sa.Integer, nullable=False),
        sa.Column("pays_actual", sa.Boolean, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.CheckConstraint("meeting_cents >= 0 AND km_cents >= 0", name="amounts_not_negative"),
        sa.CheckConstraint("partly_percent >= 0 AND partly_percent <= 100", name="partly_is_a_part"),
    )
    sa.Table(
        "travel_claim",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("meeting_id", sa.ForeignKey("meeting.id", ondelete="CASCADE"), nullable=False),
        sa.Column("seat_id", sa.ForeignKey("seat.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("kilometres", sa.Integer, nullable=False),
        sa.Column("cents", sa.Integer, nullable=False),
        sa.Column("claimed_at", MOMENT, nullable=False),
        sa.UniqueConstraint("meeting_id", "seat_id"),
        one_of("kind", "kilometers", "werkelijk", name="travelkind"),
        sa.CheckConstraint(
            "(kind = 'kilometers' AND kilometres > 0 AND cents = 0)"
            " OR (kind = 'werkelijk' AND cents > 0 AND kilometres = 0)",
            name="one_way_of_reckoning",
        ),
    )
    sa.Table(
        "payment_list",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("drawn_up_at", MOMENT, nullable=False),
        sa.Column("drawn_up_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Column("approved_at", MOMENT),
        sa.Column("approved_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Column("paid_at", MOMENT),
        sa.Column("paid_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.UniqueConstraint("assembly_id", "number"),
        one_of("state", "te_betalen", "goedgekeurd", "betaald", name="liststate"),
        sa.CheckConstraint("(state = 'te_betalen') = (approved_at IS NULL)", name="approved_at_a_moment"),
        sa.CheckConstraint("approved_by_id <> drawn_up_by_id", name="approved_by_another"),
        sa.CheckConstraint("(state = 'betaald') = (paid_at IS NOT NULL)", name="paid_at_a_moment"),
    )
    sa.Table(
        "payment_line",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("list_id", sa.ForeignKey("payment_list.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("meeting_id", sa.ForeignKey("meeting.id", ondelete="CASCADE"), nullable=False),
        sa.Column("seat_id", sa.ForeignKey("seat.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("cents", sa.Integer, nullable=False),
        sa.UniqueConstraint("meeting_id", "seat_id", "kind"),
        one_of("kind", "bijeenkomst", "reis", name="linekind"),
        sa.CheckConstraint("cents > 0", name="amount_positive"),
    )


def recommendations(tables: sa.MetaData) -> None:
    """Recommendations, formal responses, and follow-up."""
    sa.Table(
        "handover",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False, unique=True),
        sa.Column("handed_over_on", sa.Date, nullable=False),
        sa.Column("handed_over_to", sa.String(200), nullable=False),
        sa.Column("mandate", sa.String(300), nullable=False),
        sa.Column("response_due_on", sa.Date, nullable=False),
        sa.CheckConstraint("response_due_on > handed_over_on", name="due_after_handover"),
    )
    sa.Table(
        "recommendation",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("plain_text", sa.Text, nullable=False),
        sa.Column("intent", sa.Text, nullable=False),
        sa.Column("rationale", sa.Text, nullable=False),
        sa.Column("theme", sa.String(80), nullable=False),
        sa.Column("horizon", sa.String(40)),
        sa.Column("indicator", sa.Text, nullable=False),
        sa.Column("addressee", sa.String(200), nullable=False),
        sa.Column("portfolio", sa.String(200), nullable=False),
        sa.Column("locked_at", MOMENT),
        sa.Column("adopted", sa.Boolean),
        sa.Column("votes_for", sa.Integer),
        sa.Column("votes_against", sa.Integer),
        sa.Column("votes_blank", sa.Integer),
        sa.Column("threshold", sa.Integer, nullable=False),
        sa.Column("decision", sa.String(40), nullable=False),
        sa.Column("execution", sa.String(40), nullable=False),
        sa.Column("response_due_on", sa.Date),
        sa.Column("extended_to", sa.Date),
        sa.Column("extension_reason", sa.Text, nullable=False),
        sa.Column("withdrawal_reason", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.UniqueConstraint("assembly_id", "number"),
        one_of("horizon", "kort", "midden", "lang", name="horizon"),
        one_of("decision", *DECISIONS, name="decision"),
        one_of("execution", *EXECUTIONS, name="execution"),
        sa.CheckConstraint("extended_to IS NULL OR extension_reason <> ''", name="extension_has_reason"),
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.CheckConstraint("threshold BETWEEN 1 AND 100", name="threshold_is_percentage"),
        sa.CheckConstraint("votes_for >= 0 AND votes_against >= 0 AND votes_blank >= 0", name="votes_not_negative"),
    )
    sa.Table(
        "minority_statement",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "recommendation_id", sa.ForeignKey("recommendation.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("supporters", sa.Integer, nullable=False),
        sa.CheckConstraint("supporters > 0", name="supporters_positive"),
    )
    sa.Table(
        "formal_response",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("recommendation_id", sa.ForeignKey("recommendation.id", ondelete="CASCADE"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("decision", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("reason_category", sa.String(40)),
        sa.Column("what_changes", sa.Text, nullable=False),
        sa.Column("alternative", sa.Text, nullable=False),
        sa.Column("reference", sa.String(300), nullable=False),
        sa.Column("reference_date", sa.Date),
        sa.Column("forwarded_to", sa.String(200), nullable=False),
        sa.Column("costs", sa.String(300), nullable=False),
        sa.Column("planned_start", sa.Date),
        sa.Column("planned_end", sa.Date),
        sa.Column("body", sa.String(200), nullable=False),
        sa.Column("decided_on", sa.Date, nullable=False),
        sa.Column("document_url", sa.String(500), nullable=False),
        sa.Column("prepared_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Column("published_at", MOMENT),
        sa.Column("published_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.UniqueConstraint("recommendation_id", "version"),
        one_of("decision", *DECISIONS, name="decision"),
        one_of(
            "reason_category",
            "buiten_bevoegdheid",
            "juridisch",
            "financieel",
            "uitvoerbaarheid",
            "strijdig_met_ander_belang",
            "buiten_de_vraag",
            "elders_belegd",
            "al_gedaan",
            "politieke_afweging",
            "anders",
            name="reasoncategory",
        ),
        sa.CheckConstraint("published_by_id <> prepared_by_id", name="four_eyes"),
    )
    sa.Table(
        "progress_update",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "recommendation_id", sa.ForeignKey("recommendation.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("before", sa.String(40), nullable=False),
        sa.Column("after", sa.String(40), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("next_step", sa.Text, nullable=False),
        sa.Column("next_on", sa.Date),
        sa.Column("author_role", sa.String(40), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        one_of('"before"', *EXECUTIONS, name="before"),
        one_of('"after"', *EXECUTIONS, name="after"),
    )
    sa.Table(
        "evidence",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("update_id", sa.ForeignKey("progress_update.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("on", sa.Date),
        one_of("kind", "besluit", "begroting", "contract", "foto", "meting", "publicatie", name="evidencekind"),
    )


def reports(tables: sa.MetaData) -> None:
    """The letter to the council."""
    sa.Table(
        "council_letter",
        tables,
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("unheard", sa.Text, nullable=False),
        sa.Column("measures", sa.Text, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("written_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.CheckConstraint("unheard <> ''", name="says_who_was_not_heard"),
    )


def privacy(tables: sa.MetaData) -> None:
    """How long personal data are kept, and certificates of what was deleted."""
    sa.Table(
        "privacy_term",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("set_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Column("set_at", MOMENT, nullable=False),
        one_of(
            "kind",
            "steekproef",
            "bijzonder",
            "niet_ingeloot",
            "behoeften",
            "rekeningnummers",
            "panel",
            "berichten",
            name="kind",
        ),
        sa.CheckConstraint("days >= 0", name="days_not_negative"),
    )
    sa.Table(
        "deletion_certificate",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), index=True),
        sa.Column("occasion", sa.String(40), nullable=False),
        sa.Column("run_key", sa.String(80), unique=True),
        sa.Column("counts", sa.JSON, nullable=False),
        sa.Column("actor_id", sa.Integer),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT),
        one_of("occasion", "termijn", "verzoek", name="occasion"),
    )
