"""Worksheets of the evaluation: indicators measured by the desk, with the evidence beside each."""
