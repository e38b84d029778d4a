"""Keep working calendars as rules with the versions in which they hold; the holidays move there."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_versions",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note_fa", sa.String(length=500), nullable=False),
        sa.Column("note_en", sa.String(length=500), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["persons.id"], name=op.f("fk_calendar_versions_made_by_id_persons")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_calendar_versions")),
    )
    op.create_table(
        "calendar_rules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("week", "holiday", "closure", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "scope",
            sa.Enum(
                "country",
                "province",
                "level",
                "unit",
                name="scope",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("hours", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("name_fa", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("floating_minutes", sa.Integer(), nullable=False),
        sa.Column(
            "certainty",
            sa.Enum(
                "confirmed",
                "estimated",
                "proposed",
                name="certainty",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "cause",
            sa.Enum(
                "dust",
                "pollution",
                "cold",
                "heat",
                "power",
                "other",
                name="cause",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.CheckConstraint(
            "(kind = 'closure') = (cause IS NOT NULL)", name=op.f("ck_calendar_rules_closures_have_a_cause")
        ),
        sa.CheckConstraint(
            "(kind = 'holiday') = (certainty IS NOT NULL)", name=op.f("ck_calendar_rules_holidays_are_sure_or_not")
        ),
        sa.CheckConstraint("(scope = 'country') = (place = '')", name=op.f("ck_calendar_rules_place_unless_country")),
        sa.CheckConstraint(
            "kind = 'week' OR last_day IS NOT NULL", name=op.f("ck_calendar_rules_only_weeks_are_open_ended")
        ),
        sa.CheckConstraint("last_day IS NULL OR last_day >= first_day", name=op.f("ck_calendar_rules_days_in_order")),
        sa.CheckConstraint("until IS NULL OR until > since", name=op.f("ck_calendar_rules_holds_a_while")),
        sa.ForeignKeyConstraint(
            ["since"], ["calendar_versions.number"], name=op.f("fk_calendar_rules_since_calendar_versions")
        ),
        sa.ForeignKeyConstraint(
            ["until"], ["calendar_versions.number"], name=op.f("fk_calendar_rules_until_calendar_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_rules")),
    )
    op.create_index(op.f("ix_calendar_rules_since"), "calendar_rules", ["since"], unique=False)
    op.create_index(op.f("ix_calendar_rules_until"), "calendar_rules", ["until"], unique=False)
    _move_holidays_in()
    op.drop_table("holidays")


def downgrade() -> None:
    op.create_table(
        "holidays",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name_fa", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("confirmed", "estimated", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_holidays")),
    )
    op.execute(
        "INSERT INTO holidays (day, name_fa, name_en, kind)"
        " SELECT first_day, min(name_fa), min(name_en), "
        " min(CASE WHEN certainty = 'estimated' THEN certainty ELSE 'confirmed' END) FROM calendar_rules"
        " WHERE kind = 'holiday' AND until IS NULL GROUP BY first_day"
    )
    op.drop_table("calendar_rules")
    op.drop_table("calendar_versions")


def _move_holidays_in() -> None:
    """The stored holidays become the rules of version 1."""
    connection = op.get_bind()
    known = sa.table(
        "holidays", *(sa.column(name) for name in ("name_fa", "name_en", "kind")), sa.column("day", sa.Date())
    )
    found = connection.execute(sa.select(known)).mappings().all()
    if not found:
        return
    connection.execute(
        sa.text(
            "INSERT INTO calendar_versions (number, made_at, note_fa, note_en)"
            " VALUES (1, CURRENT_TIMESTAMP, 'تعطیلات رسمی', 'Official holidays')"
        )
    )
    rules = sa.table(
        "calendar_rules",
        sa.column("id", sa.Uuid()),
        sa.column("hours", sa.JSON().with_variant(JSONB(), "postgresql")),
        *(sa.column(name, sa.Date()) for name in ("first_day", "last_day")),
        *(
            sa.column(n)
            for n in ("since", "kind", "scope", "place", "name_fa", "name_en", "floating_minutes", "certainty")
        ),
    )
    rows = [
        {
            "id": uuid4(),
            "since": 1,
            "kind": "holiday",
            "scope": "country",
            "place": "",
            "first_day": holiday["day"],
            "last_day": holiday["day"],
            "hours": {"day": []},
            "name_fa": holiday["name_fa"],
            "name_en": holiday["name_en"],
            "floating_minutes": 0,
            "certainty": holiday["kind"],
        }
        for holiday in found
    ]
    connection.execute(sa.insert(rules), rows)
