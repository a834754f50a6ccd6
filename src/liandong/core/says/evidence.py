"""PURE. Words of refusals about files: photos, papers, sound, video."""

from __future__ import annotations

from liandong.core.texts import Says, says

EVIDENCE: dict[str, Says] = {
    "files.unknown": says(
        "“{title}”中有一个文件不在本单位上传的文件之中，或者久未使用已被清理。",
        "“{title}” names a file that your unit has not uploaded, or that was cleared away unused.",
        "请去掉它，重新上传。",
        "Take it out and upload it again.",
    ),
    "files.unfinished": says(
        "“{title}”中的“{name}”还没有传完。",
        "“{name}” in “{title}” has not been uploaded completely.",
        "请等它传完，或者去掉它。",
        "Wait until it is complete, or take it out.",
    ),
    "files.too-many": says(
        "“{title}”有{count}个文件，一处最多{most}个。",
        "“{title}” has {count} files; {most} are the most in one place.",
        "请选出能说明情况的，其余在后续环节补充。",
        "Choose those that show the case; add others at a later step.",
    ),
    "files.too-many-photos": says(
        "选了{count}张照片，最多{most}张。",
        "{count} photos are chosen; {most} are the most.",
        "请去掉几张，留下最能说明情况的。",
        "Take some out and keep those that show best what happened.",
    ),
    "evidence.named-already": says(
        "这些文件已经在本事项中。", "These files stand in the matter already.", "请选择新的文件。", "Choose new files."
    ),
    "evidence.none": says(
        "{number}没有可以封存的证据。", "{number} has no evidence to seal.", "请先补充证据。", "Add evidence first."
    ),
    "evidence.sealed": says(
        "{number}的证据已经封存，不能更正或者删除。",
        "The evidence of {number} is sealed: it can be neither corrected nor erased.",
        "确有必要的，先办理启封，启封记入全过程。",
        "Where it must be, unseal it first; that stands on record.",
    ),
    "evidence.not-sealed": says(
        "{number}的证据没有封存。",
        "The evidence of {number} is not sealed.",
        "不用启封。",
        "There is nothing to unseal.",
    ),
    "evidence.not-named": says(
        "本事项现在没有这个文件，或者它已经删除。",
        "The matter does not name this file now, or it was erased.",
        "请在列出的文件中选择。",
        "Choose one of those listed.",
    ),
    "erasure.no-basis": says(
        "封存和删除证据必须写明法律依据。",
        "Sealing or erasing evidence needs a legal basis.",
        "请写明法律名称和条款。",
        "Name the law and the article.",
    ),
    "erasure.asked-already": says(
        "已经有人提出删除“{name}”。",
        "The erasure of “{name}” was asked for already.",
        "请等待另一人决定。",
        "Another person decides it.",
    ),
    "erasure.not-asked": says(
        "没有人提出删除“{name}”。",
        "Nobody asked that “{name}” be erased.",
        "请先提出，写明法律依据。",
        "Ask for it first, with its basis in law.",
    ),
    "erasure.same-person": says(
        "删除“{name}”由您提出，不能再由您决定。",
        "You asked that “{name}” be erased; another person decides it.",
        "请由另一名负责人决定。",
        "Let another head decide it.",
    ),
    "evidence.nameless": says("文件没有名称。", "The file has no name.", "请重新选择文件。", "Choose the file again."),
    "evidence.empty": says("“{name}”是空的。", "“{name}” is empty.", "请重新选择文件。", "Choose the file again."),
    "evidence.too-large": says(
        "“{name}”有{size}，单个文件最大{most}。",
        "“{name}” has {size}; one file may have {most}.",
        "请压缩或分段后再上传。",
        "Compress it, or upload it in parts.",
    ),
    "evidence.county-full": says(
        "本县的文件已占{used}，上限{most}，放不下“{name}”。",
        "The county's files take {used} of {most}; “{name}” does not fit.",
        "请告知系统管理员；表单可以先不附文件提交。",
        "Tell the system administrator; the form can be sent without files.",
    ),
    "evidence.no-room": says(
        "服务器磁盘空间不足，“{name}”没有保存。",
        "The server's disk has no room left; “{name}” was not kept.",
        "请告知系统管理员，稍后再传。",
        "Tell the system administrator, and upload it later.",
    ),
    "evidence.too-many-open": says(
        "已有{count}个文件没有传完。",
        "{count} files are not complete yet.",
        "请先传完它们，再添加新的文件。",
        "Let these finish before you add others.",
    ),
    "evidence.type-unknown": says(
        "“{name}”不是可以接收的文件。",
        "“{name}” is no file of a kind that is taken.",
        "可以接收：照片（JPEG、PNG、WebP、HEIC）、PDF、视频（MP4）、录音（MP3、M4A、WAV、AMR、OGG、AAC）。",
        "Taken are photos (JPEG, PNG, WebP, HEIC), PDF, video (MP4) and sound (MP3, M4A, WAV, AMR, OGG, AAC).",
    ),
    "evidence.no-photo": says(
        "“{name}”不是照片。",
        "“{name}” is no photo.",
        "这里只收照片（JPEG、PNG、WebP、HEIC）；其他材料请在办理时交给承办单位。",
        "Only photos are taken here (JPEG, PNG, WebP, HEIC); give other material to the unit that deals with it.",
    ),
    "evidence.too-many": says(
        "照片传得太多，“{name}”没有收下：一份最多传{most}次，包括去掉的。",
        "Too many photos; “{name}” was not taken: {most} uploads for one form, those taken out included.",
        "请用已经传好的照片提交。",
        "Send the form with the photos that are up.",
    ),
    "evidence.often": says(
        "您所在的网络在一小时内传的照片太多，“{name}”没有收下。",
        "Too many photos came from your network within the hour; “{name}” was not taken.",
        "可以先不附照片提交，或者在{until}以后再传。",
        "Send the form without it, or add it after {until}.",
    ),
    "evidence.public-full": says(
        "现在传照片的人太多，“{name}”没有收下。",
        "Too many are sending photos at the moment; “{name}” was not taken.",
        "可以先不附照片提交，以后再把照片交给承办单位。",
        "Send the form without it, and give the photo to the unit that deals with it later.",
    ),
    "evidence.unknown": says(
        "没有这个正在上传的文件。", "There is no such upload.", "请重新选择文件上传。", "Choose the file again."
    ),
    "evidence.elsewhere": says(
        "服务器已收到{offset}字节，这一段从{found}字节开始，接不上。",
        "The server has {offset} bytes; this piece begins at {found} and does not follow.",
        "请从{offset}字节处接着传。",
        "Go on from byte {offset}.",
    ),
    "evidence.piece-too-large": says(
        "这一段有{size}，一段最大{most}。",
        "This piece has {size}; a piece may have {most}.",
        "请分成更小的段。",
        "Send smaller pieces.",
    ),
    "evidence.too-long": says(
        "收到的内容比“{name}”申报的{size}长。",
        "More arrived than the {size} that were announced for “{name}”.",
        "请重新选择文件上传。",
        "Choose the file again.",
    ),
    "evidence.incomplete": says(
        "“{name}”还缺{missing}字节。",
        "“{name}” still lacks {missing} bytes.",
        "请从{offset}字节处接着传。",
        "Go on from byte {offset}.",
    ),
    "evidence.damaged": says(
        "“{name}”在传输中损坏：校验值与设备上的不同。",
        "“{name}” was damaged on its way: its hash is not the one of your device.",
        "请重新上传。",
        "Upload it again.",
    ),
    "evidence.infected": says(
        "“{name}”未通过病毒检查（{found}），没有收下。",
        "“{name}” did not pass the virus check ({found}) and was not taken.",
        "请检查您的设备，换一个干净的文件。",
        "Check your device, and send a clean file.",
    ),
    "evidence.not-scanned": says(
        "“{name}”暂时不能检查病毒，没有收下。",
        "“{name}” cannot be checked for viruses now and was not taken.",
        "请稍后再传；一直不行的，请告知系统管理员。",
        "Send it again later; if that does not help, tell the system administrator.",
    ),
    "evidence.busy": says(
        "“{name}”的另一段正在写入。",
        "Another piece of “{name}” is being written.",
        "请稍候再传。",
        "Try again in a moment.",
    ),
}
