"""Let the index of opinions that aren't in the tallies hold all that is asked of it: SQLite read all opinions else."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

UNTALLIED = sa.text("tallied_at IS NULL")
BEFORE = ["case_id", "overall"]


def upgrade() -> None:
    _index([*BEFORE, "tallied_at"])


def downgrade() -> None:
    _index(BEFORE)


def _index(columns: list[str]) -> None:
    op.drop_index("ix_opinions_untallied", table_name="opinions")
    op.create_index("ix_opinions_untallied", "opinions", columns, sqlite_where=UNTALLIED, postgresql_where=UNTALLIED)
