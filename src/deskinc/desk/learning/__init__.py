"""What is learned of incidents: reviews, problems behind repeats, and what is done about them."""
