"""What a citizen is told where the page cannot go on: why, and what to do. What he wrote stays."""

from __future__ import annotations

from dataclasses import dataclass

from liandong.core.texts import Text
from liandong.web.language import say


@dataclass(frozen=True, slots=True)
class Told:
    """Why, and what next. `status` is that of the answer."""

    why: Text
    then: Text
    status: int = 422

    def said(self, **params: str) -> tuple[str, str]:
        """Both sentences in the reader's language."""
        return say(self.why).format(**params), say(self.then).format(**params)


OLD = Told(
    Text("这一页打开的时间太长，已换成新的一页。", "This page was open for too long and was made anew."),
    Text("您写的内容都在下面，请再点一次提交。", "All that you wrote is below; please send it once more."),
)
QUICK = Told(
    Text("提交得太快了，系统没有收下。", "This was sent too fast and was not taken."),
    Text("请看一遍您写的内容，过几秒再提交。", "Read through what you wrote and send it in a few seconds."),
)
FILLED = Told(
    Text(
        "有一栏本应空着，却填了内容，系统没有收下。", "A field that should stay empty was filled in; nothing was taken."
    ),
    Text("现在已经清空，请再点一次提交。", "It has been emptied; please send it once more."),
)
SUM = Told(
    Text("现在提交的人很多，请先做一道加法。", "Many are sending at the moment: please answer a small sum first."),
    Text("您写的内容都在，答完再点一次提交。", "All that you wrote is here; answer and send it once more."),
)
WRONG_SUM = Told(
    Text("加法的答案不对。", "The answer to the sum is wrong."),
    Text("换了一道题，请再答一次。", "Here is another one; please try again."),
)
OFTEN = Told(
    Text("您所在的网络在一小时内提交得太多。", "Too much was sent from your network within the hour."),
    Text(
        "请在{until}以后再提交；内容还在这一页，请不要关掉它。",
        "Send it after {until}; keep this page open, all is still on it.",
    ),
    429,
)
FULL = Told(
    Text("现在提交的人太多。", "Too many are sending at the moment."),
    Text(
        "请在{until}以后再提交；内容还在这一页，请不要关掉它。",
        "Send it after {until}; keep this page open, all is still on it.",
    ),
    429,
)
CHANGED = Told(
    Text(
        "这一页已经提交过了，编号是{number}；您后来改动的内容没有提交。",
        "This page was sent already, as {number}; what you changed since was not.",
    ),
    Text("如果是另一件事，请再点一次提交。", "If it is another matter, please send it once more."),
    409,
)
WRONG = Told(
    Text("编号或者查询码不对。", "The number or the code is wrong."),
    Text("请照着提交时给您的那张纸再核对一次。", "Compare both with the page that you were given."),
)
LOOKED_OFTEN = Told(
    Text("查询的次数太多。", "There were too many look-ups."),
    Text("请在{until}以后再查。", "Please try again after {until}."),
    429,
)
