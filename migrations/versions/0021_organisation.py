"""Keep what administrators need: more of agencies, units and desks, the register of all services, substitutes, and
every change of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


KINDS = ("ministry", "organization", "public-body", "governorate", "institution", "company", "other")
ROLES = ("clerk", "expert", "supervisor", "front-desk", "analyst", "manager", "evaluator", "administrator")
NATIONAL = "national-administrator"
MAP_POINT = "(latitude IS NULL) = (longitude IS NULL)"
FRONT_DESK_COLUMNS = ("unit_id", "counters", "latitude", "longitude", "hours", "closed_on", "revision")
UNIT_COLUMNS = ("parent_id", "county", "valid_from", "valid_until", "revision")
AGENCY_COLUMNS = (
    "kind",
    "parent_id",
    "province",
    "email",
    "website",
    "address_fa",
    "address_en",
    "letterhead_fa",
    "letterhead_en",
    "legal_basis_fa",
    "legal_basis_en",
    "revision",
)


def upgrade() -> None:
    op.create_table(
        "organisation_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "agency",
                "unit",
                "front-desk",
                "registered-service",
                "person",
                "membership",
                "substitution",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column(
            "action",
            sa.Enum("created", "changed", "ended", name="action", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("before", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("after", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name=op.f("fk_organisation_changes_agency_id_agencies")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_organisation_changes_by_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_changes")),
    )
    op.create_index("ix_organisation_changes_agency", "organisation_changes", ["agency_id", "at"], unique=False)
    op.create_index("ix_organisation_changes_record", "organisation_changes", ["record_id", "at"], unique=False)
    op.create_table(
        "substitutions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("absent_id", sa.Uuid(), nullable=False),
        sa.Column("substitute_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.CheckConstraint("absent_id <> substitute_id", name=op.f("ck_substitutions_two_people")),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_substitutions_days_in_order")),
        sa.ForeignKeyConstraint(["absent_id"], ["persons.id"], name=op.f("fk_substitutions_absent_id_persons")),
        sa.ForeignKeyConstraint(["made_by_id"], ["persons.id"], name=op.f("fk_substitutions_made_by_id_persons")),
        sa.ForeignKeyConstraint(["substitute_id"], ["persons.id"], name=op.f("fk_substitutions_substitute_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitutions")),
    )
    op.create_index(op.f("ix_substitutions_absent_id"), "substitutions", ["absent_id"], unique=False)
    op.create_index("ix_substitutions_substitute", "substitutions", ["substitute_id", "last_day"], unique=False)
    op.create_table(
        "registered_services",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title_fa", sa.String(length=300), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=False),
        sa.Column(
            "level",
            sa.Enum("headquarters", "line", "both", name="level", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "delivery",
            sa.Enum(
                "desk", "elsewhere", "paper", name="delivery", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("official_id", sa.String(length=11), nullable=True),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("service_id", sa.String(length=80), nullable=True),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(delivery = 'desk') = (service_id IS NOT NULL)",
            name=op.f("ck_registered_services_desk_services_are_published"),
        ),
        sa.CheckConstraint(
            "(delivery = 'elsewhere') = (address <> '')", name=op.f("ck_registered_services_elsewhere_has_an_address")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_registered_services_agency_id_agencies")),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["registered_services.id"], name=op.f("fk_registered_services_parent_id_registered_services")
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name=op.f("fk_registered_services_service_id_services")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registered_services")),
        sa.UniqueConstraint("agency_id", "slug", name=op.f("uq_registered_services_agency_id_slug")),
    )
    op.create_index(op.f("ix_registered_services_parent_id"), "registered_services", ["parent_id"], unique=False)
    op.create_table(
        "front_desk_services",
        sa.Column("front_desk_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.String(length=80), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["front_desk_id"], ["front_desks.id"], name=op.f("fk_front_desk_services_front_desk_id_front_desks")
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name=op.f("fk_front_desk_services_service_id_services")
        ),
        sa.PrimaryKeyConstraint("front_desk_id", "service_id", name=op.f("pk_front_desk_services")),
    )
    op.add_column("persons", sa.Column("revision", sa.Integer(), server_default="1", nullable=False))
    _extend_agencies()
    _extend_units()
    _extend_front_desks()
    _extend_memberships()


def _extend_agencies() -> None:
    with op.batch_alter_table("agencies") as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=40), server_default="organization", nullable=False))
        batch_op.add_column(sa.Column("parent_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("province", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("email", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("website", sa.String(length=300), server_default="", nullable=False))
        for name in ("address", "letterhead", "legal_basis"):
            for language in ("fa", "en"):
                batch_op.add_column(sa.Column(f"{name}_{language}", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("revision", sa.Integer(), server_default="1", nullable=False))
        batch_op.create_check_constraint(op.f("ck_agencies_kind"), _one_of("kind", KINDS))
        batch_op.create_foreign_key(op.f("fk_agencies_parent_id_agencies"), "agencies", ["parent_id"], ["id"])
    op.create_index(op.f("ix_agencies_parent_id"), "agencies", ["parent_id"])


def _extend_units() -> None:
    with op.batch_alter_table("units") as batch_op:
        batch_op.add_column(sa.Column("parent_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("county", sa.String(length=80), server_default="", nullable=False))
        batch_op.add_column(sa.Column("valid_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("valid_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("revision", sa.Integer(), server_default="1", nullable=False))
        batch_op.create_check_constraint(
            op.f("ck_units_days_in_order"), "valid_until IS NULL OR valid_from IS NULL OR valid_until >= valid_from"
        )
        batch_op.create_foreign_key(op.f("fk_units_parent_id_units"), "units", ["parent_id"], ["id"])
    op.create_index(op.f("ix_units_parent_id"), "units", ["parent_id"])


def _extend_front_desks() -> None:
    with op.batch_alter_table("front_desks") as batch_op:
        batch_op.add_column(sa.Column("unit_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("counters", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("latitude", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("longitude", sa.Double(), nullable=True))
        batch_op.add_column(
            sa.Column("hours", sa.JSON().with_variant(JSONB(), "postgresql"), server_default="{}", nullable=False)
        )
        batch_op.add_column(sa.Column("closed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("revision", sa.Integer(), server_default="1", nullable=False))
        batch_op.create_check_constraint(op.f("ck_front_desks_map_point_whole"), MAP_POINT)
        batch_op.create_check_constraint(op.f("ck_front_desks_counts_in_range"), "capacity >= 0 AND counters >= 1")
        batch_op.create_foreign_key(op.f("fk_front_desks_unit_id_units"), "units", ["unit_id"], ["id"])
    op.create_index(op.f("ix_front_desks_unit_id"), "front_desks", ["unit_id"])


def _extend_memberships() -> None:
    """The unique constraint goes: it never held anything, since one of its columns was always NULL; and somebody may
    hold a role again after having left it."""
    with op.batch_alter_table("memberships") as batch_op:
        batch_op.add_column(sa.Column("first_day", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("last_day", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("made_by_id", sa.Uuid(), nullable=True))
        batch_op.drop_constraint(op.f("uq_memberships_person_id_role_unit_id_front_desk_id"), type_="unique")
        batch_op.drop_constraint(op.f("ck_memberships_role"), type_="check")
        batch_op.create_check_constraint(op.f("ck_memberships_role"), _one_of("role", (*ROLES, NATIONAL)))
        batch_op.drop_constraint(op.f("ck_memberships_one_place"), type_="check")
        batch_op.create_check_constraint(op.f("ck_memberships_one_place"), "unit_id IS NULL OR front_desk_id IS NULL")
        batch_op.create_check_constraint(
            op.f("ck_memberships_national_role"),
            f"(role = '{NATIONAL}') = (unit_id IS NULL AND front_desk_id IS NULL)",
        )
        batch_op.create_check_constraint(
            op.f("ck_memberships_days_in_order"), "last_day IS NULL OR first_day IS NULL OR last_day >= first_day"
        )
        batch_op.create_foreign_key(op.f("fk_memberships_made_by_id_persons"), "persons", ["made_by_id"], ["id"])
    op.create_index(op.f("ix_memberships_front_desk_id"), "memberships", ["front_desk_id"])


def downgrade() -> None:
    """The release before knows neither a membership's days nor a national administrator: these memberships go."""
    op.execute(
        f"DELETE FROM memberships WHERE role = '{NATIONAL}' OR last_day < CURRENT_DATE OR first_day > CURRENT_DATE"  # noqa: S608 - a name of ours
    )
    op.drop_index(op.f("ix_memberships_front_desk_id"), table_name="memberships")
    with op.batch_alter_table("memberships") as batch_op:
        batch_op.drop_constraint(op.f("fk_memberships_made_by_id_persons"), type_="foreignkey")
        for name in ("national_role", "days_in_order", "one_place", "role"):
            batch_op.drop_constraint(op.f(f"ck_memberships_{name}"), type_="check")
        batch_op.create_check_constraint(op.f("ck_memberships_role"), _one_of("role", ROLES))
        batch_op.create_check_constraint(
            op.f("ck_memberships_one_place"), "(unit_id IS NULL) <> (front_desk_id IS NULL)"
        )
        batch_op.create_unique_constraint(
            op.f("uq_memberships_person_id_role_unit_id_front_desk_id"),
            ["person_id", "role", "unit_id", "front_desk_id"],
        )
        for name in ("made_by_id", "last_day", "first_day"):
            batch_op.drop_column(name)
    _shrink("front_desks", FRONT_DESK_COLUMNS, parent="unit", checks=("map_point_whole", "counts_in_range"))
    _shrink("units", UNIT_COLUMNS, parent="parent", checks=("days_in_order",), of="units")
    _shrink("agencies", AGENCY_COLUMNS, parent="parent", checks=("kind",), of="agencies")
    op.drop_column("persons", "revision")
    for table in ("front_desk_services", "registered_services", "substitutions", "organisation_changes"):
        op.drop_table(table)


def _shrink(table: str, columns: tuple[str, ...], *, parent: str, checks: tuple[str, ...], of: str = "units") -> None:
    op.drop_index(op.f(f"ix_{table}_{parent}_id"), table_name=table)
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f"fk_{table}_{parent}_id_{of}"), type_="foreignkey")
        for name in checks:
            batch_op.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
        for name in columns:
            batch_op.drop_column(name)


def _one_of(column: str, words: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"
