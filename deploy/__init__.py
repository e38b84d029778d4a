"""How the desk is installed and started. Not part of the application: nothing in `app` imports it."""
