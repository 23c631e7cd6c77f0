"""Small intestine: jejunum and ileum."""
