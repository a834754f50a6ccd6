"""The package held against the log: the keys, the checkpoint, and each event's place in its tree."""

from __future__ import annotations

import base64
import json
from typing import Any, Dict, List, Optional

from liandong.archive.verifier.digests import digest_of, root_of, sha256
from liandong.archive.verifier.notes import RESTORED, Key, key_from, signers, statement_of
from liandong.archive.verifier.package import FORMAT, Package, Text


class Log:
    """The checkpoint of a package, and the keys that may have signed it."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.said: Dict[str, Any] = json.loads(package.read("log.json"))
        self.note: str = self.said["checkpoint"]
        origin, size, root, *_ = self.note.split("\n")
        self.origin, self.size, self.root = origin, int(size), base64.b64decode(root, validate=True)

    def check(self, key: str, witness: str) -> None:
        """Look at the keys, the signatures and the places."""
        mine = self.keys()
        self._check_signature(mine, key)
        self._check_witness(witness)
        self._check_timestamp()
        self._check_places()
        self._check_list(mine)

    def keys(self) -> Optional[Key]:
        """The key in force at the checkpoint; None where the statements do not lead to one."""
        found: Optional[Key] = None
        for each in self.said["keys"]:
            stated = statement_of(each["statement"])
            leaf = sha256(b"\x00" + each["statement"].encode())
            if stated is None or stated[0] != (found or stated[1]) or not self._stands(leaf, each):
                self.package.say(
                    False, "keys", "签名密钥的交接不成立。", "A key that signs was not named by the one before it."
                )
                return None
            found = stated[1]
            self._tell_of_restore(each["statement"])
        return found

    def _tell_of_restore(self, statement: str) -> None:
        """The log was continued after a restored backup: it says itself what was lost."""
        lines = statement.split("\n")
        if lines[0] == RESTORED:
            here, there = (int(each) for each in lines[3].split(" ")[1:])
            self.package.say(
                None,
                "restored",
                f"日志恢复过备份：缺 {there - here} 条（{lines[5][7:]}）。",
                f"The log goes on after a restored backup: {there - here} entries are lost ({lines[5][7:]}).",
            )

    def _stands(self, leaf: bytes, at: Dict[str, Any]) -> bool:
        path = [bytes.fromhex(each) for each in at["proof"]]
        return root_of(leaf, at["place"], self.size, path) == self.root

    def _check_signature(self, mine: Optional[Key], key: str) -> None:
        say = self.package.say
        if mine is None or mine.name != self.origin or not signers(self.note, [mine]):
            say(False, "signature", "检查点的签名不成立。", "The signature of the checkpoint does not hold.")
            return
        text = Text(
            f"检查点由 {mine.name} 签名，共 {self.size} 条。",
            f"The checkpoint of {self.size} leaves is signed by {mine.name}.",
        )
        say(True, "signature", text.zh, text.en)
        if not key:
            say(
                None,
                "key",
                f"密钥取自包内，请与县里公布的核对：{spelled(mine)}",
                f"The key is the package's own; compare it with the one that the county published: {spelled(mine)}",
            )
        elif key_from(key) == mine:
            say(True, "key", "密钥就是您给出的那一把。", "The key is the one that you gave.")
        else:
            say(False, "key", "密钥不是您给出的那一把。", "The key is not the one that you gave.")

    def _check_witness(self, witness: str) -> None:
        say = self.package.say
        named: List[str] = [witness] if witness else self.said["witnesses"]
        keys = signers(self.note, [key_from(each) for each in named])
        for each in keys:
            say(True, "witness", f"见证者 {each.name} 已加签。", f"The witness {each.name} signed below.")
        if witness and not keys:
            say(False, "witness", "您给出的见证者没有加签。", "The witness that you gave did not sign below.")
        elif not keys:
            say(None, "witness", "检查点没有见证者加签。", "No witness signed below the checkpoint.")

    def _check_timestamp(self) -> None:
        """Whether the time-stamp is of this checkpoint; its signature is for a program that knows certificates."""
        say, file = self.package.say, self.package.folder / "checkpoint.tsr"
        if not file.is_file():
            return
        text = (self.package.folder / "checkpoint.txt").read_bytes()
        if self.note.encode().startswith(text + b"\n") and sha256(text) in file.read_bytes():
            say(
                None,
                "timestamp",
                "检查点附有时间戳，其签名用 openssl 核验："
                "openssl ts -verify -in checkpoint.tsr -data checkpoint.txt -CAfile 机构证书",
                "The checkpoint has a time-stamp; check its signature: openssl ts -verify -in checkpoint.tsr "
                "-data checkpoint.txt -CAfile THE-AUTHORITY'S-CERTIFICATES",
            )
        else:
            say(False, "timestamp", "时间戳不是这个检查点的。", "The time-stamp is not of this checkpoint.")

    def _check_list(self, mine: Optional[Key]) -> None:
        """Whether the site itself signed the list of files, and with it how many events there were."""
        say, file = self.package.say, self.package.folder / "manifest.note"
        if not file.is_file():
            say(None, "list-signature", "清单没有签名。", "The list of files is not signed.")
            return
        note = file.read_bytes().decode()
        meant = f"{FORMAT}\n{digest_of(self.package.folder / 'manifest.json')}\n"
        if mine is not None and note.startswith(meant + "\n") and signers(note, [mine]):
            say(True, "list-signature", "清单由同一密钥签名。", "The list of files is signed by the same key.")
        else:
            say(False, "list-signature", "清单的签名不成立。", "The signature of the list does not hold.")

    def _check_places(self) -> None:
        say, good, later = self.package.say, 0, 0
        for number, event in enumerate(self.package.events, 1):
            leaf = sha256(b"\x00liandong/log-event/1" + bytes.fromhex(event["hash"]))
            if event["place"] is None:
                later += 1
            elif later or not self._stands(leaf, event):
                say(
                    False,
                    "place",
                    f"第 {number} 号记录不在检查点所签的日志中。",
                    f"Event {number} does not stand in the log that was signed.",
                )
            else:
                good += 1
        if good:
            say(True, "place", f"{good} 条记录在已签名的日志中。", f"{good} events stand in the log that was signed.")
        if later:
            say(
                None,
                "later",
                f"最后 {later} 条记录在打包时尚未入日志，只有链可证。",
                f"The last {later} events came after the checkpoint; only the chain speaks for them.",
            )


def spelled(key: Key) -> str:
    """A public key as one line."""
    return f"{key.name}+{key.id.hex()}+{base64.b64encode(bytes([key.kind]) + key.raw).decode()}"
