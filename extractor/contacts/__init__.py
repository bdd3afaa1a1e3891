"""Contacts: telephone numbers as printed, and whose they are by the words and cells beside them."""
