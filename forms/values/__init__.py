"""How single values are read and shown: digits, numbers, money, dates, identifiers, patterns, words. Knows no form."""
