"""What stands on screens, as rows without a screen: nothing here knows Textual."""
