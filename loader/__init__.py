"""Load JD Edwards EnterpriseOne tables through the AIS Server into a raw schema."""
