"""Let reports read indexes alone: a case's row carries its snapshot, and is a hundred times as wide."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

#: the columns of each index before, and what a report counts besides
BEFORE = {
    "ix_cases_report": ["accepted_at", "service_id", "unit_id"],
    "ix_cases_lately": ["service_id", "answered_at"],
}
ADDED = {
    "ix_cases_report": [
        *("level", "province", "channel", "result"),
        *("promised_at", "answered_at", "closed_at", "paused_at"),
    ],
    "ix_cases_lately": ["accepted_at", "unit_id", "level", "province", "channel"],
}


def upgrade() -> None:
    for name, columns in BEFORE.items():
        op.drop_index(name, table_name="cases")
        op.create_index(name, "cases", columns + ADDED[name])


def downgrade() -> None:
    for name, columns in BEFORE.items():
        op.drop_index(name, table_name="cases")
        op.create_index(name, "cases", columns)
