"""Check, preview and deploy the LookML project that sits on the finance marts."""
