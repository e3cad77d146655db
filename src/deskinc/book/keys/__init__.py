"""Who can open the book: key slots, passphrases, the recovery sheet, the site’s authority."""
