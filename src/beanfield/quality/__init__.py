"""Quality as numbers: what is true, how far people agree, who is how good. No database, no web, no clock."""
