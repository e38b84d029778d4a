"""A plugin of pytest for runs on changed code: properties try fewer examples, the same ones each time, and a failure
isn't made smaller: that it fails is all that counts."""

from hypothesis import Phase, settings

settings.register_profile(
    "mutants",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=25,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile("mutants")
