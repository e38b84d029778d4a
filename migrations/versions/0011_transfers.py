"""Remember transfers of running cases to another version, with a verdict for each case."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

AT_WORK = sa.text("state IN ('checking', 'moving')")
_JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def _words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "transfers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.String(length=80), nullable=False),
        sa.Column("from_version_id", sa.Uuid(), nullable=False),
        sa.Column("to_version_id", sa.Uuid(), nullable=False),
        sa.Column("mapping", _JSON, nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", _words("state", "checking", "checked", "moving", "done"), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('checking', 'checked') OR reason <> ''", name=op.f("ck_transfers_moved_for_a_reason")
        ),
        sa.ForeignKeyConstraint(
            ["from_version_id"], ["service_versions.id"], name=op.f("fk_transfers_from_version_id_service_versions")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["persons.id"], name=op.f("fk_transfers_made_by_id_persons")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_transfers_service_id_services")),
        sa.ForeignKeyConstraint(
            ["to_version_id"], ["service_versions.id"], name=op.f("fk_transfers_to_version_id_service_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfers")),
    )
    op.create_index(
        "ix_transfers_at_work", "transfers", ["state"], unique=False, sqlite_where=AT_WORK, postgresql_where=AT_WORK
    )
    op.create_index("ix_transfers_service", "transfers", ["service_id", "made_at"], unique=False)
    op.create_table(
        "transfer_cases",
        sa.Column("transfer_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("verdict", _words("verdict", "unchecked", "can", "cannot", "moved", "left"), nullable=False),
        sa.Column("reasons", _JSON, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_transfer_cases_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["transfers.id"], name=op.f("fk_transfer_cases_transfer_id_transfers")
        ),
        sa.PrimaryKeyConstraint("transfer_id", "case_id", name=op.f("pk_transfer_cases")),
    )
    op.create_index("ix_transfer_cases_verdict", "transfer_cases", ["transfer_id", "verdict", "case_id"], unique=False)


def downgrade() -> None:
    op.drop_table("transfer_cases")
    op.drop_table("transfers")
