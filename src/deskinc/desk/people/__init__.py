"""Who works here: enrolled, vouched for, changed, suspended; licences; restricted values."""
