"""What authors of protocols test theirs with: expectations, their cases, the checks for all.

`cases` plans cases under the author's protocol, `contract` holds what every plugin must keep to,
`plugin` is what pytest loads. Nothing is imported before a test asks for it.
"""
