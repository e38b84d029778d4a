"""Keep tables of units, desks, people and roles that are on their way in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

KINDS = ("agency", "unit", "front-desk", "registered-service", "person", "membership", "substitution")
STATES = ("checking", "checked", "refused", "writing", "done", "failed")
AT_WORK = sa.text("state IN ('checking', 'writing')")


def upgrade() -> None:
    op.create_table(
        "table_imports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", _words(KINDS, "kind"), nullable=False),
        sa.Column("file_name", sa.String(300), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", _words(STATES, "state"), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("rows", "done", "new", "changed")),
        sa.Column("findings", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("findings_total", sa.Integer(), nullable=False),
        sa.Column("report", sa.LargeBinary(), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state NOT IN ('checking', 'checked', 'writing') OR content IS NOT NULL",
            name=op.f("ck_table_imports_has_content"),
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["persons.id"], name=op.f("fk_table_imports_made_by_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_imports")),
    )
    op.create_index(
        "ix_table_imports_at_work", "table_imports", ["made_at"], sqlite_where=AT_WORK, postgresql_where=AT_WORK
    )
    op.create_index("ix_table_imports_made_by", "table_imports", ["made_by_id", "made_at"])


def downgrade() -> None:
    op.drop_table("table_imports")


def _words(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)
