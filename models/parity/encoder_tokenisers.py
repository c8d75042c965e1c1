"""The tokenisers of the encoder fixtures, in the forms the published ones have."""

import io
import tempfile
import unicodedata
from collections import Counter
from pathlib import Path

import sentencepiece
from sentencepiece import sentencepiece_model_pb2
from tokenizers import (
    AddedToken,
    Regex,
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    processors,
)

import tokenisers

XLMR_SPECIALS = ("<s>", "<pad>", "</s>", "<unk>")  # ids 0 to 3; <mask> is the last id
WORDPIECE_SPECIALS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")  # ids 0 to 4
LONGEST_PIECE = 8
COMPATIBLE = (
    (0x00BC, 0x00BE),
    (0x2460, 0x2473),
    (0x3231, 0x3232),
    (0x338E, 0x33A1),
    (0xFF01, 0xFF9F),
)


def surround(
    tokenizer: Tokenizer, first: str, last: str, between: str, second_type: int
) -> processors.TemplateProcessing:
    """`first A last` for one text, `first A last between B last` for two."""
    named = dict.fromkeys([first, last, *between.split()])
    return processors.TemplateProcessing(
        single=f"{first} $A {last}",
        pair=" ".join(f"{first} $A {last} {between} $B:{second_type} {last}:{second_type}".split()),
        special_tokens=[(token, tokenizer.token_to_id(token)) for token in named],
    )


def normalisation_rules() -> str:
    """A small part of NFKC in SentencePiece's form, as the whole would fill 300 KB."""
    rules = {"\t": " ", "\n": " ", "\r": " ", "\u3000": " ", "\u200d": " "}
    for first, last in COMPATIBLE:
        rules |= {
            chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(first, last + 1)
        }
    for code in range(0xFF66, 0xFF9E):  # half-width kana and their voice marks
        for mark in "ﾞﾟ":
            composed = unicodedata.normalize("NFKC", chr(code) + mark)
            if len(composed) == 1:
                rules[chr(code) + mark] = composed
    return "".join(f"{points(of)}\t{points(to)}\n" for of, to in sorted(rules.items()))


def points(text: str) -> str:
    return " ".join(f"{ord(character):X}" for character in text)


def train_xlmr(size: int) -> bytes:
    """A SentencePiece model of `size` pieces; the tokeniser has one more, and <mask>."""
    written = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        rules = Path(folder) / "rules.tsv"
        rules.write_text(normalisation_rules(), "utf-8")
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(tokenisers.lines()),
            model_writer=written,
            model_type="unigram",
            vocab_size=size,
            character_coverage=0.98,
            normalization_rule_tsv=str(rules),
            unk_id=0,
            bos_id=1,
            eos_id=2,
            num_threads=1,
            minloglevel=2,
        )
    return written.getvalue()


def xlmr(model: bytes, newer: bool) -> Tokenizer:
    """As XLM-RoBERTa's, in the older form (multilingual-e5) or the newer one (bge-reranker)."""
    proto = sentencepiece_model_pb2.ModelProto.FromString(model)
    pieces = [(piece.piece, round(piece.score, 6)) for piece in proto.pieces[3:]]
    vocabulary = [(token, 0.0) for token in XLMR_SPECIALS] + pieces + [("<mask>", 0.0)]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=XLMR_SPECIALS.index("<unk>")))
    charsmap = normalizers.Precompiled(proto.normalizer_spec.precompiled_charsmap)
    metaspace = pre_tokenizers.Metaspace("▁", prepend_scheme="always", split=True)
    if newer:
        blanks = normalizers.Replace(Regex(" {2,}"), "▁")
        strip = normalizers.Strip(left=False, right=True)
        tokenizer.normalizer = normalizers.Sequence([charsmap, strip, blanks])
        tokenizer.pre_tokenizer = metaspace
    else:
        tokenizer.normalizer = charsmap
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [pre_tokenizers.WhitespaceSplit(), metaspace]
        )
    tokenizer.decoder = decoders.Metaspace("▁", prepend_scheme="always", split=True)
    tokenizer.add_special_tokens([AddedToken(token, normalized=False) for token in XLMR_SPECIALS])
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True, normalized=False)])
    tokenizer.post_processor = surround(tokenizer, "<s>", "</s>", "</s>", second_type=0)
    return tokenizer


def modernbert(size: int) -> Tokenizer:
    """As ModernBERT-Ja's: Unigram with byte fallback, and LlamaTokenizer's BOS and EOS."""
    tokenizer = tokenisers.unigram(tokenisers.train_sentencepiece(size))
    tokenizer.post_processor = surround(tokenizer, "<s>", "</s>", "<s>", second_type=1)
    return tokenizer


def wordpiece(size: int, max_tokens: int) -> Tokenizer:
    """As BERT's, uncased; like many published ones it says to cut and to pad to one length."""
    tokenizer = Tokenizer(models.WordPiece({"[UNK]": 0}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    vocabulary = {piece: i for i, piece in enumerate(word_pieces(tokenizer, size))}
    tokenizer.model = models.WordPiece(vocabulary, unk_token="[UNK]")
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.add_special_tokens(list(WORDPIECE_SPECIALS))
    tokenizer.post_processor = surround(tokenizer, "[CLS]", "[SEP]", "", second_type=1)
    tokenizer.enable_truncation(max_tokens)
    tokenizer.enable_padding(length=max_tokens, pad_id=0, pad_token="[PAD]")
    return tokenizer


def word_pieces(tokenizer: Tokenizer, size: int) -> list[str]:
    """Frequent characters, then parts of words; the library's trainer is not repeatable."""
    counts: Counter[str] = Counter()
    for line in tokenisers.lines():
        normal = tokenizer.normalizer.normalize_str(line)
        for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(normal):
            for start in range(len(word)):
                for end in range(start + 1, min(len(word), start + LONGEST_PIECE) + 1):
                    counts[("##" if start else "") + word[start:end]] += 1

    def worth(piece: str) -> tuple[int, str]:
        letters = len(piece.removeprefix("##"))
        return -counts[piece] * (letters if letters > 1 else 1000), piece

    kept = [piece for piece in counts if len(piece.removeprefix("##")) > 1 or counts[piece] > 1]
    return [*WORDPIECE_SPECIALS, *sorted(kept, key=worth)[: size - len(WORDPIECE_SPECIALS)]]
