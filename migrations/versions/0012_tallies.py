"""Add up closed cases by day and month, and say of each case and opinion whether it is in there.

Nothing is added up here: upkeep does it afterwards, a few cases at a time, and reports are right meanwhile."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

UNTALLIED = sa.text("tallied_at IS NULL")
#: what a report counted of each case
COUNTED = [
    *("accepted_at", "service_id", "unit_id", "level", "province", "channel", "result"),
    *("promised_at", "answered_at", "closed_at", "paused_at"),
]
LATELY = ["service_id", "answered_at"]
LATELY_BEFORE = [*LATELY, "accepted_at", "unit_id", "level", "province", "channel"]
COUNTS = [
    *("accepted", "answered", "promised", "on_time", "granted", "refused", "withdrawn", "lapsed"),
    *("given", "opinions", "marks"),
]


def _words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "tallies",
        sa.Column("grain", _words("grain", "day", "month"), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("service_id", sa.String(length=80), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("level", _words("level", "headquarters", "line"), nullable=False),
        sa.Column("province", sa.String(length=80), nullable=False),
        sa.Column("channel", _words("channel", "portal", "front-desk"), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.Column("seconds", sa.BigInteger(), nullable=False),
        sa.Column("spans", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_tallies_service_id_services")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_tallies_unit_id_units")),
        sa.PrimaryKeyConstraint(
            *("grain", "first", "service_id", "unit_id", "level", "province", "channel"), name=op.f("pk_tallies")
        ),
    )
    for table in ("cases", "opinions"):
        op.add_column(table, sa.Column("tallied_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_index("ix_cases_report", table_name="cases")
    op.create_index(
        "ix_cases_untallied",
        "cases",
        [*COUNTED, "tallied_at"],
        sqlite_where=UNTALLIED,
        postgresql_where=UNTALLIED,
    )
    op.create_index("ix_cases_accepted", "cases", ["service_id", "accepted_at"])
    op.drop_index("ix_cases_lately", table_name="cases")
    op.create_index("ix_cases_lately", "cases", LATELY)
    op.create_index(
        "ix_opinions_untallied",
        "opinions",
        ["case_id", "overall"],
        sqlite_where=UNTALLIED,
        postgresql_where=UNTALLIED,
    )


def downgrade() -> None:
    op.drop_index("ix_opinions_untallied", table_name="opinions")
    op.drop_index("ix_cases_lately", table_name="cases")
    op.create_index("ix_cases_lately", "cases", LATELY_BEFORE)
    op.drop_index("ix_cases_accepted", table_name="cases")
    op.drop_index("ix_cases_untallied", table_name="cases")
    op.create_index("ix_cases_report", "cases", COUNTED)
    for table in ("opinions", "cases"):
        op.drop_column(table, "tallied_at")
    op.drop_table("tallies")
