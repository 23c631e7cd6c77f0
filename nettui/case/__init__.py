"""What is known of a patient: the declared fields, the picture on a day, and case files."""
