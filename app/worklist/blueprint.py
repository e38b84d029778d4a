"""The blueprint that the topic modules of the worklist hang their routes on."""

from flask import Blueprint

bp = Blueprint("worklist", __name__, url_prefix="/worklist", template_folder="templates")
