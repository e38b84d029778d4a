"""The blueprint that all citizens' pages hang on."""

from flask import Blueprint

bp = Blueprint("portal", __name__, template_folder="templates")
