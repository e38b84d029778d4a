"""What a form shows and never asks: HTML, pictures, documents of the case."""
