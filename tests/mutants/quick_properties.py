"""A plugin of pytest for runs on changed code: properties try fewer examples, the same ones each time."""

from hypothesis import settings

settings.register_profile("mutants", deadline=None, derandomize=True, database=None, max_examples=25)
settings.load_profile("mutants")
