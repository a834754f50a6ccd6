"""PURE. Pictures of numbers as geometry: numbers in, places out. Pages and files write them as SVG; in pixels."""
