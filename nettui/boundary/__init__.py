"""What crosses a boundary outside the hot path: files and kept texts become typed, or are refused.

`form` says what a value must look like, `strict` takes data by it and gives data back, and
`json_schema` writes it down for others. Only `form` is light; `strict` loads cattrs.
"""
