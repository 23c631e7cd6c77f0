"""Values of a picture in, one byte for each rule out."""
