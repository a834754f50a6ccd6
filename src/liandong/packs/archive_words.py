"""What reading and judging archive.yaml says of its faults, in both languages."""

from __future__ import annotations

from liandong.core.texts import Text

ARCHIVE = (
    Text("程序{procedure}没有案卷", "the procedure {procedure} without a case file"),
    Text("archive.yaml中写明它的案卷", "its case file in archive.yaml"),
    Text("保管期限`{name}`", "the retention period `{name}`"),
    Text("档号写在`{field}`", "the archive number in `{field}`"),
    Text("类型为text的字段", "a field of type text"),
    Text("{kind}`{name}`不在任何部分", "the {kind} `{name}` in no part"),
    Text("案卷的一个部分，或者写在`beside`", "a place in one part of the case file, or in `beside`"),
    Text("{kind}`{name}`出现{times}次", "the {kind} `{name}` in {times} places"),
    Text("只写一处", "one place"),
    Text("`{name}`可以没有，却写了`after`", "`after` at `{name}`, which may lack"),
    Text("`need: required`，或者不写`after`", "`need: required`, or no `after`"),
    Text("案卷条件用了`{path}`", "a condition on `{path}` in a case file"),
    Text("事项的字段", "a field of the matter"),
)
