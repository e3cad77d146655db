"""WHAT COMES IN: hostile until proved otherwise, decoded in a child process."""
