"""What authors of protocols test theirs with: expectations of a case, checked against its plan."""
