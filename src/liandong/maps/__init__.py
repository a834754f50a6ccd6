"""A site's own shapes of its townships: imported by whoever runs the installation, no part of the mechanism.

`liandong.maps.shapes` reads and writes them; nobody else touches the table.
"""
