"""Facts about proof.py, by the public vectors where the folder beside the checkout has them."""
import json
import pathlib
import unittest

import bundle
import proof

VECTORS = pathlib.Path(__file__).resolve().parents[3] / "shared" / "vectors"


def vectors(name):
    if not (VECTORS / name).exists():
        raise unittest.SkipTest("the folder of public vectors is absent")
    return json.loads((VECTORS / name).read_text())


class ProofTest(unittest.TestCase):
    def refuses(self, act):
        with self.assertRaises(proof.Fault):
            act()

    def test_knows_the_keys_under_which_anybody_can_sign(self):
        keys = [bytes.fromhex(one["public_key_hex"])
                for one in vectors("ed25519/low-order-public-keys.json")["keys"]]
        self.assertEqual(len(keys), 14)
        self.assertTrue(all(map(proof.is_low_order, keys)))

    def test_verifies_signatures_together_and_names_those_that_do_not_hold(self):
        signatures = proof.Signatures()
        for number, one in enumerate(vectors("ed25519/rfc8032_7.1.json")["vectors"]):
            key, text, signature = (bytes.fromhex(one[name])
                                    for name in ("public", "message", "signature"))
            self.assertFalse(proof.is_low_order(key))
            if text:
                signatures.expect(key, text, signature, number)
                signatures.expect(key, text + b"!", signature, -number)
        checked = signatures.failures()
        self.assertTrue(checked and all(about < 0 for about in checked), checked)

    def test_builds_the_tree_of_the_standard(self):
        known = vectors("merkle/rfc6962-8-leaves.json")
        tree = proof.Tree()
        for leaf in known["leaf_inputs_hex"]:
            tree.append(proof.leaf_hash(bytes.fromhex(leaf)))
        for level, row in enumerate(known["node_hashes_by_level_hex"]):
            self.assertEqual([each.hex() for each in tree.levels[level]], row)

    def test_opens_a_note_of_the_standard(self):
        known = vectors("signed-note/c2sp-examples.json")["signed_note"]
        signatures = proof.Signatures()
        trusted = [proof.Verifier(known["vkey"])]
        text, signers = proof.open_note(known["note"].encode(), trusted, signatures, "note")
        self.assertEqual((text, signers), (b"This is an example message.\n", [trusted[0].name]))
        self.assertEqual(signatures.failures(), [])

    def test_reads_checkpoints_strictly(self):
        for case in vectors("tlog/checkpoint-parse.json")["cases"]:
            try:
                proof.parse_checkpoint(case["m"].encode())
                good = True
            except proof.Fault:
                good = False
            self.assertFalse(good and not case["strict_c2sp_ok"], case["m"])

    def test_spells_the_paths_of_tiles(self):
        for index, path in vectors("tlog/tile-paths.json")["index_to_path"]:
            self.assertEqual(bundle.numbered(index), path)

    def test_takes_one_spelling_of_a_record(self):
        self.assertEqual(proof.parse_canonical(b'{"a":"\\u0001\\n\xc3\xa9","b":[-1,true]}'),
                         {"a": "\x01\né", "b": [-1, True]})
        for other in (b'{"a":1,"a":1}', b'{"b":1,"a":1}', b'{"a": 1}', b'{"a":1.0}', b'{"a":-0}',
                      b'{"a":null}', b'{"A":1}', b'{"a":1e3}', b'{"a":"\\u000A"}', b'{"a":NaN}',
                      b'{"a":"\\/"}', b'{"a":"\\ud800"}', b'{"a":1000000000000000}', b'{"a":"\xff"}',
                      b'\xef\xbb\xbf{}', b"[" * 9 + b"]" * 9, b"[" * 30000 + b"]" * 30000):
            with self.subTest(other[:20]):
                self.refuses(lambda: proof.parse_canonical(other))

    def test_takes_one_spelling_of_bytes(self):
        self.assertEqual(proof.from_base64url("-_8", 2), b"\xfb\xff")
        for other in ("-_9", "-_8=", "+/8", "-", "é", "-_8\n"):
            with self.subTest(other):
                self.refuses(lambda: proof.from_base64url(other, 2))


if __name__ == "__main__":
    unittest.main()
