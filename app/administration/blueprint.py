"""The blueprint that the administrator's pages hang on."""

from flask import Blueprint

bp = Blueprint("administration", __name__, url_prefix="/administration", template_folder="templates")
