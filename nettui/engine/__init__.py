"""From a picture and a protocol to a traced plan."""
