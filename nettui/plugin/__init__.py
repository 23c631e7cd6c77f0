"""How rules get in: found, allowed, collected, checked, published."""
