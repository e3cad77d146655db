"""WHAT LEAVES: documents, their paper and their signatures."""
