"""Notifications (D31): channels two people switch on, an outbox in the book, and the ways out."""
