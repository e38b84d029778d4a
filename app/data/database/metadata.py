"""The collection of all tables, for whoever may not see the models."""

from app.data.models import Base

metadata = Base.metadata
