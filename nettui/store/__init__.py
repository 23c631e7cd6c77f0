"""The case store: every revision kept, every act attributable. `port` says what a store does."""
