"""The questionnaires that come with the library, as data."""
