"""What the auditor brings (the policy) and what the fund hands over (the bundle).

By ledger/audit/README.md.
"""
import os
import re
import tarfile

import proof
from proof import Fault, require

WIDTH = 256


class Policy:
    """Whom the auditor trusts: the log's keys, its first record, the witnesses and how many."""

    def __init__(self, text):
        self.logs, self.witnesses, self.parties = [], [], {}
        self.quorum = self.genesis = None
        members, keys = set(), set()
        require(not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", text.replace("\n", "")),
                "a policy has no control characters")
        for words in (re.findall(r"[^ \t]+", line) for line in text.split("\n")):
            if words and not words[0].startswith("#"):
                self.take(words, members, keys)
        require(self.logs and self.quorum and self.genesis,
                "a policy names the log's key, a quorum (or none) and the first record")
        require(len({log.name for log in self.logs}) == 1, "all log keys are those of one log")

    def take(self, words, members, keys):
        match words:
            case ["log", key] | ["log", key, _]:
                self.logs.append(self.key(key, proof.SIGNS_TEXT, keys))
            case ["witness", name, key] | ["witness", name, key, _]:
                witness = self.key(key, proof.COSIGNS, keys)
                require(witness.name not in [other.name for other in self.witnesses],
                        "two witnesses sign under different names")
                self.witnesses.append(witness)
                self.party(name, lambda _, signers: witness.name in signers)
            case ["group", name, count, *group] if group:
                require(all(each in self.parties and each not in members for each in group)
                        and len(set(group)) == len(group), "everybody is a known member, once")
                members.update(group)
                needed = {"all": len(group), "any": 1}.get(count)
                if needed is None:
                    require(re.fullmatch(r"[1-9][0-9]{0,3}", count), "a group needs a number")
                    needed = int(count)
                require(needed <= len(group), "a group needs no more than its members")
                self.party(name, lambda agrees, _: sum(map(agrees, group)) >= needed)
            case ["quorum", name]:
                require(self.quorum is None, "a policy has one quorum line")
                require(name == "none" or name in self.parties, "the quorum's name is unknown")
                self.quorum = name
            case ["genesis", digest]:
                require(self.genesis is None and re.fullmatch("[0-9a-fA-F]{64}", digest),
                        "a policy has one genesis line")
                self.genesis = bytes.fromhex(digest)
            case _:
                raise Fault("a policy has no such line")

    @staticmethod
    def key(text, kind, keys):
        key = proof.Verifier(text)
        require(key.type == kind, "the key is of the wrong kind")
        require(key.key not in keys, "each key stands in a policy once")
        keys.add(key.key)
        return key

    def party(self, name, agrees):
        require(name != "none" and name not in self.parties,
                "a name belongs to one witness or group")
        self.parties[name] = agrees

    def quorum_met(self, signers):
        def agrees(name):
            return self.parties[name](agrees, signers)
        return self.quorum == "none" or agrees(self.quorum)


class Bundle:
    """The files of a folder or an archive, by path."""

    def __init__(self, path):
        self.path = path
        # A pipe would never end, nor would a device.
        if os.path.exists(path) and not (os.path.isdir(path) or os.path.isfile(path)):
            raise Fault("a bundle is a folder or a file", code=3)
        try:
            self.files = dict(self.in_folder() if os.path.isdir(path) else self.in_archive())
        except FileNotFoundError:
            raise Fault("there is nothing to read", code=3) from None
        except OSError:
            raise Fault("the bundle can't be read", code=3) from None
        except tarfile.TarError:
            raise Fault("the archive is damaged") from None

    def in_folder(self):
        for folder, folders, names in os.walk(self.path):
            for name in folders + names:
                full = os.path.join(folder, name)
                path = os.path.relpath(full, self.path).replace(os.sep, "/")
                if os.path.islink(full) or not (os.path.isdir(full) or os.path.isfile(full)):
                    raise Fault("there is something else than files: " + path)
                if name in names:
                    yield path, full

    def in_archive(self):
        archive, seen = tarfile.open(self.path, "r:"), set()
        for member in archive:
            if member.isdir():
                continue
            require(member.isreg(), "there is something else than files: " + member.name)
            require(member.name not in seen, "a file is there twice: " + member.name)
            seen.add(member.name)
            yield member.name, (archive, member)

    def read(self, path):
        require(path in self.files, "a file is missing: " + path)
        where = self.files[path]
        if isinstance(where, str):
            with open(where, "rb") as file:
                return file.read()
        archive, member = where
        return archive.extractfile(member).read()

    def manifest(self):
        """Each file is the one that is listed, and each is listed."""
        text = self.read("manifest").decode(errors="replace")
        require(text.endswith("\n"), "the manifest can't be read")
        listed, size = [], 0
        for line in text[:-1].split("\n"):
            match = re.fullmatch(r"([0-9a-f]{64}) (0|[1-9][0-9]{0,18}) (\S.*)", line)
            require(match, "the manifest can't be read")
            digest, length, path = match.groups()
            require(not listed or listed[-1].encode() < path.encode(), "the manifest isn't sorted")
            listed.append(path)
            size += int(length)
            content = self.read(path)
            require(len(content) == int(length) and proof.sha256(content).hex() == digest,
                    "a file isn't the one that the manifest lists: " + path)
        for path in sorted(set(self.files) - set(listed) - {"manifest"}):
            raise Fault("a file isn't in the manifest: " + path)
        return {"files": len(listed), "bytes": size}


def numbered(index, width=WIDTH):
    """An index as paths spell it: 1234067 is x001/x234/067."""
    digits = f"{index:d}".zfill((len(str(index)) + 2) // 3 * 3)
    groups = [digits[i:i + 3] for i in range(0, len(digits), 3)]
    path = "/".join(["x" + group for group in groups[:-1]] + groups[-1:])
    return path if width == WIDTH else f"{path}.p/{width}"


def tile_path(level, index, width):
    return f"log/tile/{level}/{numbered(index, width)}"


def entries_path(index, width):
    return f"log/tile/entries/{numbered(index, width)}"


def split(data):
    """Texts, each after its length in two bytes."""
    texts, at = [], 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at:at + 2], "big")
        require(at + 2 <= len(data) and end <= len(data), "it can't be told apart")
        texts.append(data[at + 2:end])
        at = end
    return texts
