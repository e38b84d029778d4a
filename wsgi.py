"""Builds the settings from the environment and the application from them; nothing else."""

from app.wiring import create_app
from config import Settings

app = create_app(Settings.from_environment())
