"""The blueprint that all front-desk pages hang on."""

from flask import Blueprint

bp = Blueprint("frontdesk", __name__, template_folder="templates", url_prefix="/front-desk")
