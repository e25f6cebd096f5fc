"""The AIS protocol: sessions, the data service, and typed values."""
