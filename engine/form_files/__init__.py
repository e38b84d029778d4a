"""What is known here of form files: their words, properties and markup. `forms/` reads and runs them."""
