"""The blueprint that all studio pages hang on."""

from flask import Blueprint

bp = Blueprint("studio", __name__, template_folder="templates", url_prefix="/studio")
