"""Give a draft a revision, so that a page of it that was opened earlier finds out that another one saved meanwhile."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("drafts", sa.Column("revision", sa.String(32), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("drafts", "revision")
