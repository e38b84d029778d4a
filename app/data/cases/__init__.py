"""Cases and what is derived from them in the transaction of each step: projections, work items, incidents, history.

Every projection is written by one module of this room; a snapshot is stored and loaded by `case_store` alone."""
