"""Pages of papers: what a matter has and may print, one paper on its way, the register, and the check for anybody."""
