"""The shell commands, one file each; none imports textual."""
