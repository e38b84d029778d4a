"""A case: opened, advanced by a step of the engine, read, tracked and found.

`step_record.store` is the one place where the outcome of a step is stored."""
