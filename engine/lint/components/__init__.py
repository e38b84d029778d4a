"""What components of forms hold: values that the desk can honour, texts and pictures that it shows as written."""
