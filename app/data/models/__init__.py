"""All tables. Import from here, so that the metadata is complete."""

from app.data.models.base import Base
from app.data.models.calendars import CalendarRule, CalendarVersion
from app.data.models.cases import Case, CaseEvent, CaseLook, CaseStage, Draft, Submission, WorkItem
from app.data.models.correspondence import Attendance, ConsentCode, Document, Letter, Notice, Opinion, Question
from app.data.models.credentials import Authenticator, Password, RecoveryCode
from app.data.models.effects import Effect, Incident, Message, Subscription, Timer
from app.data.models.evaluation import WorksheetRemark
from app.data.models.identity import IdentityFact, IdentityProof
from app.data.models.imports import TableImport
from app.data.models.migrations import CaseMigration, MigrationCase
from app.data.models.organisation import OrganisationChange, RegisteredService, Substitution
from app.data.models.people import LoginCode, LoginSession, Membership, Person, ProfileField, RateCount
from app.data.models.places import Agency, FrontDesk, FrontDeskService, Unit
from app.data.models.retention import Upkeep
from app.data.models.services import BundleDraft, Service, ServiceVersion
from app.data.models.tallies import FactTally, Tally

__all__ = [
    "Agency",
    "Attendance",
    "Authenticator",
    "Base",
    "BundleDraft",
    "CalendarRule",
    "CalendarVersion",
    "Case",
    "CaseEvent",
    "CaseLook",
    "CaseMigration",
    "CaseStage",
    "ConsentCode",
    "Document",
    "Draft",
    "Effect",
    "FactTally",
    "FrontDesk",
    "FrontDeskService",
    "IdentityFact",
    "IdentityProof",
    "Incident",
    "Letter",
    "LoginCode",
    "LoginSession",
    "Membership",
    "Message",
    "MigrationCase",
    "Notice",
    "Opinion",
    "OrganisationChange",
    "Password",
    "Person",
    "ProfileField",
    "Question",
    "RateCount",
    "RecoveryCode",
    "RegisteredService",
    "Service",
    "ServiceVersion",
    "Submission",
    "Subscription",
    "Substitution",
    "TableImport",
    "Tally",
    "Timer",
    "Unit",
    "Upkeep",
    "WorkItem",
    "WorksheetRemark",
]
