"""PURE. Words of refusals about accounts, posts and deputies."""

from __future__ import annotations

from liandong.core.texts import Says, says

PEOPLE: dict[str, Says] = {
    "people.no-seat": says(
        "您的账号目前没有任何岗位。",
        "Your account holds no post today.",
        "请联系本县安全管理员授予岗位。",
        "Ask the security administrator of your county for a post.",
    ),
    "people.seat-not-held": says(
        "您目前不任“{seat}”这一岗位，也不是其代理人。",
        "You neither hold the post {seat} today nor act for it.",
        "请重新选择岗位。",
        "Choose your post again.",
    ),
    "people.roles-exclude": says(
        "系统、安全、审计管理员互不兼任，也不得兼任其他岗位：账号“{account}”的岗位相互冲突。",
        "Administrators hold no other post, nor each other's: the posts of the account {account} exclude each other.",
        "请结束其中一项任职，或为另一岗位另开账号。",
        "End one of the two, or open a second account for the other post.",
    ),
    "people.no-such-field": says(
        "本县机制中没有“{found}”这个领域。",
        "The mechanism of the county knows no executive field {found}.",
        "请在机制页的领域清单中选择。",
        "Choose one from the executive fields on the mechanism pages.",
    ),
    "people.no-such-post": says(
        "本县机制中没有岗位“{seat}”。",
        "The mechanism of the county knows no post {seat}.",
        "请在单位和岗位清单中选择。",
        "Choose one from the units and posts of the mechanism.",
    ),
    "people.held-already": says(
        "账号“{account}”在这一时期已任此岗位。",
        "The account {account} holds this post in that time already.",
        "无需再次授予；如要更改日期，请先结束原任职。",
        "Nothing is to be granted; to change the dates, end the first holding.",
    ),
    "people.other-county": says(
        "账号“{account}”属于另一个县。",
        "The account {account} belongs to another county.",
        "一个账号只在一个县任职，请另开账号。",
        "An account holds posts of one county; open another account.",
    ),
    "people.not-oneself": says(
        "任何人不得给自己授予岗位或指定自己为代理人。",
        "Nobody grants himself a post or appoints himself a deputy.",
        "请由他人办理。",
        "Somebody else has to do it.",
    ),
    "people.administrator-post": says(
        "“{seat}”是管理员岗位，只能在服务器上授予，不得代理。",
        "{seat} is an administrator's post: it is granted on the server only, and has no deputies.",
        "请由运维人员在服务器上执行 liandong people grant。",
        "The operator of the server runs `liandong people grant`.",
    ),
    "people.deputy-elsewhere": says(
        "账号“{account}”在代理期间并非该单位人员。",
        "The account {account} is not of this unit for the whole time.",
        "请从本单位人员中指定代理人，或缩短代理期。",
        "Appoint somebody of the unit, or shorten the time.",
    ),
    "people.dates": says(
        "日期不对：起始日 {first}，截止日 {last}，今天 {today}。",
        "The dates do not fit: first day {first}, last day {last}, today {today}.",
        "截止日不得早于起始日和今天。",
        "The last day must not be before the first, nor before today.",
    ),
    "people.account-unknown": says(
        "没有账号“{account}”。",
        "There is no account {account}.",
        "请核对账号名。",
        "Check the name.",
    ),
    "people.account-taken": says(
        "账号名“{account}”已被使用。",
        "The account name {account} is taken.",
        "请换一个账号名。",
        "Choose another name.",
    ),
    "people.account-name": says(
        "“{account}”不能作账号名。",
        "{account} cannot be an account name.",
        "请用 3 至 64 位小写字母、数字、点、横线或下划线，以字母或数字开头。",
        "Use 3 to 64 small letters, digits, dots, dashes or underscores, beginning with a letter or digit.",
    ),
    "people.password-weak": says(
        "密码不合要求：{faults}",
        "The password will not do: {faults}",
        "请换一个更长、更难猜的密码。",
        "Choose a longer one that is harder to guess.",
    ),
    "people.password-same": says(
        "新密码与现在的密码相同。",
        "The new password is the one you have.",
        "请换一个新的密码。",
        "Choose another one.",
    ),
    "people.password-wrong": says(
        "现在的密码不对。",
        "That is not your present password.",
        "请重新输入现在的密码。",
        "Type the one with which you signed in.",
    ),
    "people.password-twice": says(
        "两次输入的新密码不一致。",
        "The two new passwords differ.",
        "请再输入一次。",
        "Type it again, the same both times.",
    ),
    "people.administrator-account": says(
        "账号“{account}”任管理员岗位，其密码和开闭只能在服务器上办理。",
        "{account} holds an administrator's post: its password and its closing are done on the server only.",
        "请由运维人员在服务器上执行 liandong people。",
        "The operator of the server runs `liandong people`.",
    ),
    "people.account-closed": says(
        "账号“{account}”已关闭。",
        "The account {account} is closed.",
        "请另开账号。",
        "Open another account.",
    ),
    "people.no-seat-named": says(
        "没有选择岗位。",
        "No post was chosen.",
        "请在清单中选择单位和岗位。",
        "Choose a unit and its post from the list.",
    ),
    "people.no-day": says(
        "“{typed}”不是日期。",
        "{typed} is no day.",
        "请写成 2026-12-01 的形式。",
        "Write it as 2026-12-01.",
    ),
}
