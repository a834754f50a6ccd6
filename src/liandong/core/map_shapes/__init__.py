"""PURE. A site's own shapes of its townships: GeoJSON read strictly, matched, brought onto a plane and simplified."""
