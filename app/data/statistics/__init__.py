"""What reports count: tallies of closed cases, live counts of the rest, worksheets. Reads projections only."""
