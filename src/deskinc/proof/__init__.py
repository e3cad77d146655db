"""WHY IT IS TRUE: canonical bytes, disclosures, the tree, seals and their verifier."""
