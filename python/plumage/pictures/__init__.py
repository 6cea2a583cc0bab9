"""One look for all pages: colours with a second cue, pictures as inline SVG, style of the page."""
