"""What reading and judging papers.yaml says of its faults, in both languages."""

from __future__ import annotations

from liandong.core.texts import Text

PAPERS = (
    Text("没有内容的文书", "a paper without content"),
    Text("`fields`、`answers`或者`parts`", "`fields`, `answers` or `parts`"),
    Text("本县机制中的程序", "a procedure of this county"),
    Text("units.yaml中的单位", "a unit of units.yaml"),
    Text("文书“{title}”没有描述", "the paper {title}, which nothing describes"),
    Text(
        "papers.yaml中{procedure}下有这个标题的文书，`steps`中写`{step}`",
        "a paper of this title for {procedure} in papers.yaml, with `{step}` in `steps`",
    ),
    Text("环节`{step}`没有写这份文书", "the step `{step}`, which does not name it"),
    Text("{at}处写`papers:`", "`papers:` at {at}"),
    Text("{unit}没有岗位`{post}`", "the post `{post}`, which {unit} has not"),
    Text("units.yaml中{unit}的岗位", "a post of {unit} in units.yaml"),
    Text("机关代字{mark}，{other}已用", "the mark {mark}, which {other} has"),
    Text("自己的代字，使每个文号只有一份", "a mark of its own, so that no number stands twice"),
)
