"""The papers a citizen or an evaluator takes away: receipts, letters, worksheets, and the signature on letters.

Pure functions on plain values: no database, no network, no HTTP. See docs/papers.md."""

from app.data.papers.errors import FontsMissing, KeyUnreadable, NotSignable, PaperError, PaperNotSet, RootUnreadable
from app.data.papers.render import DEFAULT_FONTS, render_letter, render_receipt, render_worksheet
from app.data.papers.signing import Signer, generate_development_key
from app.data.papers.values import DeskIntake, Language, Letter, Receipt, Signatory, Worksheet, WorksheetRow
from app.data.papers.verification import SignatureCheck, verify

__all__ = [
    "DEFAULT_FONTS",
    "DeskIntake",
    "FontsMissing",
    "KeyUnreadable",
    "Language",
    "Letter",
    "NotSignable",
    "PaperError",
    "PaperNotSet",
    "Receipt",
    "RootUnreadable",
    "Signatory",
    "SignatureCheck",
    "Signer",
    "Worksheet",
    "WorksheetRow",
    "generate_development_key",
    "render_letter",
    "render_receipt",
    "render_worksheet",
    "verify",
]
