"""What is stored and what is sent: models, queries, files, papers, outward adapters. No HTTP, no rules."""
